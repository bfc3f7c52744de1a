package stylize

import (
	"fmt"

	"restyle/core/fault"
	"restyle/core/model"
)

// Plan is how a picture will be worked on.
type Plan struct {
	Tile  int   // side of the windows in pixels; 0: in one piece
	Bytes int64 // forecast of the process's largest size in memory

	keep   keep
	margin int // Options.halo
}

const (
	inOnePiece = 1 << 22 // most pixels of a picture that is not cut: beyond, tiles are as fast and far smaller
	halfCost   = 1.15    // time of a run that keeps features in 16 bits, relative to exact ones
	worthwhile = 1.04    // a plan that takes more memory has to be faster by this
	grid       = 8       // windows begin at multiples of this: of all strides and of cellSide
)

// tileSides are the windows to choose from, multiples of all strides; larger ones leave the processor's caches and are no faster.
var tileSides = []int{192, 256, 384, 512, 640, 768}

// plan chooses the fastest way that stays within the session's memory, and of equally fast ones the smallest. margin is Options.halo,
// taken what the process holds already and what the result will hold, in bytes.
func (s *Session) plan(f frame, margin int, taken int64) (Plan, error) {
	limit, c := s.limit(), s.model.Config
	taken += s.unpacked(f.mode)
	if one := s.onePiece(f, margin, taken); f.width*f.height <= inOnePiece && one.Bytes <= limit {
		return one, nil
	}
	best, bestCost, least := Plan{}, 0.0, int64(0)
	for _, p := range tilings(c, f, margin, taken) {
		if least == 0 || p.Bytes < least {
			least = p.Bytes
		}
		if cost := p.cost(c, f.mode); p.Bytes <= limit && (bestCost == 0 || cost*worthwhile < bestCost) {
			best, bestCost = p, cost
		}
	}
	if bestCost == 0 {
		err := fmt.Errorf("%d x %d pixels need %s of memory and %s may be used: choose a smaller size (--size) or allow more (--memory)",
			f.width, f.height, amount(least), amount(limit))
		return best, fault.Mark(err, "memory.picture", "Width", f.width, "Height", f.height, "Needed", amount(least), "Allowed", amount(limit))
	}
	return best, nil
}

// tilings lists the ways to cut a picture, those that keep least and have the smallest windows first.
func tilings(c model.Config, f frame, margin int, taken int64) []Plan {
	var all []Plan
	encoder, decoder := halos(c, f.mode)
	for _, k := range []keep{keepNothing, keepHalf, keepAll} {
		halo := max(encoder, decoder+margin)
		if k == keepNothing {
			halo = encoder + decoder + margin
		}
		for _, tile := range tileSides {
			if tile <= 2*halo {
				continue
			}
			if tile >= max(f.width, f.height) && len(all) > 0 {
				break
			}
			across, down := min(tile, f.width), min(tile, f.height)
			p := Plan{Tile: tile, keep: k, margin: margin, Bytes: taken + storeBytes(c, f, k)}
			p.Bytes += windowBytes(c, f.mode, across, down) + relightBytes(margin, across, down)
			if f.severalSizes(tile) { // the pipeline of the size before is not collected yet
				p.Bytes += between(c, f.mode, across, down) + relightBytes(margin, across, down)
			}
			p.Bytes = withGarbage(p.Bytes)
			all = append(all, p)
		}
	}
	return all
}

// severalSizes tells whether the windows of a picture differ in size.
func (f frame) severalSizes(tile int) bool {
	return f.width > tile && f.width%grid != 0 || f.height > tile && f.height%grid != 0
}

// cost is the time of a run relative to that of one without margins; encoding takes about as long as decoding.
func (p Plan) cost(c model.Config, mode model.Mode) float64 {
	again := func(halo int) float64 {
		side := float64(p.Tile) / float64(p.Tile-2*halo)
		return side * side
	}
	encoder, decoder := halos(c, mode)
	decoder += p.margin
	switch p.keep {
	case keepNothing:
		return again(encoder) + 2*again(encoder+decoder)
	case keepHalf:
		return (again(encoder) + again(decoder)) * halfCost
	default:
		return again(encoder) + again(decoder)
	}
}

// halos are how many pixels around a window's core its features depend on, and how many around its features' core the result depends on,
// rounded up to a multiple of the stride: the encoder looks 30 pixels far in artistic mode and 13 in photorealistic mode, the decoder
// 30 and 14, and each residual block two strides further.
func halos(c model.Config, mode model.Mode) (encoder, decoder int) {
	encoder = 32
	if mode == model.Photo {
		encoder = 16
	}
	return encoder, encoder + 2*c.Residual[mode]*mode.Stride()
}

// planStyle is plan for a style picture, of which nothing but small sums is kept.
func (s *Session) planStyle(f frame) (Plan, error) {
	limit, c, taken := s.limit(), s.model.Config, s.held()+s.unpacked(f.mode)
	if one := (Plan{Bytes: withGarbage(taken + styleBytes(c, f.mode, f.width, f.height))}); f.width*f.height <= inOnePiece && one.Bytes <= limit {
		return one, nil
	}
	best := Plan{}
	for _, tile := range tileSides {
		p := Plan{Tile: tile, Bytes: withGarbage(taken + 2*styleBytes(c, f.mode, min(tile, f.width), min(tile, f.height)))}
		if p.Bytes > limit && tile > tileSides[0] {
			break
		}
		best = p
	}
	if best.Bytes > limit {
		err := fmt.Errorf("%d x %d pixels need %s of memory and %s may be used: allow more (--memory)", f.width, f.height, amount(best.Bytes), amount(limit))
		return best, fault.Mark(err, "memory.style", "Width", f.width, "Height", f.height, "Needed", amount(best.Bytes), "Allowed", amount(limit))
	}
	return best, nil
}
