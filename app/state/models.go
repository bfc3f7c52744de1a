package state

import (
	"slices"

	"restyle/core/model"
)

// Models is the screen of models.
type Models struct {
	program *Program
	view    ModelsView
	details map[string]*ModelDetails // by name, as far as read
	chosen  string                   // name looked at
	reading bool
	again   bool            // the list was changed while it was read
	moving  map[string]bool // by name: they are being renamed, and may be missing where they are looked for
	wizard  int             // number of the wizard: it counts up when that is emptied
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
	m := &Models{program: p, details: map[string]*ModelDetails{}, moving: map[string]bool{}, chosen: p.saved.Look.Model}
	m.view.Chosen = -1
	m.list()
	m.ResetImport()
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

// names are those of the models that can be chosen, or are about to have another name.
func (m *Models) names() []string {
	var names []string
	for _, x := range m.view.Models {
		if x.Problem.Empty() {
			names = append(names, x.Name)
		}
	}
	for name := range m.moving {
		if !slices.Contains(names, name) {
			names = append(names, name)
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
			m.program.ports.Post(func() { m.learnt(name, d) })
		}
		m.program.ports.Post(m.readingEnded)
	}()
}

// learnt keeps what was read of a model, unless it is being renamed or was deleted meanwhile: then it is read anew.
func (m *Models) learnt(name string, d *ModelDetails) {
	there := slices.ContainsFunc(m.view.Models, func(x ModelItem) bool { return x.Name == name })
	if there && !m.moving[name] {
		m.details[name] = d
		m.describe()
	}
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
			m.describe()
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
	for _, x := range slices.Backward(m.view.Models) { // of several copies the first
		if other := m.details[x.Name]; other != nil && d.Origin.Parent != "" && other.Checksum == d.Origin.Parent {
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
