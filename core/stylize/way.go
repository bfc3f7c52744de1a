package stylize

import (
	"fmt"
	"image"

	"restyle/core/fault"
)

// String names the way that a plan takes: "whole", or the side of the tiles and what becomes of features between the passes. Two runs of one way give
// the same bits; different ways differ by rounding.
func (p Plan) String() string {
	if p.Tile == 0 {
		return "whole"
	}
	return fmt.Sprintf("%d %s", p.Tile, [...]string{"again", "last", "half", "all"}[p.keep])
}

// planned is the plan of the way that is wished, or the best one if there is no wish. The other arguments are those of plan.
func (s *Session) planned(way string, f frame, margin int, taken int64) (Plan, error) {
	if way == "" {
		return s.plan(f, margin, taken)
	}
	taken += s.unpacked(f.mode)
	for _, p := range append(tilings(s.model.Config, f, margin, taken), s.onePiece(f, margin, taken)) {
		if p.String() != way {
			continue
		}
		if limit := s.limit(); p.Bytes > limit {
			err := fmt.Errorf("%d x %d pixels done in the way %q need %s of memory and %s may be used: allow more (--memory)",
				f.width, f.height, way, amount(p.Bytes), amount(limit))
			return p, fault.Mark(err, "memory.picture", "Width", f.width, "Height", f.height, "Needed", amount(p.Bytes), "Allowed", amount(limit))
		}
		return p, nil
	}
	return Plan{}, fmt.Errorf("there is no way %q for %d x %d pixels: choose that of an earlier run on the same picture", way, f.width, f.height)
}

// limit is the most bytes that the process may take.
func (s *Session) limit() int64 {
	if s.memory > 0 {
		return s.memory
	}
	return defaultLimit()
}

// onePiece is the plan without tiles. Memory that the machine has from larger pictures stays.
func (s *Session) onePiece(f frame, margin int, taken int64) Plan {
	c, size := s.model.Config, image.Pt(f.width, f.height)
	n := max(windowBytes(c, f.mode, size), int64(s.machine.Bytes())+between(c, f.mode, []image.Point{size}))
	return Plan{Bytes: withGarbage(taken + n + relightBytes(margin, f.width, f.height))}
}
