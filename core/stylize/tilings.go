package stylize

import (
	"cmp"
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
			if _, halo := p.halos(c, f.mode); tile <= 2*halo {
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

// halos are the margins of the windows of the first pass and of the second.
func (p Plan) halos(c model.Config, mode model.Mode) (first, second int) {
	encoder, decoder := halos(c, mode)
	switch p.keep {
	case keepNothing:
		return encoder, encoder + decoder + p.margin
	case keepLast:
		return encoder, max(decoder, detailHalo(c, mode)) + p.margin
	}
	return encoder, decoder + p.margin
}

// detailHalo is how many pixels the result depends on by way of the layers below the last: it depends on 21 pixels' worth of the one next to the
// last in artistic mode and on 5 in photorealistic mode, and that one on 13 and 5 around; finer blocks look further.
func detailHalo(c model.Config, mode model.Mode) int {
	finer := c.Finer[mode] * mode.Stride()
	if mode == model.Photo {
		return up(10+finer, grid)
	}
	return up(34+finer, grid)
}

// window is the size of the windows of a picture that is cut with a halo.
func (p Plan) window(f frame, halo int) (width, height int) {
	return windowSide(f.width, p.Tile, halo, grid), windowSide(f.height, p.Tile, halo, grid)
}

// windowBytes is the memory of the pass that takes more.
func (p Plan) windowBytes(c model.Config, f frame) int64 {
	first, second := p.halos(c, f.mode)
	across, down := p.window(f, second)
	n := windowBytes(c, f.mode, across, down) + relightBytes(p.margin, across, down)
	across, down = p.window(f, first)
	return max(n, gatherBytes(c, f.mode, across, down))
}

// packing is the time that a value takes to be written in 16 bits and read again, in multiplications.
const packing = 200

// cost is the time of a run in multiplications, margins included.
func (p Plan) cost(c model.Config, f frame) float64 {
	first, second := p.halos(c, f.mode)
	layers, kept := f.mode.Layers(), p.keep.layers(c.Details(f.mode))
	again := encoding(c, layers-kept)
	if kept > c.Details(f.mode) {
		again = 0
	}
	gather, paint := encoding(c, layers), again+decoding(c, f.mode)
	if p.keep.bytes() == 2 {
		values := packing * float64(keptValues(c, f, p.keep)) / float64(f.width*f.height)
		gather, paint = gather+values, paint+values
	}
	return p.painted(f, first)*gather + p.painted(f, second)*paint
}

// painted is how many pixels the windows of a pass have together.
func (p Plan) painted(f frame, halo int) float64 {
	sum := func(n int) (all float64) {
		for _, s := range spans(n, p.Tile, halo, grid) {
			all += float64(s.to - s.from)
		}
		return all
	}
	return sum(f.width) * sum(f.height)
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

// decoding mirrors encoding and begins with the residual blocks.
func decoding(c model.Config, mode model.Mode) float64 {
	n := encoding(c, mode.Layers())
	for i, blocks := range []int{c.Residual[mode], c.Finer[mode]} {
		width, stride := float64(c.Widths[mode.Layers()-1-i]), float64(mode.Stride()>>i)
		n += 18 * float64(blocks) * width * width / stride / stride
	}
	return n
}
