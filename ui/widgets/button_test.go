package widgets

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TestButtonsShowTheKeyboard by a ring, and Return presses them.
func TestButtonsShowTheKeyboard(t *testing.T) {
	pressed, escaped := 0, 0
	b := NewIconButton("Export…", theme.DocumentSaveIcon(), func() { pressed++ })
	b.Importance, b.OnEscape = widget.HighImportance, func() { escaped++ }
	w := window(t, b, 200, 44)
	r := test.WidgetRenderer(b).(*buttonDrawing)
	if r.ring.outer.Visible() {
		t.Error("there is a ring without the keyboard")
	}
	w.Canvas().Focus(b)
	if !r.ring.outer.Visible() || !r.ring.inner.Visible() || r.ring.outer.Size() != b.Size() {
		t.Error("nothing shows that the keyboard is here")
	}
	b.TypedKey(key(fyne.KeyReturn))
	w.Canvas().Focus(b)
	b.TypedKey(key(fyne.KeySpace))
	b.TypedKey(key(fyne.KeyEscape))
	if pressed != 2 || escaped != 1 {
		t.Errorf("pressed %d times, escaped %d times", pressed, escaped)
	}
	w.Canvas().Unfocus()
	if r.ring.outer.Visible() {
		t.Error("the ring stays")
	}
}

// TestButtonsAreShortened to their icon, which a tip then explains.
func TestButtonsAreShortened(t *testing.T) {
	b := NewIconButton("Open photo…", theme.FolderOpenIcon(), nil)
	var due []func()
	tips := NewTips(func(_ time.Duration, do func()) { due = append(due, do) })
	w := window(t, widget.NewLabel(""), 300, 200)
	w.SetContent(container.NewStack(container.NewCenter(b), tips))
	whole := b.MinSize().Width
	b.SetShort(true)
	if b.MinSize().Width >= whole || b.MinSize().Width != b.Shortest() || b.Text != "" || b.Preferred() != whole {
		t.Errorf("%g wide, short %g, preferred %g", whole, b.MinSize().Width, b.Preferred())
	}
	b.MouseIn(nil)
	if tips.Text() != "" {
		t.Error("the tip does not wait")
	}
	due[0]()
	if tips.Text() != "Open photo…" {
		t.Errorf("the tip is %q", tips.Text())
	}
	if b.MouseOut(); tips.Text() != "" {
		t.Error("the tip stays")
	}
	if b.SetShort(false); b.Text != "Open photo…" || b.MinSize().Width != whole || b.Tip() != "" {
		t.Errorf("with room again it says %q, with the tip %q", b.Text, b.Tip())
	}
}

// TestCutTextsAreTold whole, no wider than the window; those that are not cut need no tip.
func TestCutTextsAreTold(t *testing.T) {
	name := NewToldText("a photograph with a long name.jpg", Strong())
	var due []func()
	tips := NewTips(func(_ time.Duration, do func()) { due = append(due, do) })
	w := window(t, widget.NewLabel(""), 300, 200)
	w.SetContent(container.NewStack(container.NewGridWrap(fyne.NewSize(100, 20), name), tips))
	if name.MouseIn(nil); len(due) != 1 {
		t.Fatal("a cut text has no tip")
	}
	if due[0](); tips.Text() != name.Text() {
		t.Errorf("the tip is %q", tips.Text())
	}
	if name.MouseOut(); tips.Text() != "" {
		t.Error("the tip stays")
	}
	name.SetText(strings.Repeat("very ", 40) + "long")
	name.MouseIn(nil)
	due[1]()
	for _, o := range test.WidgetRenderer(tips).Objects() {
		if o.Position().X < 0 || o.Position().X+o.Size().Width > 300 {
			t.Errorf("a part of the tip is at %v, %v wide", o.Position(), o.Size().Width)
		}
	}
	name.SetText("short")
	if name.MouseIn(nil); len(due) != 2 {
		t.Error("a text that is seen whole has a tip")
	}
}
