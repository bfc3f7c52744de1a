package widgets

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func at(x, y float32) *fyne.PointEvent { return &fyne.PointEvent{Position: fyne.NewPos(x, y)} }

func TestSegmentsAreChosen(t *testing.T) {
	var chosen []int
	s := NewSegments([]string{"Artistic", "Photorealistic", "Neither"}, func(i int) { chosen = append(chosen, i) })
	window(t, s, 300, 40)
	s.SetSelected(2) // tells nobody
	s.Tapped(at(150, 20))
	s.SetEnabled(0, false)
	s.Tapped(at(10, 20))           // cannot be chosen
	s.TypedKey(key(fyne.KeyLeft))  // nor by keyboard
	s.TypedKey(key(fyne.KeyRight)) // 2
	s.TypedKey(key(fyne.KeyRight)) // the end
	s.SetEnabled(0, true)
	s.Tapped(at(10, 20))
	if want := []int{1, 2, 0}; !reflect.DeepEqual(chosen, want) {
		t.Errorf("chosen were %v, not %v", chosen, want)
	}
}

func TestAmountIsMoved(t *testing.T) {
	var told []float64
	a := NewAmount("Strength", Range{Low: 0, High: 1, Step: 0.01}, func(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) })
	a.OnChanged = func(v float64) { told = append(told, math.Round(v*100)/100) }
	window(t, a, 216, 60)
	a.SetValue(0.5) // tells nobody
	a.MouseDown(press(knob/2+150, 40))
	a.Dragged(drag(9999, 40, 0, 0))
	a.Dragged(drag(99999, 40, 0, 0)) // no change
	a.TypedKey(key(fyne.KeyLeft))
	a.TypedKey(key(fyne.KeyPageDown))
	a.TypedKey(key(fyne.KeyHome))
	a.SetEnabled(false)
	a.TypedKey(key(fyne.KeyEnd))
	a.MouseDown(press(100, 40))
	if want := []float64{0.75, 1, 0.99, 0.89, 0}; !reflect.DeepEqual(told, want) {
		t.Errorf("told were %v, not %v", told, want)
	}
}

// TestLogarithmicRange: the middle of 1/4 to 4 is 1, and steps of a factor come back to where they were.
func TestLogarithmicRange(t *testing.T) {
	r := Range{Low: 0.25, High: 4, Step: math.Pow(2, 1.0/8), Log: true}
	if v := r.at(0.5); math.Abs(v-1) > 1e-9 {
		t.Errorf("the middle is %g", v)
	}
	if v := r.next(r.next(1, 3), -3); math.Abs(v-1) > 1e-9 {
		t.Errorf("three steps there and back lead to %g", v)
	}
	if s := r.share(4); math.Abs(s-1) > 1e-9 {
		t.Errorf("the end is at %g", s)
	}
}

func TestModelCardIsChosen(t *testing.T) {
	n := 0
	c := NewModelCard(Card{Title: "compact", Line: "built in"}, func() { n++ })
	window(t, c, 300, 60)
	test.Tap(c)
	c.TypedKey(key(fyne.KeyReturn))
	if n != 2 {
		t.Errorf("chosen %d times", n)
	}
}

func TestRailLeadsToScreens(t *testing.T) {
	var chosen []int
	r := NewRail([]RailItem{{"Stylize", theme.HomeIcon()}, {"Train", theme.HomeIcon()}, {"Settings", theme.HomeIcon()}}, func(i int) { chosen = append(chosen, i) })
	window(t, r, railWidth, 600)
	r.Tapped(at(40, railTop+railItem+5))
	r.Tapped(at(40, 600-railTop-5)) // the last one stands at the bottom
	r.Tapped(at(40, 400))           // nothing is there
	r.TypedKey(key(fyne.KeyUp))
	if want := []int{1, 2, 1}; !reflect.DeepEqual(chosen, want) {
		t.Errorf("chosen were %v, not %v", chosen, want)
	}
}

func TestToastSaysAndGoes(t *testing.T) {
	undone := 0
	s := NewToast()
	window(t, s, 500, 80)
	if s.Visible() {
		t.Error("it is there before anything was said")
	}
	s.Say("Deleted the model mine.", false, Action{"Undo", func() { undone++ }})
	test.Tap(s.buttons.Objects[0].(*Button))
	test.Tap(s.close)
	if undone != 1 || s.Visible() {
		t.Errorf("undone %d times, still there %t", undone, s.Visible())
	}
}

func TestTextsAreShortened(t *testing.T) {
	text := NewShortText("a very long name of a picture.jpg", Body())
	w := window(t, text, 100, 30)
	shown := test.WidgetRenderer(text).Objects()[0].(*canvas.Text)
	if !strings.HasSuffix(shown.Text, "…") || measure(shown.Text, shown).Width > 100 {
		t.Errorf("%q is %g wide", shown.Text, measure(shown.Text, shown).Width)
	}
	w.Resize(fyne.NewSize(800, 30))
	if shown.Text != text.Text() {
		t.Errorf("with room for all of it: %q", shown.Text)
	}
}

// TestHoldKeepsAClick: a short press holds until the next press, a long one while it lasts.
func TestHoldKeepsAClick(t *testing.T) {
	var log []bool
	h := NewHold("Original", theme.HomeIcon(), func(held bool) { log = append(log, held) })
	window(t, h, 200, 40)
	says := func(what string, want ...bool) {
		t.Helper()
		if !slices.Equal(log, want) {
			t.Errorf("%s: held %v, want %v", what, log, want)
		}
		log = nil
	}
	click := func() {
		h.MouseDown(press(5, 5))
		if !h.pressed.IsZero() {
			h.pressed = time.Now() // however long the machine has paused
		}
		h.MouseUp(press(5, 5))
	}
	click()
	h.MouseOut()
	h.FocusLost()
	if says("a click", true); h.Importance != widget.HighImportance {
		t.Error("a button that holds does not look so")
	}
	click()
	says("another", false)
	h.MouseDown(press(5, 5))
	h.pressed = h.pressed.Add(-time.Second)
	h.MouseUp(press(5, 5))
	says("held for a second", true, false)
	click()
	h.KeyDown(key(fyne.KeySpace))
	h.KeyUp(key(fyne.KeySpace))
	says("a click, then the space bar", true, false)
}

func TestHoldEnds(t *testing.T) {
	var log []bool
	h := NewHold("Original", theme.HomeIcon(), func(held bool) { log = append(log, held) })
	window(t, h, 200, 40)
	h.MouseDown(press(5, 5))
	h.MouseOut()
	h.MouseUp(press(500, 5))
	h.KeyDown(key(fyne.KeySpace))
	h.KeyDown(key(fyne.KeySpace)) // repeats while it is down
	h.KeyUp(key(fyne.KeySpace))
	h.KeyDown(key(fyne.KeySpace))
	h.FocusLost()
	if want := []bool{true, false, true, false, true, false}; !reflect.DeepEqual(log, want) {
		t.Errorf("held %v, not %v", log, want)
	}
}

// TestColumnsGiveTextsTheirLines in the width that they get now.
func TestColumnsGiveTextsTheirLines(t *testing.T) {
	text := NewParagraph("a rather long note that needs one line in a wide column and several in a narrow one", Body())
	below := NewParagraph("below", Body())
	c := Column(4, text, below)
	w := window(t, c, 900, 300)
	line := text.Size().Height
	w.Resize(fyne.NewSize(160, 300))
	if text.Size().Height < 3*line || below.Position().Y < text.Size().Height {
		t.Errorf("in a narrow column %g high, was %g; what is below begins at %g", text.Size().Height, line, below.Position().Y)
	}
	w.Resize(fyne.NewSize(900, 300))
	if text.Size().Height != line || below.Position().Y > line+8 {
		t.Errorf("wide again %g high, was %g; what is below begins at %g", text.Size().Height, line, below.Position().Y)
	}
}
