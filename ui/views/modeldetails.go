package views

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// modelDetails is what is known of the chosen model, and what can be done with it.
type modelDetails struct {
	frame                       *Frame
	state                       *state.Models
	root                        *fyne.Container
	name                        *widgets.ToldText
	about                       *widgets.Paragraph
	use, rename, export, remove *widgets.Button
	facts                       *fyne.Container
	shown                       *state.ModelDetails
	item                        state.ModelItem
	none                        *widgets.Paragraph
}

func newModelDetails(f *Frame) *modelDetails {
	d := &modelDetails{frame: f, state: f.program.Models, name: widgets.NewToldText("", widgets.Heading()), about: widgets.NewParagraph("", widgets.Muted())}
	d.none = widgets.NewParagraph(lang.L("Choose a model to see what is known of it."), widgets.Muted())
	d.use = widgets.NewIconButton(lang.L("Use it"), theme.ConfirmIcon(), func() { d.state.Use(d.item.Name) })
	d.use.Importance = widget.HighImportance
	d.rename = widgets.NewIconButton(lang.L("Rename…"), theme.DocumentCreateIcon(), func() {
		from := d.item.Name
		askName(f, lang.L("Rename the model"), lang.L("Rename"), from, func(to string) state.Text { return d.state.CheckRename(from, to) }, func(to string) { d.state.Rename(from, to) })
	})
	d.export = widgets.NewIconButton(lang.L("Save a copy…"), theme.DocumentSaveIcon(), func() { d.state.Export(d.item.Name) })
	d.remove = quiet(theme.DeleteIcon(), lang.L("Delete"), func() { d.state.Delete(d.item.Name) })
	d.facts = container.New(&factsLayout{})
	d.root = widgets.Column(18, d.none, d.name, d.about, container.New(&wrapped{}, d.use, d.rename, d.export, d.remove), d.facts)
	return d
}

// show shows the chosen model.
func (d *modelDetails) show(v state.ModelsView) {
	chosen := v.Chosen >= 0 && v.Chosen < len(v.Models)
	for _, o := range d.root.Objects[1:] {
		d.frame.reveal(o, chosen)
	}
	d.frame.reveal(d.none, !chosen)
	if !chosen {
		return
	}
	d.item = v.Models[v.Chosen]
	d.name.SetText(d.item.Name)
	d.about.SetText(origin(d.item, v.Details))
	setEnabled(d.use, !d.item.InUse && d.item.Problem.Empty())
	d.frame.reveal(d.rename, !d.item.BuiltIn)
	d.frame.reveal(d.remove, !d.item.BuiltIn)
	if d.shown != v.Details {
		d.shown = v.Details
		d.fill(v.Details)
	}
}

// origin says in a sentence where a model comes from, or why it cannot be used.
func origin(item state.ModelItem, details *state.ModelDetails) string {
	switch {
	case !item.Problem.Empty():
		return Say(item.Problem)
	case details == nil:
		return ""
	case details.Origin.Kind == "trained" && details.ParentName != "":
		return lang.L("Trained on this computer, beginning from {{.Parent}}.", with{"Parent": details.ParentName})
	case details.Origin.Kind == "trained":
		return lang.L("Trained on this computer.")
	case details.Origin.Kind == "imported":
		return lang.L("Imported from the checkpoints of the authors of the method.")
	case item.BuiltIn:
		return lang.L("Comes with the program.")
	}
	return details.Origin.Kind
}

// fill lists what is known.
func (d *modelDetails) fill(v *state.ModelDetails) {
	d.facts.Objects = nil
	if v != nil {
		for _, row := range facts(d.item, *v) {
			d.facts.Objects = append(d.facts.Objects, widgets.NewShortText(row[0], widgets.Muted()), widgets.NewParagraph(row[1], widgets.Body()))
		}
	}
	d.facts.Refresh()
	d.root.Refresh()
}

// facts are names and values.
func facts(item state.ModelItem, v state.ModelDetails) [][2]string {
	var names []string
	for _, m := range v.Modes {
		names = append(names, modeName(m))
	}
	rows := [][2]string{{lang.L("Modes"), joined(names...)}}
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, [2]string{name, value})
		}
	}
	add(lang.L("Size"), joined(lang.L("{{.N}} parameters", with{"N": grouped(v.Parameters)}), amount(item.Bytes)))
	add(lang.L("Widths of the layers"), fmt.Sprintf("%d, %d, %d, %d", v.Widths[0], v.Widths[1], v.Widths[2], v.Widths[3]))
	add(lang.L("Trained on"), provenance(v.Origin.Data))
	if v.Origin.Steps > 0 {
		add(lang.L("Steps"), grouped(v.Origin.Steps))
		add(lang.L("Seed"), strconv.FormatUint(v.Origin.Seed, 10))
	}
	add(lang.L("Losses at the end"), losses(v.Origin.Losses))
	add(lang.L("File"), item.Path)
	add(lang.L("Checksum"), v.Checksum)
	return rows
}

// grouped writes a number with thin spaces between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}

// factsLayout is a table of names and values of several lines.
type factsLayout struct{ height float32 }

const factNameWidth, factNameShare, factGap = 190, 0.4, 10

// Layout gives every second object the rest of the width.
func (l *factsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		name, value := objects[i], objects[i+1]
		first := min(factNameWidth, size.Width*factNameShare)
		width := size.Width - first
		value.Resize(fyne.NewSize(width, value.Size().Height))
		height := value.MinSize().Height
		value.Resize(fyne.NewSize(width, height))
		value.Move(fyne.NewPos(first, y))
		name.Resize(fyne.NewSize(first, name.MinSize().Height))
		name.Move(fyne.NewPos(0, y))
		y += height + factGap
	}
	l.height = y
}

// MinSize is the height of the last layout.
func (l *factsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := float32(0)
	for i := 1; i < len(objects); i += 2 {
		least += objects[i].MinSize().Height + factGap
	}
	return fyne.NewSize(factNameWidth, least)
}
