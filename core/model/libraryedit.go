package model

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"restyle/core/fault"
)

// CanSave reports what stands against saving a model under a name: the name itself, a built-in model or, unless overwrite is set, another one.
func (l *Library) CanSave(name string, overwrite bool) error {
	if err := checkName(name); err != nil {
		return err
	}
	e, found, err := l.find(name)
	switch {
	case err != nil:
		return err
	case found && e.BuiltIn:
		return fault.Mark(fmt.Errorf("the model %q is built in: choose another name", e.Name), "name.builtin", "Name", e.Name)
	case found && !overwrite:
		return fault.Mark(fmt.Errorf("there is a model %q already: choose another name or remove it", e.Name), "name.taken", "Name", e.Name)
	}
	return nil
}

// Save adds a model under a new name, which becomes its Origin.Name.
func (l *Library) Save(name string, m *Model) error { return l.save(name, m, false) }

// Replace is Save for a name that may exist: a model whose name differs in letter case only is replaced, too, and keeps its own.
func (l *Library) Replace(name string, m *Model) error { return l.save(name, m, true) }

func (l *Library) save(name string, m *Model, overwrite bool) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	if err := l.CanSave(name, overwrite); err != nil {
		return fmt.Errorf("save model: %w", err)
	}
	if e, found, err := l.find(name); err == nil && found {
		name = e.Name
	}
	return l.write(name, m)
}

func (l *Library) write(name string, m *Model) error {
	if err := folderFor(l.Path(name)); err != nil {
		return err
	}
	m.Origin.Name = name
	return m.Save(l.Path(name))
}

// Add adds the model in a file under a new name.
func (l *Library) Add(name, path string) error {
	m, err := loadToAdd(path)
	if err != nil {
		return err
	}
	return l.Save(name, m)
}

// AddFree is Add under the name that FreeName makes of the one wanted, or of one like it if no model can have that, and returns it.
func (l *Library) AddFree(wanted, path string) (name string, err error) {
	m, err := loadToAdd(path)
	if err != nil {
		return "", err
	}
	l.writing.Lock()
	defer l.writing.Unlock()
	if name, err = l.FreeName(possible(wanted)); err == nil {
		err = l.CanSave(name, false)
	}
	if err != nil {
		return "", fmt.Errorf("save model: %w", err)
	}
	return name, l.write(name, m)
}

func loadToAdd(path string) (*Model, error) {
	m, err := Load(path)
	if err == nil && m.Origin.Kind == "built in" {
		m.Origin.Kind = "imported"
	}
	return m, err
}

// FreeName is the name wanted or, if a model has it, the first of "wanted 2", "wanted 3" … that none has.
func (l *Library) FreeName(wanted string) (string, error) {
	name := wanted
	for i := 2; ; i++ {
		if _, taken, err := l.find(name); err != nil || !taken {
			return name, err
		}
		name = fmt.Sprintf("%s %d", wanted, i)
	}
}

// Export writes a model of the library to a file.
func (l *Library) Export(name, path string) error {
	m, err := l.Load(name)
	if err != nil {
		return err
	}
	return m.Save(path)
}

// Remove deletes a model's file.
func (l *Library) Remove(name string) error {
	e, err := l.Own(name)
	if err != nil {
		return fmt.Errorf("remove model: %w", err)
	}
	if err := os.Remove(e.Path); err != nil {
		return fmt.Errorf("remove model %s: %w", name, err)
	}
	return nil
}

// Rename gives a model a new name.
func (l *Library) Rename(from, to string) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	e, err := l.Own(from)
	if err != nil {
		return fmt.Errorf("rename model: %w", err)
	}
	if e.Name == to {
		return fault.Mark(fmt.Errorf("rename model %s: it is called that already", from), "name.taken", "Name", to)
	}
	if err := l.CanSave(to, l.ownCapitals(e.Name, to)); err != nil {
		return fmt.Errorf("rename model %s: %w", from, err)
	}
	m, err := Load(e.Path)
	if err != nil {
		return fmt.Errorf("rename model %s: %w", from, err)
	}
	m.Origin.Name = to
	if err := move(e.Path, l.Path(to), m.Save); err != nil {
		return fmt.Errorf("rename model %s: %w", from, err)
	}
	return nil
}

// move gives a file another name and new content, which save writes. Names that differ in small and capital letters only are of one file on some disks: there the
// content comes first.
func move(from, to string, save func(path string) error) error {
	if strings.EqualFold(from, to) {
		if err := save(from); err != nil {
			return err
		}
		return os.Rename(from, to)
	}
	if err := save(to); err != nil {
		return err
	}
	if err := os.Remove(from); err != nil {
		return fmt.Errorf("the old file stays beside the new one: %w", err)
	}
	return nil
}

// ownCapitals tells whether a new name of a model is its old one but for small and capital letters, and not that of another model.
func (l *Library) ownCapitals(from, to string) bool {
	if !strings.EqualFold(from, to) {
		return false
	}
	e, found, err := l.find(to)
	return err == nil && found && e.Name == from
}

// Own finds a model that may be changed.
func (l *Library) Own(name string) (Entry, error) {
	e, found, err := l.find(name)
	switch {
	case err != nil:
		return e, err
	case !found:
		return e, l.unknown(name)
	case e.BuiltIn:
		return e, fmt.Errorf("%q is built in: only imported and trained models can be changed", name)
	}
	return e, nil
}

// longestName is how many bytes a name may have: with an ending no system finds it too long.
const longestName = 200

// checkName reports a name that is no plain file name on some system.
func checkName(name string) error {
	const most = 64 // letters
	bad := strings.IndexFunc(name, func(r rune) bool { return !plain(r) })
	switch {
	case name == "":
		return fault.Mark(errors.New("the name is empty: give one"), "name.empty")
	case utf8.RuneCountInString(name) > most || len(name) > longestName:
		return fault.Mark(fmt.Errorf("the name %.20q… is too long: want at most %d letters or %d bytes", name, most, longestName), "name.long")
	case bad >= 0:
		letter := []rune(name[bad:])[0]
		return fault.Mark(fmt.Errorf("the name %q holds %q: use letters, digits, spaces and ._-() only", name, letter), "name.letter", "Letter", string(letter))
	case strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.TrimSpace(name) != name || reserved(name):
		return fault.Mark(fmt.Errorf("the name %q is not possible on every system: choose another", name), "name.odd", "Name", name)
	}
	return nil
}

// plain tells what a name may hold. Marks are parts of letters in many languages, and in names of files of macOS.
func plain(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune(" ._-()", r)
}

// possible is a name like the one wanted that a model can have, with room for a number.
func possible(wanted string) string {
	name := strings.Map(func(r rune) rune {
		if plain(r) {
			return r
		}
		return '-'
	}, wanted)
	for name = strings.Trim(name, " ."); name != "" && checkName(name+" 99") != nil; {
		_, last := utf8.DecodeLastRuneInString(name)
		name = strings.TrimRight(name[:len(name)-last], " .")
	}
	if checkName(name) != nil {
		return strings.TrimSpace("model " + name)
	}
	return name
}

// reserved tells the names that Windows keeps for devices.
func reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(base) == 4 && (base[:3] == "COM" || base[:3] == "LPT") && base[3] >= '1' && base[3] <= '9'
}
