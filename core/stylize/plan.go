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
	worthwhile = 1.02    // a plan that takes more memory has to be faster by this
	grid       = 8       // windows begin at multiples of this: of all strides and of cellSide
)

// tileSides are the windows to choose from, multiples of all strides. A pixel costs the same in all of them; in larger ones less of it is margin.
var tileSides = []int{192, 256, 384, 512, 640, 768, 1024, 1280, 1536}

// plan chooses the fastest way that stays within the session's memory, and of equally fast ones the smallest. margin is Options.halo,
// taken what the process holds already and what the result will hold, in bytes.
func (s *Session) plan(f frame, margin int, taken int64) (Plan, error) {
	limit, c := s.limit(), s.model.Config
	taken += s.unpacked(f.mode)
	if one := s.onePiece(f, margin, taken); f.width*f.height <= inOnePiece && one.Bytes <= limit {
		return one, nil
	}
	ways := tilings(c, f, margin, taken)
	best, bestCost := Plan{}, 0.0
	for _, p := range ways {
		if cost := p.cost(c, f); p.Bytes <= limit && (bestCost == 0 || cost*worthwhile < bestCost) {
			best, bestCost = p, cost
		}
	}
	if bestCost == 0 {
		least := ways[0].Bytes
		err := fmt.Errorf("%d x %d pixels need %s of memory and %s may be used: choose a smaller size (--size) or allow more (--memory)",
			f.width, f.height, amount(least), amount(limit))
		return best, fault.Mark(err, "memory.picture", "Width", f.width, "Height", f.height, "Needed", amount(least), "Allowed", amount(limit))
	}
	return best, nil
}

// halos are how many pixels around a window's core its features depend on, and how many around its features' core the result depends on, rounded up to a
// multiple of the grid: the encoder looks 30 pixels far in artistic mode and 13 in photorealistic mode.
func halos(c model.Config, mode model.Mode) (encoder, decoder int) {
	encoder = 30
	if mode == model.Photo {
		encoder = 13
	}
	return up(encoder, grid), up(c.Reach(mode)[0], grid)
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
