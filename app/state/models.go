package state

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/model"
)

// Models is the screen of models.
type Models struct {
	program *Program
	view    ModelsView
	details map[string]*ModelDetails // by name, as far as read
	chosen  string                   // name looked at
	reading bool
	again   bool // the list was changed while it was read
}

// ModelsView is a snapshot of the screen.
type ModelsView struct {
	// ModelsList
	Models  []ModelItem
	Chosen  int           // index of the one looked at; -1: none
	Details *ModelDetails // of it; nil until it is read

	// ModelsImport
	Import ImportView
}

// ModelItem is a model of the list.
type ModelItem struct {
	Name    string
	Path    string // of the file; empty if built in
	Bytes   int64
	BuiltIn bool
	Kind    string // built in, imported, trained, as in its file; empty until read
	InUse   bool   // it is the one of the stylize screen
	Problem Text   // why it cannot be read; empty: it can
}

// ModelDetails is all that is known of a model.
type ModelDetails struct {
	Name       string
	Modes      []model.Mode
	Widths     [4]int
	Parameters int
	Modulated  bool // the style also steers the decoder
	Origin     model.Origin
	ParentName string // of the model it was trained from, if that is in the library
	Checksum   string // of the weights
	problem    *Problem
}

func newModels(p *Program) *Models {
	m := &Models{program: p, details: map[string]*ModelDetails{}, chosen: p.saved.Look.Model}
	m.view.Chosen = -1
	m.list()
	m.checkImport()
	return m
}

// View is a snapshot of the screen.
func (m *Models) View() ModelsView { return m.view }

func (m *Models) library() *model.Library { return m.program.ports.Library }

// list reads the names of the models, at once.
func (m *Models) list() {
	entries, err := m.library().List()
	if err != nil {
		m.program.complain(err)
	}
	m.view.Models = nil
	for _, e := range entries {
		m.view.Models = append(m.view.Models, ModelItem{Name: e.Name, Path: e.Path, Bytes: e.Bytes, BuiltIn: e.BuiltIn})
	}
	m.describe()
}

// names are those of the models that can be chosen.
func (m *Models) names() []string {
	var names []string
	for _, x := range m.view.Models {
		if x.Problem.Empty() {
			names = append(names, x.Name)
		}
	}
	return names
}

// refresh reads the list and, in the background, the models themselves.
func (m *Models) refresh() {
	m.list()
	m.namesChanged()
	if m.again = m.reading; m.reading {
		return
	}
	m.reading = true
	var names []string
	for _, x := range m.view.Models {
		if m.details[x.Name] == nil {
			names = append(names, x.Name)
		}
	}
	go func() {
		for _, name := range names {
			d := readDetails(m.library(), name)
			m.program.ports.Post(func() { m.details[name] = d; m.describe() })
		}
		m.program.ports.Post(m.readingEnded)
	}()
}

func (m *Models) readingEnded() {
	m.reading = false
	m.namesChanged()
	if m.again {
		m.refresh()
	}
}

// namesChanged tells the model pickers.
func (m *Models) namesChanged() {
	if s := m.program.Stylize; s != nil {
		s.view.Models = m.names()
		if len(s.view.Models) > 0 && !slices.Contains(s.view.Models, s.view.Look.Model) {
			s.view.Look.Model = s.view.Models[0]
			s.lookChanged()
		}
		s.changed(StylizeLook)
	}
	m.program.Train.modelsChanged(m.names())
}

func readDetails(library *model.Library, name string) *ModelDetails {
	loaded, err := library.Load(name)
	if err != nil {
		return &ModelDetails{Name: name, problem: explain(err)}
	}
	sum, err := loaded.Checksum()
	return &ModelDetails{
		Name: name, Modes: loaded.Modes(), Widths: loaded.Config.Widths, Parameters: loaded.Count(), Modulated: loaded.Config.Modulation > 0,
		Origin: loaded.Origin, Checksum: sum, problem: explain(err),
	}
}

// describe puts what is known of the models into the view.
func (m *Models) describe() {
	m.view.Models = slices.Clone(m.view.Models)
	m.view.Chosen, m.view.Details = -1, nil
	for i := range m.view.Models {
		x := &m.view.Models[i]
		x.InUse = m.program.Stylize != nil && x.Name == m.program.Stylize.view.Look.Model
		d := m.details[x.Name]
		if d != nil {
			x.Kind = d.Origin.Kind
			if d.problem != nil {
				x.Problem = d.problem.Sentence
			}
		}
		if x.Name == m.chosen {
			m.view.Chosen = i
			if d != nil && d.problem == nil {
				m.view.Details = m.withParent(d)
			}
		}
	}
	m.program.watchers.changed(ModelsList)
}

// withParent names the model that another was trained from.
func (m *Models) withParent(d *ModelDetails) *ModelDetails {
	copied := *d
	for _, other := range m.details {
		if d.Origin.Parent != "" && other.Checksum == d.Origin.Parent {
			copied.ParentName = other.Name
		}
	}
	return &copied
}

func (m *Models) inUseChanged() { m.describe() }

// Choose looks at one of Models.
func (m *Models) Choose(index int) {
	if index >= 0 && index < len(m.view.Models) {
		m.chosen = m.view.Models[index].Name
		m.describe()
	}
}

// Use makes a model that of the stylize screen.
func (m *Models) Use(name string) { m.program.Stylize.SetModel(name) }

// CheckName says why a model cannot be called that; empty: it can.
func (m *Models) CheckName(name string) Text {
	if err := m.library().CanSave(name, false); err != nil {
		return plain(sentence(err.Error()))
	}
	return Text{}
}

// Rename gives one of the person's models another name.
func (m *Models) Rename(from, to string) {
	to = strings.TrimSpace(to)
	if from == to {
		return
	}
	go func() {
		err := m.library().Rename(from, to)
		m.program.ports.Post(func() { m.renamed(from, to, err) })
	}()
}

func (m *Models) renamed(from, to string, err error) {
	if err != nil {
		m.program.complain(err)
		return
	}
	m.forget(from)
	m.chosen = to
	m.list()
	if s := m.program.Stylize; s.view.Look.Model == from {
		s.view.Models = m.names()
		s.SetModel(to)
	}
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
		go func() {
			err := m.library().Export(name, path)
			m.program.ports.Post(func() {
				if err != nil {
					m.program.complain(err)
					return
				}
				m.program.show(Message{Text: text("state.model.exported", "Name", name, "File", baseName(path)), Path: path})
			})
		}()
	})
}

// Delete deletes one of the person's models; a message offers to undo that, until the program ends.
func (m *Models) Delete(name string) {
	path := m.library().Path(name)
	kept := filepath.Join(m.program.ports.Folder, "deleted", filepath.Base(path))
	err := os.MkdirAll(filepath.Dir(kept), 0o755)
	if err == nil {
		err = os.Rename(path, kept)
	}
	if err != nil {
		m.program.complain(err)
		return
	}
	m.forget(name)
	m.refresh()
	m.program.showUndo(Message{Text: text("state.deleted", "Name", name)}, func() { m.restore(name, kept) })
}

func (m *Models) restore(name, kept string) {
	path := m.library().Path(name)
	if exists(path) {
		m.program.complain(m.library().CanSave(name, false))
		return
	}
	if err := os.Rename(kept, path); err != nil {
		m.program.complain(err)
		return
	}
	m.refresh()
	m.program.show(Message{Text: text("state.restored", "Name", name)})
}

// AddFile adds a model file under its own name.
func (m *Models) AddFile(path string) {
	name := m.freeName(stem(path))
	go func() {
		err := m.library().Add(name, path)
		m.program.ports.Post(func() {
			if err != nil {
				m.program.complain(err)
				return
			}
			m.chosen = name
			m.refresh()
			m.program.show(Message{Text: text("state.model.imported", "Name", name)})
		})
	}()
}

// freeName is a name like the one wanted that no model has.
func (m *Models) freeName(wanted string) string {
	name := wanted
	for i := 2; m.library().CanSave(name, false) != nil && i < 100; i++ {
		name = fmt.Sprintf("%s %d", wanted, i)
	}
	return name
}

// PickFile asks for a model file to add.
func (m *Models) PickFile() { m.program.pick(ModelFiles, m.AddFile) }

// offer sorts dropped files: models are added, checkpoints go to the wizard.
func (m *Models) offer(paths []string) {
	var rest []string
	for _, path := range paths {
		if strings.EqualFold(filepath.Ext(path), ".safetensors") {
			m.AddFile(path)
		} else {
			rest = append(rest, path)
		}
	}
	if len(rest) > 0 {
		m.OfferImport(rest)
	}
}
