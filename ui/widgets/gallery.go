package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Gallery shows tiles line by line. With OnRemoved, which is to be set before there are tiles, a button in the corner of each takes it away. By keyboard, the
// arrows go from tile to tile, Delete takes one away.
type Gallery struct {
	widget.BaseWidget
	keyboard
	OnRemoved func(id string)
	OnChosen  func(id string)

	side    float32
	tiles   []*tile
	grid    *fyne.Container
	current int
}

// NewGallery returns a gallery of tiles with thumbnails of side units.
func NewGallery(side float32) *Gallery {
	g := &Gallery{side: side}
	g.grid = container.NewGridWrap(newTile(side).MinSize())
	g.ExtendBaseWidget(g)
	g.show = g.mark
	return g
}

// SetTiles shows tiles.
func (g *Gallery) SetTiles(data []Tile) {
	for len(g.tiles) < len(data) {
		g.tiles = append(g.tiles, g.newTile())
	}
	changed := len(g.grid.Objects) != len(data)
	g.tiles = g.tiles[:len(data)]
	g.moveTo(g.current) // there may be fewer
	for i, d := range data {
		g.tiles[i].set(d)
	}
	if changed {
		g.grid.Objects = g.grid.Objects[:0]
		for _, t := range g.tiles {
			g.grid.Objects = append(g.grid.Objects, t)
		}
		g.grid.Refresh()
		g.Refresh()
	}
}

func (g *Gallery) newTile() *tile {
	t := newTile(g.side)
	if g.OnRemoved != nil {
		t.corner, t.cornered = theme.CancelIcon(), g.remove
	}
	t.tapped = func(id string, _ fyne.KeyModifier) {
		focus(g)
		for i, t := range g.tiles {
			if t.data.ID == id {
				g.moveTo(i)
			}
		}
		if g.OnChosen != nil {
			g.OnChosen(id)
		}
	}
	return t
}

func (g *Gallery) remove(id string) {
	if g.OnRemoved != nil {
		g.OnRemoved(id)
	}
}

func (g *Gallery) moveTo(index int) {
	g.current = min(max(index, 0), max(len(g.tiles)-1, 0))
	g.mark()
}

func (g *Gallery) mark() {
	for i, t := range g.tiles {
		t.setCurrent(g.focused && i == g.current)
	}
}

// columns is how many tiles are beside each other: as many as in the first row.
func (g *Gallery) columns() int {
	n := 1
	for n < len(g.tiles) && g.tiles[n].Position().Y == g.tiles[0].Position().Y {
		n++
	}
	return n
}

// TypedKey goes from tile to tile, or takes one away.
func (g *Gallery) TypedKey(e *fyne.KeyEvent) {
	columns := g.columns()
	switch e.Name {
	case fyne.KeyLeft:
		g.moveTo(g.current - 1)
	case fyne.KeyRight:
		g.moveTo(g.current + 1)
	case fyne.KeyUp:
		g.moveTo(g.current - columns)
	case fyne.KeyDown:
		g.moveTo(g.current + columns)
	case fyne.KeyDelete, fyne.KeyBackspace:
		if g.current < len(g.tiles) {
			g.remove(g.tiles[g.current].data.ID)
		}
	}
}

// CreateRenderer draws it.
func (g *Gallery) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.grid) }
