package state

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/batch"
)

// Use makes a model that of the stylize screen.
func (m *Models) Use(name string) { m.program.Stylize.SetModel(name) }

// CheckName says why a model cannot be called that; empty: it can.
func (m *Models) CheckName(name string) Text {
	if err := m.library().CanSave(name, false); err != nil {
		return explain(err).Sentence
	}
	return Text{}
}

// CheckRename says why a model cannot be called that in place of its name; empty: it can. Capitals may change.
func (m *Models) CheckRename(from, to string) Text {
	to = strings.TrimSpace(to)
	if err := m.library().CanSave(to, strings.EqualFold(from, to)); err != nil {
		return explain(err).Sentence
	}
	return Text{}
}

// Rename gives one of the person's models another name.
func (m *Models) Rename(from, to string) {
	to = strings.TrimSpace(to)
	if from == to {
		return
	}
	m.moving[from] = true
	m.program.errand(func() {
		err := m.library().Rename(from, to)
		m.program.ports.Post(func() { m.renamed(from, to, err) })
	})
}

func (m *Models) renamed(from, to string, err error) {
	delete(m.moving, from)
	if err != nil {
		m.program.complain(err)
		m.refresh()
		return
	}
	m.forget(from)
	m.chosen = to
	m.program.Stylize.modelRenamed(from, to)
	m.program.Train.modelRenamed(from, to)
	m.refresh()
}

// forget drops what is known of a name.
func (m *Models) forget(name string) {
	delete(m.details, name)
	m.program.studio.forget(name)
}

// Export asks for a file and writes a model to it.
func (m *Models) Export(name string) {
	m.program.pickOutput(ModelOutput, name+".safetensors", func(path string) { m.ExportTo(name, path) })
}

// ExportTo writes a model to a file; if it exists, the person is asked.
func (m *Models) ExportTo(name, path string) {
	if filepath.Ext(path) == "" {
		path += ".safetensors"
	}
	m.program.mayReplace(path, func() {
		m.program.errand(func() {
			err := m.library().Export(name, path)
			m.program.ports.Post(func() {
				if err != nil {
					m.program.complain(err)
					return
				}
				m.program.show(Message{Text: text("state.model.exported", "Name", name, "File", baseName(path)), Path: path})
			})
		})
	})
}

// Delete deletes one of the person's models, after asking; a message offers to undo that.
func (m *Models) Delete(name string) {
	question := text("state.delete", "Name", name)
	if training := m.neededBy(name); training != "" {
		question = text("state.delete.needed", "Name", name, "Training", training)
	}
	m.program.ask(question, func(choice int) {
		if choice == 1 {
			m.delete(name)
		}
	}, text("state.cancel"), text("state.delete.yes"))
}

// neededBy names the training that is kept and could not go on without a model; empty: there is none. It knows the model by its weights, as training.findStart
// does.
func (m *Models) neededBy(name string) string {
	p, err := readPlan(m.program.trainingFolder())
	if err != nil || p == nil {
		return ""
	}
	begins := func(of string) bool {
		d := m.details[of]
		return d != nil && d.problem == nil && d.Checksum == p.Parent || p.Parent == "" && of == p.From
	}
	copied := slices.ContainsFunc(m.view.Models, func(x ModelItem) bool { return x.Name != name && begins(x.Name) })
	if !begins(name) || copied {
		return ""
	}
	return p.Name
}

func (m *Models) delete(name string) {
	path, used := m.library().Path(name), m.program.Stylize.view.Look.Model == name
	kept, err := m.program.putAway(path)
	if err != nil {
		m.program.complain(err)
		return
	}
	m.forget(name)
	m.refresh()
	m.chosen = m.program.Stylize.view.Look.Model
	m.describe()
	m.program.showUndo(Message{Text: text("state.deleted", "Name", name)}, func() error { return m.restore(name, kept, used) })
}

// putAway moves a file to where deleted ones lie until the program ends, beside others of its name, and says where that is.
func (p *Program) putAway(path string) (kept string, err error) {
	wanted := filepath.Join(p.deletedFolder(), filepath.Base(path))
	if err := os.MkdirAll(filepath.Dir(wanted), 0o755); err != nil {
		return "", err
	}
	kept = wanted
	for i := 2; exists(kept); i++ {
		kept = batch.Numbered(wanted, i)
	}
	return kept, os.Rename(path, kept)
}

// restore brings a deleted model back, to the stylize screen too if it was used there.
func (m *Models) restore(name, kept string, used bool) error {
	path := m.library().Path(name)
	if exists(path) {
		return m.library().CanSave(name, false)
	}
	if err := os.Rename(kept, path); err != nil {
		return err
	}
	m.forget(name)
	m.chosen = name
	if m.refresh(); used {
		m.Use(name)
	}
	m.program.show(Message{Text: text("state.restored", "Name", name)})
	return nil
}

// AddFile adds a model file under its own name.
func (m *Models) AddFile(path string) { m.addFiles([]string{path}) }

// addFiles adds model files one after another: many models at once would take much memory, and each is called as if the others were there.
func (m *Models) addFiles(paths []string) {
	m.program.errand(func() {
		for _, path := range paths {
			name, err := m.library().AddFree(stem(path), path)
			m.program.ports.Post(func() { m.added(name, err) })
		}
	})
}

func (m *Models) added(name string, err error) {
	if err != nil {
		m.program.complain(err)
		return
	}
	m.chosen = name
	m.refresh()
	m.program.show(Message{Text: text("state.model.imported", "Name", name)})
}

// freeName is a name like the one wanted that no model has, as far as is known.
func (m *Models) freeName(wanted string) string {
	name, err := m.library().FreeName(wanted)
	if err != nil {
		return wanted // CheckName says what is wrong
	}
	return name
}

// PickFile asks for a model file to add.
func (m *Models) PickFile() { m.program.pick(ModelFiles, m.AddFile) }

// offer sorts dropped files: models are added, checkpoints and folders go to the wizard, anything else is named.
func (m *Models) offer(paths []string) {
	var models, rest []string
	for _, path := range paths {
		if strings.EqualFold(filepath.Ext(path), ".safetensors") {
			models = append(models, path)
		} else if mayBeCheckpoint(path) {
			rest = append(rest, path)
		} else {
			m.program.show(Message{Text: text("state.drop.nomodel", "File", baseName(path)), Bad: true})
		}
	}
	if len(models) > 0 {
		m.addFiles(models)
	}
	if len(rest) > 0 {
		m.OfferImport(rest)
	}
}

// mayBeCheckpoint tells by its name whether a file may be one of the authors'; folders may hold some.
func mayBeCheckpoint(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir() || slices.Contains([]string{".pth", ".tar", ".pt"}, strings.ToLower(filepath.Ext(path)))
}
