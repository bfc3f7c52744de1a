package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// ToldText is a line that may be cut, of which the pointer is then told all. It takes the pointer from what lies below it.
type ToldText struct{ line }

// line is a Text under another name, which leaves that of its method free.
type line = Text

// NewToldText returns a line that ends in … where there is no room for all of it.
func NewToldText(text string, role Role) *ToldText {
	t := &ToldText{line{text: text, role: role, short: true}}
	t.ExtendBaseWidget(t)
	return t
}

// MouseIn tells all, where a part is missing.
func (t *ToldText) MouseIn(*desktop.MouseEvent) {
	if t.cut() {
		showTip(t, t.text, fyne.NewPos(0, 0), t.Size())
	}
}

// MouseMoved does nothing.
func (t *ToldText) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends that.
func (t *ToldText) MouseOut() { hideTip(t) }

// cut tells whether a part is missing.
func (t *ToldText) cut() bool { return t.Whole() > t.Size().Width+textRounding }
