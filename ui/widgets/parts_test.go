package widgets

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
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

// styles are n tiles; those of selected are selected.
func styles(n int, selected ...int) []Tile {
	all := make([]Tile, n)
	for i := range all {
		all[i] = Tile{ID: fmt.Sprint("s", i), Name: fmt.Sprint("Style ", i)}
	}
	for _, i := range selected {
		all[i].Selected = true
	}
	return all
}

func TestStripTellsWhatIsDone(t *testing.T) {
	var log []string
	s := NewStrip(80, "Add")
	s.OnChosen = func(id string) { log = append(log, "choose "+id) }
	s.OnToggled = func(id string) { log = append(log, "toggle "+id) }
	s.OnMenu = func(id string, _ fyne.Position) { log = append(log, "menu "+id) }
	s.OnAdd = func() { log = append(log, "add") }
	w := window(t, s, 500, 120)
	s.SetTiles(styles(3, 0))
	test.Tap(s.tiles[1])
	w.Canvas().Focus(s)
	s.tiles[2].MouseDown(&desktop.MouseEvent{Modifier: fyne.KeyModifierControl})
	s.tiles[2].Tapped(nil)
	s.tiles[0].MouseDown(press(80-tileRim-5, 10)) // the button in the corner
	s.tiles[0].Tapped(nil)
	s.tiles[1].TappedSecondary(&fyne.PointEvent{})
	s.TypedKey(key(fyne.KeyHome))
	s.TypedKey(key(fyne.KeyRight))
	s.TypedKey(key(fyne.KeyReturn))
	s.TypedKey(key(fyne.KeyEnd))
	s.TypedKey(key(fyne.KeySpace))
	test.Tap(s.add)
	want := []string{"choose s1", "toggle s2", "toggle s0", "menu s1", "choose s1", "toggle s2", "add"}
	if !reflect.DeepEqual(log, want) {
		t.Errorf("%v\nnot\n%v", log, want)
	}
}

func TestStripKeepsTheSelectedStyleInSight(t *testing.T) {
	s := NewStrip(80, "Add")
	window(t, s, 400, 120)
	s.SetTiles(styles(30, 0))
	s.SetTiles(styles(30, 20))
	tile := s.tiles[20]
	left := tile.Position().X - s.scroll.Offset.X
	if left < 0 || left+tile.Size().Width > s.scroll.Size().Width {
		t.Errorf("the selected tile lies from %g to %g in a strip of %g", left, left+tile.Size().Width, s.scroll.Size().Width)
	}
	s.SetTiles(styles(2, 1))
	if len(s.line.Objects) != 2 {
		t.Errorf("of 2 tiles %d are shown", len(s.line.Objects))
	}
}

func TestGalleryRemoves(t *testing.T) {
	var removed []string
	g := NewGallery(80)
	g.OnRemoved = func(id string) { removed = append(removed, id) }
	w := window(t, g, 300, 300)
	g.SetTiles(styles(7))
	w.Canvas().Focus(g)
	g.TypedKey(key(fyne.KeyDown))
	g.TypedKey(key(fyne.KeyRight))
	g.TypedKey(key(fyne.KeyDelete))
	g.tiles[0].MouseDown(press(80-tileRim-5, 10))
	g.tiles[0].Tapped(nil)
	if want := []string{"s4", "s0"}; !reflect.DeepEqual(removed, want) {
		t.Errorf("removed were %v, not %v", removed, want)
	}
}

func TestDropZoneIsAButtonToo(t *testing.T) {
	n := 0
	z := NewDropZone(theme.FileImageIcon(), "Drop a photo here", "or click to choose one", func() { n++ })
	window(t, z, 400, 200)
	test.Tap(z)
	z.TypedKey(key(fyne.KeyReturn))
	z.TypedKey(key(fyne.KeySpace))
	z.TypedKey(key(fyne.KeyLeft))
	if n != 3 {
		t.Errorf("asked %d times", n)
	}
}

func words() JobWords {
	return JobWords{"Pause", "Resume", "Cancel", "Show", "Details", "Dismiss", "More", "Less"}
}

func TestJobBarOffersWhatCanBeDone(t *testing.T) {
	cases := []struct {
		job  Job
		want string
	}{
		{Job{ID: 1, State: Running}, "Cancel"},
		{Job{ID: 2, State: Running, CanPause: true}, "Pause Cancel"},
		{Job{ID: 3, State: Paused, CanPause: true}, "Resume Cancel"},
		{Job{ID: 4, State: Done, CanShow: true}, "Show Dismiss"},
		{Job{ID: 5, State: Failed, CanTell: true}, "Details Dismiss"},
		{Job{ID: 6, State: Stopped}, "Dismiss"},
	}
	for _, c := range cases {
		var told []string
		b := NewJobBar(words())
		tell := func(what string) func(int) {
			return func(id int) {
				if id == c.job.ID {
					told = append(told, what)
				}
			}
		}
		b.OnPause, b.OnResume, b.OnCancel = tell("Pause"), tell("Resume"), tell("Cancel")
		b.OnShow, b.OnDetails, b.OnDismiss = tell("Show"), tell("Details"), tell("Dismiss")
		window(t, b, 900, 60)
		b.SetJobs([]Job{c.job})
		for _, o := range b.rows[0].buttons.Objects {
			test.Tap(o.(*widget.Button))
		}
		if got := strings.Join(told, " "); got != c.want {
			t.Errorf("job %d offers %q, not %q", c.job.ID, got, c.want)
		}
	}
}

func TestJobBarFolds(t *testing.T) {
	resized := 0
	b := NewJobBar(words())
	b.OnResized = func() { resized++ }
	window(t, b, 900, 200)
	if b.MinSize().Height != 0 {
		t.Errorf("without jobs it is %g high", b.MinSize().Height)
	}
	b.SetJobs([]Job{{ID: 1, Title: "Export"}, {ID: 2, Title: "Train"}, {ID: 3, Title: "Video"}})
	one := b.MinSize().Height
	test.Tap(b.more)
	if three := b.MinSize().Height; three < 2*one || len(b.list.Objects) != 3 {
		t.Errorf("unfolded it is %g high, folded %g", three, one)
	}
	b.SetJobs([]Job{{ID: 2, Title: "Train"}})
	if b.MinSize().Height != one || b.rows[0].title.Text() != "Train" {
		t.Errorf("one job left: %g high, titled %q", b.MinSize().Height, b.rows[0].title.Text())
	}
	b.SetJobs(nil)
	if b.MinSize().Height != 0 || resized != 4 {
		t.Errorf("no job left: %g high; told of %d changes", b.MinSize().Height, resized)
	}
}

func TestCurveKeepsExtremes(t *testing.T) {
	points := make([]ChartPoint, 1000)
	for i := range points {
		points[i] = ChartPoint{Step: i, Value: 2, Low: 2, High: 2}
	}
	points[500].Value = 90
	points[700].Value = math.NaN()
	all := buckets(points, columns)
	if len(all) != columns || all[columns-1].step != 999 {
		t.Fatalf("%d columns up to step %d", len(all), all[len(all)-1].step)
	}
	if a := axisOf(all, true); a.low != 2 || a.high != 90 || !a.log {
		t.Errorf("the axis goes from %g to %g, logarithmic %t", a.low, a.high, a.log)
	}
	broken := 0
	for _, b := range all {
		if b.broken {
			broken++
		}
	}
	if broken != 1 {
		t.Errorf("%d columns hold what is no number", broken)
	}
	if last := smooth(all)[columns-1]; math.Abs(last-2) > 0.1 {
		t.Errorf("the moving average ends at %g", last)
	}
}

func TestAxisOfValuesWithoutLogarithm(t *testing.T) {
	a := axisOf(buckets([]ChartPoint{{Value: -1}, {Step: 1, Value: 3}}, columns), true)
	if a.log || a.share(-1) != 0 || a.share(3) != 1 {
		t.Errorf("%+v", a)
	}
	if a := axisOf(nil, true); a.share(0.5) != 0.5 {
		t.Errorf("without values: %+v", a)
	}
}

// TestChartMakesNoNewObjects however many points come: the lines are moved.
func TestChartMakesNoNewObjects(t *testing.T) {
	c := NewChart("Nothing yet")
	window(t, c, 600, 200)
	r := test.WidgetRenderer(c)
	before := len(r.Objects())
	var points []ChartPoint
	for i := range 3000 {
		points = append(points, ChartPoint{Step: i, Value: 5 / float64(i+1)})
	}
	c.SetPoints(points)
	if len(r.Objects()) != before {
		t.Errorf("%d objects became %d", before, len(r.Objects()))
	}
	visible := 0
	for _, o := range r.Objects() {
		if line, ok := o.(*canvas.Line); ok && line.Visible() {
			visible++
			if line.Position1.X < 0 || line.Position2.X > 600 || min(line.Position1.Y, line.Position2.Y) < 0 || max(line.Position1.Y, line.Position2.Y) > 200 {
				t.Fatalf("a line goes from %v to %v, out of the chart", line.Position1, line.Position2)
			}
		}
	}
	if visible != 2*columns-1 {
		t.Errorf("%d lines are drawn, not %d", visible, 2*columns-1)
	}
}

func TestModelCardIsChosen(t *testing.T) {
	n := 0
	c := NewModelCard(Card{Title: "compact", Line: "built in"}, func() { n++ })
	window(t, c, 300, 60)
	test.Tap(c)
	c.TypedKey(key(fyne.KeyReturn))
	c.SetEnabled(false)
	test.Tap(c)
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
	undone, gone := 0, 0
	s := NewToast()
	s.OnDismissed = func() { gone++ }
	window(t, s, 500, 80)
	if s.Visible() {
		t.Error("it is there before anything was said")
	}
	s.Say("Deleted the model mine.", false, Action{"Undo", func() { undone++ }})
	test.Tap(s.buttons.Objects[0].(*widget.Button))
	test.Tap(s.close)
	if undone != 1 || gone != 1 || s.Visible() {
		t.Errorf("undone %d times, gone %d times, still there %t", undone, gone, s.Visible())
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
