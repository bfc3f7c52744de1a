package widgets

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

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
	s.SetTiles(styles(3, 0, 2))
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

func TestStripOffersWhatAClickInTheCornerDoes(t *testing.T) {
	s := NewStrip(80, "Add")
	window(t, s, 500, 120)
	icons := func() (names []string) {
		for _, tile := range s.tiles {
			name := ""
			if tile.corner != nil {
				name = tile.corner.Name()
			}
			names = append(names, name)
		}
		return names
	}
	add, leave := theme.ContentAddIcon().Name(), theme.ContentRemoveIcon().Name()
	s.SetTiles(styles(3, 1))
	if got, want := icons(), []string{add, "", add}; !reflect.DeepEqual(got, want) {
		t.Errorf("with one selected: %q, not %q", got, want)
	}
	s.SetTiles(styles(3, 1, 2))
	if got, want := icons(), []string{add, leave, leave}; !reflect.DeepEqual(got, want) {
		t.Errorf("with two selected: %q, not %q", got, want)
	}
}

// TestStripOpensAtTheSelectedStyle, with the keyboard on it, and follows tiles that move.
func TestStripOpensAtTheSelectedStyle(t *testing.T) {
	s := NewStrip(80, "Add")
	s.SetTiles(styles(30, 20))
	w := window(t, s, 400, 120)
	seen := func() bool {
		left := s.tiles[20].Position().X - s.scroll.Offset.X
		return left >= 0 && left+80 <= s.scroll.Size().Width
	}
	if !seen() || s.current != 20 {
		t.Errorf("the strip begins at %g, the keyboard at %d", s.scroll.Offset.X, s.current)
	}
	if w.Resize(fyne.NewSize(250, 120)); !seen() {
		t.Error("in a narrower window the selected tile is out of sight")
	}
	if w.Resize(fyne.NewSize(3000, 120)); s.scroll.Offset.X != 0 {
		t.Errorf("in a window that has room for all the strip begins at %g", s.scroll.Offset.X)
	}
	w.Canvas().Focus(s)
	s.TypedKey(key(fyne.KeyRight))
	if s.SetTiles(styles(30, 20)[1:]); s.tiles[s.current].data.ID != "s21" {
		t.Errorf("one before it has gone, and the keyboard is on %s", s.tiles[s.current].data.ID)
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
	with := styles(31, 20)
	with[30], with[0].ID = with[0], "kept"
	s.SetTiles(with)
	if s.scroll.Offset.X != 0 {
		t.Errorf("the one that has come is out of sight: the strip begins at %g", s.scroll.Offset.X)
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

// TestGalleryThatOnlyShows has no buttons that do nothing.
func TestGalleryThatOnlyShows(t *testing.T) {
	g := NewGallery(80)
	window(t, g, 300, 300)
	g.SetTiles(styles(2))
	if g.tiles[0].corner != nil {
		t.Error("a tile that cannot be taken away has a button for that")
	}
}

// TestGalleryKeepsThePlace where a tile is, when the last is taken away.
func TestGalleryKeepsThePlace(t *testing.T) {
	var removed []string
	g := NewGallery(80)
	g.OnRemoved = func(id string) { removed = append(removed, id) }
	w := window(t, g, 300, 300)
	g.SetTiles(styles(3))
	w.Canvas().Focus(g)
	for range 2 {
		g.TypedKey(key(fyne.KeyRight))
	}
	g.TypedKey(key(fyne.KeyDelete))
	g.SetTiles(styles(2))
	g.TypedKey(key(fyne.KeyDelete))
	if want := []string{"s2", "s1"}; !reflect.DeepEqual(removed, want) {
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

// TestTheWheelGoesAlongTheStrip by about a tile a notch.
func TestTheWheelGoesAlongTheStrip(t *testing.T) {
	s := NewStrip(80, "Add")
	window(t, s, 400, 130)
	tiles := make([]Tile, 40)
	for i := range tiles {
		tiles[i] = Tile{ID: fmt.Sprint(i), Name: fmt.Sprint(i)}
	}
	s.SetTiles(tiles)
	const notch = -25 // what Fyne's driver makes of one
	s.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, notch)})
	if at := s.scroll.Offset.X; at < 60 || at > 120 {
		t.Errorf("a notch of the wheel moves the strip by %g, of tiles of 80", at)
	}
}

// TestTilesSayTheirWholeName to the pointer that rests on them.
func TestTilesSayTheirWholeName(t *testing.T) {
	var due []func()
	tips := NewTips(func(_ time.Duration, do func()) { due = append(due, do) })
	s := NewStrip(80, "Add")
	w := window(t, widget.NewLabel(""), 400, 200)
	w.SetContent(container.NewStack(s, tips))
	s.SetTiles([]Tile{{ID: "a", Name: "A Sunday on La Grande Jatte", Tip: "A Sunday on La Grande Jatte · Georges Seurat, 1886"}, {ID: "b", Name: "b"}})
	over := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 20)}}
	s.tiles[0].MouseIn(over)
	due[0]()
	if tips.Text() != "A Sunday on La Grande Jatte · Georges Seurat, 1886" {
		t.Errorf("the tip is %q", tips.Text())
	}
	if s.tiles[0].MouseOut(); tips.Text() != "" {
		t.Error("the tip stays")
	}
	if s.tiles[1].MouseIn(over); len(due) != 1 {
		t.Error("a tile without a tip has one")
	}
}
