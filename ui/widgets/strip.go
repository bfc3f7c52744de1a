package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Strip is a line of tiles that can be scrolled, with a tile to add one at its beginning. One tile is chosen by a click; more are added and
// taken away by the button in their corner, or by a click with Ctrl or Shift. By keyboard, the arrows go along the strip, Enter chooses, Space adds.
type Strip struct {
	widget.BaseWidget
	keyboard
	OnChosen  func(id string)
	OnToggled func(id string)
	OnMenu    func(id string, at fyne.Position)
	OnAdd     func()

	side    float32
	add     *adder
	tiles   []*tile
	line    *fyne.Container
	scroll  *rolling
	current int     // tile of the keyboard
	width   float32 // that the strip has been laid out for
	placed  float32 // where it begins since, unless somebody has scrolled
}

// stripGap lies between tiles.
const stripGap = 6

// NewStrip returns a strip of tiles with thumbnails of side units; adding is the text below the first tile.
func NewStrip(side float32, adding string) *Strip {
	s := &Strip{side: side}
	s.add = newAdder(side, adding, func() {
		if s.OnAdd != nil {
			s.OnAdd()
		}
	})
	s.line = container.New(layout.NewCustomPaddedHBoxLayout(stripGap))
	s.scroll = newRolling(s.line)
	s.ExtendBaseWidget(s)
	s.show = s.mark
	return s
}

// rolling is a horizontal scroll of which each notch of the wheel moves about a tile: Fyne's moves a third of one.
type rolling struct{ container.Scroll }

func newRolling(content fyne.CanvasObject) *rolling {
	r := &rolling{}
	r.Content, r.Direction = content, container.ScrollHorizontalOnly
	r.ExtendBaseWidget(r)
	return r
}

// Scrolled moves the content. What is said of a tile below the pointer is not of the one that comes there.
func (r *rolling) Scrolled(e *fyne.ScrollEvent) {
	const faster = 4
	clearTips(r)
	moved := *e
	moved.Scrolled.DX, moved.Scrolled.DY = faster*e.Scrolled.DX, faster*e.Scrolled.DY
	r.Scroll.Scrolled(&moved)
}

// SetTiles shows tiles; a selected one that has come is scrolled into sight, or one that has come alone.
func (s *Strip) SetTiles(data []Tile) {
	before, come := s.selected(), s.newcomer(data)
	s.follow(data)
	for len(s.tiles) < len(data) {
		s.tiles = append(s.tiles, s.newTile())
	}
	s.tiles = s.tiles[:len(data)]
	chosen := 0
	for _, d := range data {
		if d.Selected {
			chosen++
		}
	}
	for i, d := range data {
		s.tiles[i].setCorner(cornerOf(d, chosen))
		s.tiles[i].set(d)
	}
	s.fill()
	s.mark()
	if now := s.selected(); now != before {
		s.reveal(s.index(now))
	} else {
		s.reveal(come)
	}
}

// follow keeps the keyboard on its tile, or on the selected one while it is elsewhere, and has done with tips of tiles that are others now.
func (s *Strip) follow(data []Tile) {
	for i, t := range s.tiles {
		if i >= len(data) || data[i].ID != t.data.ID {
			clearTips(s)
			break
		}
	}
	id := ""
	if s.current < len(s.tiles) {
		id = s.tiles[s.current].data.ID
	}
	is := func(d Tile) bool { return d.ID == id }
	if !s.focused {
		is = func(d Tile) bool { return d.Selected }
	}
	if i := slices.IndexFunc(data, is); i >= 0 {
		s.current = i
	}
	s.current = min(s.current, max(len(data)-1, 0))
}

// newcomer is the index of the only one that is not on the strip yet; -1: there is none, or there are several.
func (s *Strip) newcomer(data []Tile) int {
	if len(data) != len(s.tiles)+1 {
		return -1
	}
	return slices.IndexFunc(data, func(d Tile) bool { return s.index(d.ID) < 0 })
}

// cornerOf is the button in the corner of a tile of a strip with so many selected ones: the last one stays.
func cornerOf(t Tile, selected int) fyne.Resource {
	switch {
	case !t.Selected:
		return theme.ContentAddIcon()
	case selected > 1:
		return theme.ContentRemoveIcon()
	}
	return nil
}

// fill puts the tiles into the line, if they are not there.
func (s *Strip) fill() {
	if len(s.line.Objects) == len(s.tiles) {
		return
	}
	s.line.Objects = s.line.Objects[:0]
	for _, t := range s.tiles {
		s.line.Objects = append(s.line.Objects, t)
	}
	s.line.Refresh()
	s.scroll.Refresh()
}

func (s *Strip) newTile() *tile {
	t := newTile(s.side)
	t.tapped = func(id string, modifier fyne.KeyModifier) {
		focus(s)
		s.moveTo(s.index(id))
		if modifier&(fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift) != 0 {
			s.toggle(id)
		} else {
			s.choose(id)
		}
	}
	t.cornered = s.toggle
	t.menu = func(id string, at fyne.Position) {
		if s.OnMenu != nil {
			s.OnMenu(id, at)
		}
	}
	return t
}

// selected is the first selected tile.
func (s *Strip) selected() string {
	for _, t := range s.tiles {
		if t.data.Selected {
			return t.data.ID
		}
	}
	return ""
}

func (s *Strip) index(id string) int {
	for i, t := range s.tiles {
		if t.data.ID == id {
			return i
		}
	}
	return -1
}

func (s *Strip) choose(id string) {
	if s.OnChosen != nil {
		s.OnChosen(id)
	}
}

func (s *Strip) toggle(id string) {
	if s.OnToggled != nil {
		s.OnToggled(id)
	}
}

// moveTo brings the keyboard to a tile.
func (s *Strip) moveTo(index int) {
	if index < 0 || index >= len(s.tiles) {
		return
	}
	s.current = index
	s.mark()
	s.reveal(index)
}

func (s *Strip) mark() {
	for i, t := range s.tiles {
		t.setCurrent(s.focused && i == s.current)
	}
}

// reveal scrolls a tile into sight.
func (s *Strip) reveal(index int) { s.revealFrom(s.scroll.Offset.X, index) }

// revealChosen shows the selected tile in a strip of another width, from the beginning on if nobody has scrolled.
func (s *Strip) revealChosen() {
	at := s.scroll.Offset.X
	if at == s.placed {
		at = 0
	}
	s.revealFrom(at, s.index(s.selected()))
	s.placed = s.scroll.Offset.X
}

// revealFrom is reveal where the strip would else begin at a place.
func (s *Strip) revealFrom(at float32, index int) {
	if index < 0 || s.scroll.Size().Width <= 0 {
		return
	}
	step := s.side + stripGap
	left, right := float32(index)*step, float32(index)*step+s.side
	at = min(max(at, right-s.scroll.Size().Width), left)
	if at != s.scroll.Offset.X {
		clearTips(s)
		s.scroll.ScrollToOffset(fyne.NewPos(at, 0))
	}
}

// TypedKey goes along the strip and chooses.
func (s *Strip) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		s.moveTo(s.current - 1)
	case fyne.KeyRight:
		s.moveTo(s.current + 1)
	case fyne.KeyHome:
		s.moveTo(0)
	case fyne.KeyEnd:
		s.moveTo(len(s.tiles) - 1)
	}
	if s.current >= len(s.tiles) {
		return
	}
	current := s.tiles[s.current]
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.choose(current.data.ID)
	case fyne.KeySpace:
		s.toggle(current.data.ID)
	case desktop.KeyMenu, fyne.KeyF10: // which not every keyboard has; with Shift elsewhere, and here, too
		current.TappedSecondary(&fyne.PointEvent{AbsolutePosition: fyne.CurrentApp().Driver().AbsolutePositionForObject(current)})
	}
}

// CreateRenderer draws it.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	const gap = 10
	d := &drawing{objects: []fyne.CanvasObject{s.add, s.scroll}, owner: s}
	d.layout = func(size fyne.Size) {
		place(s.add, 0, 0, s.side, size.Height)
		place(s.scroll, s.side+gap, 0, size.Width-s.side-gap, size.Height)
		if size.Width != s.width { // as when the window opens, or is made smaller
			s.width = size.Width
			s.revealChosen()
		}
	}
	const bar = 8 // room for the scroll bar below the names
	d.min = func() fyne.Size { return fyne.NewSize(2*s.side, s.add.MinSize().Height+bar) }
	return d
}

// Tile is the tile of an index, as it can be clicked; nil: there is none.
func (s *Strip) Tile(index int) fyne.CanvasObject {
	if index < 0 || index >= len(s.tiles) {
		return nil
	}
	return s.tiles[index]
}
