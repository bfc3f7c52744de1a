package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// models is the screen of models: a list, and what is known of the chosen one.
type models struct {
	frame   *Frame
	state   *state.Models
	list    *fyne.Container
	cards   []*widgets.ModelCard
	details *modelDetails
	root    fyne.CanvasObject
}

func newModels(f *Frame) *models {
	m := &models{frame: f, state: f.program.Models, list: widgets.Column(8), details: newModelDetails(f)}
	add := widget.NewButtonWithIcon(lang.L("Add a model file…"), theme.ContentAddIcon(), m.state.PickFile)
	wizard := widget.NewButtonWithIcon(lang.L("Import the authors' files…"), theme.DownloadIcon(), func() { showImport(f) })
	top := container.NewVBox(
		widgets.NewText(lang.L("Models"), widgets.Heading()),
		widgets.NewParagraph(lang.L("A model is what can paint: the one that is built in, those you have trained, and those you add."), widgets.Muted()),
	)
	foot := widgets.Column(8, add, wizard)
	left := container.NewBorder(widgets.Padded(4, 0, top), foot, nil, nil, widgets.Padded(10, 0, container.NewVScroll(m.list)))
	const listWidth = 360
	m.root = container.NewBorder(nil, nil, widgets.AtLeast(listWidth, 0, widgets.Padded(16, 20, left)), nil,
		widgets.NewGround(look.ColorSurface, container.NewVScroll(widgets.Padded(24, 28, m.details.root))))
	f.program.Watch(state.ModelsList, func() { m.show(m.state.View()) })
	f.program.Watch(state.ModelsImport, func() { refreshImport(f) })
	m.show(m.state.View())
	return m
}

func (m *models) content() fyne.CanvasObject { return m.root }

func (m *models) place(fyne.Position) state.Place { return state.DropModels }

// show shows the list and the chosen model.
func (m *models) show(v state.ModelsView) {
	for len(m.cards) < len(v.Models) {
		i := len(m.cards)
		m.cards = append(m.cards, widgets.NewModelCard(widgets.Card{}, func() { m.state.Choose(i) }))
	}
	for i, item := range v.Models {
		m.cards[i].Set(modelCard(item))
		m.cards[i].SetSelected(i == v.Chosen)
	}
	if len(m.list.Objects) != len(v.Models) {
		m.list.Objects = nil
		for _, card := range m.cards[:len(v.Models)] {
			m.list.Objects = append(m.list.Objects, card)
		}
		m.list.Refresh()
	}
	m.details.show(v)
}

func modelCard(item state.ModelItem) widgets.Card {
	card := widgets.Card{Title: item.Name, Line: joined(kindName(item), amount(item.Bytes))}
	if item.InUse {
		card.Tag = lang.L("in use")
	}
	if !item.Problem.Empty() {
		card.Line, card.Bad = say(item.Problem), true
	}
	return card
}

// kindName says where a model comes from.
func kindName(item state.ModelItem) string {
	switch item.Kind {
	case "built in":
		return lang.L("built in")
	case "imported":
		return lang.L("imported")
	case "trained":
		return lang.L("trained here")
	}
	if item.BuiltIn {
		return lang.L("built in")
	}
	return title(item.Kind)
}
