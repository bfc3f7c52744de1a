package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// drawing is a renderer that consists of functions: objects in their order of painting, back to front.
type drawing struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func() // takes over colours and data; nil: nothing of its own
	owner   fyne.Widget
}

func (d *drawing) Layout(s fyne.Size)           { d.layout(s) }
func (d *drawing) MinSize() fyne.Size           { return d.min() }
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) Destroy()                     {}

// Refresh repaints. It lays out as well, since what is shown may have changed its size.
func (d *drawing) Refresh() {
	if d.refresh != nil {
		d.refresh()
	}
	d.layout(d.owner.Size())
	canvas.Refresh(d.owner)
}

// colour is a colour of the theme that holds for w.
func colour(w fyne.Widget, name fyne.ThemeColorName) color.Color {
	return themeOf(w).Color(name, fyne.CurrentApp().Settings().ThemeVariant())
}

// length is a size of the theme that holds for w.
func length(w fyne.Widget, name fyne.ThemeSizeName) float32 { return themeOf(w).Size(name) }

func themeOf(w fyne.Widget) fyne.Theme {
	if themed, ok := w.(interface{ Theme() fyne.Theme }); ok {
		return themed.Theme()
	}
	return fyne.CurrentApp().Settings().Theme()
}

// place moves and resizes o.
func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// focus gives w the keyboard, if it is in a window.
func focus(w fyne.Focusable) {
	object, ok := w.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(object); c != nil && c.Focused() != w {
		c.Focus(w)
	}
}

// show shows or hides o, without touching it if nothing changes.
func show(o fyne.CanvasObject, visible bool) {
	if visible && !o.Visible() {
		o.Show()
	} else if !visible && o.Visible() {
		o.Hide()
	}
}
