package stylize

import (
	"cmp"
	"image"
	"slices"

	"restyle/core/model"
)

// tilings lists the ways to cut a picture, those of least memory first.
func tilings(c model.Config, f frame, margin int, taken int64) []Plan {
	var all []Plan
	for _, k := range []keep{keepNothing, keepLast, keepHalf, keepAll} {
		if k == keepLast && c.Details(f.mode) == 0 {
			continue // that is keepHalf
		}
		for _, tile := range tileSides {
			p := Plan{Tile: tile, keep: k, margin: margin}
			if _, m := p.margins(c, f.mode); tile <= 2*m.halo {
				continue
			}
			if tile >= max(f.width, f.height) && len(all) > 0 {
				break
			}
			p.Bytes = withGarbage(taken + storeBytes(c, f, k) + p.windowBytes(c, f))
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b Plan) int { return cmp.Compare(a.Bytes, b.Bytes) })
	return all
}

// margins are those of the windows of the first pass and of the second.
func (p Plan) margins(c model.Config, mode model.Mode) (first, second margins) {
	encoder, halo := halos(c, mode)
	switch p.keep {
	case keepNothing:
		halo += encoder
	case keepLast:
		halo = max(halo, detailHalo(mode))
	}
	if p.margin > 0 {
		return margins{halo: encoder}, margins{halo: halo + p.margin} // relight compares the whole window with its content
	}
	return margins{halo: encoder}, narrowing(c, mode, halo)
}

// detailHalo is how many pixels the result depends on by way of the layers below the last: it depends on 21 pixels' worth of the one next to the
// last in artistic mode and on 5 in photorealistic mode, and that one on 13 and 5 around.
func detailHalo(mode model.Mode) int {
	if mode == model.Photo {
		return 16
	}
	return 40
}

// sizes are those of a window of a picture that is cut, and of its pieces.
func (p Plan) sizes(f frame, tile int, m margins) []image.Point {
	w := window{spans(f.width, tile, m, grid)[0], spans(f.height, tile, m, grid)[0]}
	all := []image.Point{w.size()}
	for _, c := range w.cuts(f.width, f.height, m) {
		all = append(all, c.size)
	}
	return all
}

// paintBytes is the memory of the second pass.
func (p Plan) paintBytes(c model.Config, f frame) int64 {
	_, m := p.margins(c, f.mode)
	sizes := p.sizes(f, p.Tile, m)
	n := decoderPeak(c, f.mode, sizes) + between(c, f.mode, sizes)
	if p.keep.layers(c.Details(f.mode)) <= c.Details(f.mode) { // something is encoded again
		n = windowBytes(c, f.mode, sizes...)
	}
	return n + relightBytes(p.margin, sizes[0].X, sizes[0].Y)
}

// gatherTile is the window of the first pass: as large as the second one's memory allows, because its margins are encoded at full resolution.
func (p Plan) gatherTile(c model.Config, f frame) int {
	m, _ := p.margins(c, f.mode)
	room, best := p.paintBytes(c, f), tileSides[0]
	for _, tile := range tileSides[1:] {
		if gatherBytes(c, f.mode, p.sizes(f, tile, m)[0]) <= room {
			best = tile
		}
	}
	return best
}

// windowBytes is the memory of the pass that takes more.
func (p Plan) windowBytes(c model.Config, f frame) int64 {
	m, _ := p.margins(c, f.mode)
	return max(p.paintBytes(c, f), gatherBytes(c, f.mode, p.sizes(f, p.gatherTile(c, f), m)[0]))
}

// packing is the time that a value takes to be written in 16 bits and read again, in multiplications.
const packing = 200

// cost is the time of a run in multiplications, margins included.
func (p Plan) cost(c model.Config, f frame) float64 {
	first, second := p.margins(c, f.mode)
	layers, kept := f.mode.Layers(), p.keep.layers(c.Details(f.mode))
	again := encoding(c, layers-kept)
	if kept > c.Details(f.mode) {
		again = 0
	}
	values := 0.0
	if p.keep.bytes() == 2 {
		values = packing * float64(keptValues(c, f, p.keep)) / float64(f.width*f.height)
	}
	n := p.painted(f, p.gatherTile(c, f), first)[0] * (encoding(c, layers) + values)
	painted := p.painted(f, p.Tile, second)
	n += painted[0] * (again + values)
	for level, each := range decoding(c, f.mode) {
		n += painted[min(level, len(painted)-1)] * each
	}
	return n
}

// painted is how many pixels the windows of a pass have together, and their pieces.
func (p Plan) painted(f frame, tile int, m margins) []float64 {
	count := float64(len(spans(f.width, tile, m, grid)) * len(spans(f.height, tile, m, grid)))
	var all []float64
	for _, s := range p.sizes(f, tile, m) {
		all = append(all, count*float64(s.X*s.Y))
	}
	return all
}

// encoding is the multiplications of direct convolutions by which a pixel reaches the first layers.
func encoding(c model.Config, layers int) float64 {
	blocks := [...]float64{3 * float64(c.Widths[0]), 0, 0, 0}
	for l := 1; l < len(blocks); l++ {
		in, out, side := float64(c.Widths[l-1]), float64(c.Widths[l]), float64(int(1)<<l)
		same := 1.0 // convolutions that keep the width, at the resolution of the layer before
		if l == 3 {
			same = 3
		}
		blocks[l] = in*in*same*4/side/side + in*out/side/side
	}
	n := 0.0
	for _, b := range blocks[:layers] {
		n += 9 * b
	}
	return n
}

// decoding is the multiplications of direct convolutions of a pixel, by how often the maps were enlarged before.
func decoding(c model.Config, mode model.Mode) []float64 {
	var all []float64
	for i := range mode.Layers() {
		layer := mode.Layers() - 1 - i
		width, next, stride := float64(c.Widths[layer]), 3.0, float64(int(1)<<layer)
		if layer > 0 {
			next = float64(c.Widths[layer-1])
		}
		same := 1.0 // convolutions that keep the width
		switch {
		case layer == 3:
			same = 0
		case layer == 2 && mode == model.Art:
			same = 3
		}
		if i == 0 {
			same += 2 * float64(c.Residual[mode])
		}
		all = append(all, 9*(same*width*width+width*next)/stride/stride)
	}
	return all
}
