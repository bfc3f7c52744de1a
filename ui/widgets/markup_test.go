package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	look "restyle/ui/theme"
)

// TestStatesAsMarkup compares what widgets draw in each state with the files of testdata, which were judged by eye.
func TestStatesAsMarkup(t *testing.T) {
	for _, c := range append(controlStates(), thingStates()...) {
		t.Run(c.name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
			w := test.NewTempWindow(t, c.make())
			w.SetPadded(false)
			w.Resize(fyne.NewSize(260, 120))
			test.AssertRendersToMarkup(t, c.name+".xml", w.Canvas())
		})
	}
}

// shown is a widget in a state.
type shown struct {
	name string
	make func() fyne.CanvasObject
}

// controlStates are those of segments and sliders.
func controlStates() []shown {
	return []shown{
		{"segments", func() fyne.CanvasObject { return NewSegments([]string{"Artistic", "Photorealistic"}, nil) }},
		{"segments-second", func() fyne.CanvasObject {
			s := NewSegments([]string{"Artistic", "Photorealistic"}, nil)
			s.SetSelected(1)
			return s
		}},
		{"segments-off", func() fyne.CanvasObject {
			s := NewSegments([]string{"Artistic", "Photorealistic"}, nil)
			s.SetEnabled(1, false)
			return s
		}},
		{"amount", func() fyne.CanvasObject { return strength(0.4) }},
		{"amount-off", func() fyne.CanvasObject {
			a := strength(1)
			a.SetEnabled(false)
			return a
		}},
		{"amount-focused", func() fyne.CanvasObject {
			a := strength(0)
			a.FocusGained()
			return a
		}},
		{"amount-span", func() fyne.CanvasObject {
			a := strength(0.75)
			a.SetSpan(0.25, 0.5)
			return a
		}},
	}
}

// thingStates are those of what is listed, dropped and done.
func thingStates() []shown {
	return []shown{
		{"tile", func() fyne.CanvasObject { return tileOf(Tile{ID: "a", Name: "Waves"}) }},
		{"tile-selected", func() fyne.CanvasObject {
			return tileOf(Tile{ID: "a", Name: "Waves", Selected: true, Badge: "40 %", Marked: true})
		}},
		{"tile-keyboard", func() fyne.CanvasObject {
			t := tileOf(Tile{ID: "a", Name: "Waves", Selected: true})
			t.(*tile).setCurrent(true)
			return t
		}},
		{"tile-faulty", func() fyne.CanvasObject { return tileOf(Tile{ID: "a", Name: "Waves", Faulty: true}) }},
		{"card", func() fyne.CanvasObject {
			return NewModelCard(Card{Title: "compact", Line: "built in", Tag: "in use"}, nil)
		}},
		{"card-selected", func() fyne.CanvasObject {
			c := NewModelCard(Card{Title: "compact", Line: "built in", Tag: "in use"}, nil)
			c.SetSelected(true)
			return c
		}},
		{"card-bad", func() fyne.CanvasObject {
			return NewModelCard(Card{Title: "mine", Line: "mine is cut off", Bad: true}, nil)
		}},
		{"drop", func() fyne.CanvasObject {
			return NewDropZone(theme.FileImageIcon(), "Drop a photo here", "or click", nil)
		}},
		{"meter", func() fyne.CanvasObject {
			m := NewMeter()
			m.SetShare(0.3)
			return m
		}},
		{"meter-unknown", func() fyne.CanvasObject {
			m := NewMeter()
			m.SetShare(-1)
			return m
		}},
	}
}

func strength(v float64) *Amount {
	a := NewAmount("Strength", Range{High: 1, Step: 0.01}, func(v float64) string { return number(v) })
	a.SetValue(v)
	return a
}

func tileOf(data Tile) fyne.CanvasObject {
	t := newTile(80)
	t.set(data)
	return t
}
