package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

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
	add := widgets.NewIconButton(lang.L("Add a model file…"), theme.ContentAddIcon(), m.state.PickFile)
	wizard := widgets.NewIconButton(lang.L("Import the authors' files…"), theme.DownloadIcon(), func() { showImport(f) })
	top := container.NewVBox(
		widgets.NewText(lang.L("Models"), widgets.Heading()),
		widgets.NewParagraph(lang.L("A model is what can paint: the one that is built in, those you have trained, and those you add."), widgets.Muted()),
	)
	foot := widgets.Column(8, add, wizard)
	left := container.NewBorder(widgets.Padded(4, 0, top), foot, nil, nil, widgets.Padded(10, 0, container.NewVScroll(m.list)))
	details := widgets.NewGround(look.ColorSurface, container.NewVScroll(widgets.Padded(24, 28, m.details.root)))
	m.root = container.New(listLayout{}, widgets.Padded(16, 20, left), details)
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
		card.Line, card.Bad = Say(item.Problem), true
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

// listLayout puts a list at the left of what it lists, narrower in narrow windows.
type listLayout struct{}

const leastList, mostList, listShare = 250, 380, 0.4

func (listLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(max(size.Width*listShare, leastList), mostList)
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width-width, size.Height))
	objects[1].Move(fyne.NewPos(width, 0))
}

func (listLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	list, rest := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(leastList, list.Width)+rest.Width, max(list.Height, rest.Height))
}
