package flow

import "math"

// Patches are squares of patchSide pixels that begin every patchStride pixels; the last of a line ends at the border.
const (
	patchSide   = 8
	patchStride = 4
	descents    = 10 // steps of the search for a patch, at most
)

// grid is the arrangement of the patches of a level and their displacements.
type grid struct {
	columns, lines int
	wide, high     int // size of a patch, smaller than patchSide in tiny pictures only
	u, v           []float32
}

func newGrid(p *plane) *grid {
	g := &grid{wide: min(patchSide, p.width), high: min(patchSide, p.height)}
	g.columns = (p.width-g.wide+patchStride-1)/patchStride + 1
	g.lines = (p.height-g.high+patchStride-1)/patchStride + 1
	g.u, g.v = make([]float32, g.columns*g.lines), make([]float32, g.columns*g.lines)
	return g
}

// match finds the displacements of patches, beginning with f, and makes them dense.
func (e *Estimator) match(a, b *plane, f *Field) *Field {
	g := newGrid(a)
	e.team.Run(g.lines, func(_, line int) {
		var s search
		for column := range g.columns {
			x, y := min(column*patchStride, a.width-g.wide), min(line*patchStride, a.height-g.high)
			s.begin(a, b, x, y, g.wide, g.high)
			i := line*g.columns + column
			g.u[i], g.v[i] = s.descend(s.best(f))
		}
	})
	out := NewField(a.width, a.height)
	e.rows(a.height, func(y int) { g.spread(out, a, b, y) })
	return out
}

// search looks for one patch of a in b: template, gradients and Hessian are those of a, so that a step costs only the difference.
type search struct {
	b                *plane
	x, y, wide, high int
	value, dx, dy    [patchSide * patchSide]float32
	sumX, sumY       float32 // of the gradients
	xx, xy, yy       float32 // inverse of the Hessian of the squared difference, the means of the patches taken out
	difference       [patchSide * patchSide]float32
}

func (s *search) begin(a, b *plane, x, y, wide, high int) {
	s.b, s.x, s.y, s.wide, s.high = b, x, y, wide, high
	var xx, xy, yy float32
	s.sumX, s.sumY = 0, 0
	for r := range high {
		from := (y+r)*a.width + x
		for c := range wide {
			k, gx, gy := r*wide+c, a.dx[from+c], a.dy[from+c]
			s.value[k], s.dx[k], s.dy[k] = a.value[from+c], gx, gy
			s.sumX, s.sumY = s.sumX+gx, s.sumY+gy
			xx, xy, yy = xx+gx*gx, xy+gx*gy, yy+gy*gy
		}
	}
	n := float32(wide * high)
	xx, xy, yy = xx-s.sumX*s.sumX/n+1, xy-s.sumX*s.sumY/n, yy-s.sumY*s.sumY/n+1 // 1: what has no texture stays where it is
	det := xx*yy - xy*xy
	s.xx, s.xy, s.yy = yy/det, -xy/det, xx/det
}

// best is the displacement in f that suits the patch best: that of its middle or of a place a patch away.
func (s *search) best(f *Field) (u, v float32) {
	least := float32(math.Inf(1))
	for _, offset := range [][2]int{{0, 0}, {-patchSide, 0}, {patchSide, 0}, {0, -patchSide}, {0, patchSide}} {
		x, y := min(max(s.x+s.wide/2+offset[0], 0), f.Width-1), min(max(s.y+s.high/2+offset[1], 0), f.Height-1)
		i := y*f.Width + x
		if cost := s.compare(f.U[i], f.V[i]); cost < least {
			least, u, v = cost, f.U[i], f.V[i]
		}
	}
	return u, v
}

// descend improves a displacement until it no longer gets better; one that runs away is not taken.
func (s *search) descend(u, v float32) (float32, float32) {
	beginU, beginV := u, v
	least := s.compare(u, v)
	for range descents {
		du, dv := s.step()
		cost := s.compare(u-du, v-dv)
		if !(cost < least) {
			break
		}
		u, v, least = u-du, v-dv, cost
		if du*du+dv*dv < 1e-4 {
			break
		}
	}
	if du, dv := u-beginU, v-beginV; du*du+dv*dv > patchSide*patchSide {
		return beginU, beginV
	}
	return u, v
}

// step is the Gauss-Newton step for the differences of the last compare.
func (s *search) step() (du, dv float32) {
	var bx, by, sum float32
	n := s.wide * s.high
	for k, d := range s.difference[:n] {
		bx, by, sum = bx+s.dx[k]*d, by+s.dy[k]*d, sum+d
	}
	bx, by = bx-s.sumX*sum/float32(n), by-s.sumY*sum/float32(n)
	return s.xx*bx + s.xy*by, s.xy*bx + s.yy*by
}

// compare fills difference and returns its variance times the number of pixels.
func (s *search) compare(u, v float32) float32 {
	x, y := float32(s.x)+u, float32(s.y)+v
	left, top := float32(math.Floor(float64(x))), float32(math.Floor(float64(y)))
	if left < 0 || top < 0 || int(left)+s.wide >= s.b.width || int(top)+s.high >= s.b.height {
		s.compareAtBorder(x, y)
	} else {
		s.compareInside(int(left), int(top), x-left, y-top)
	}
	var sum, squares float32
	n := s.wide * s.high
	for _, d := range s.difference[:n] {
		sum, squares = sum+d, squares+d*d
	}
	return squares - sum*sum/float32(n)
}

func (s *search) compareInside(left, top int, fx, fy float32) {
	w00, w01, w10, w11 := (1-fx)*(1-fy), fx*(1-fy), (1-fx)*fy, fx*fy
	for r := range s.high {
		from := (top+r)*s.b.width + left
		upper, lower := s.b.value[from:from+s.wide+1], s.b.value[from+s.b.width:from+s.b.width+s.wide+1]
		out, value := s.difference[r*s.wide:(r+1)*s.wide], s.value[r*s.wide:(r+1)*s.wide]
		for c := range out {
			out[c] = w00*upper[c] + w01*upper[c+1] + w10*lower[c] + w11*lower[c+1] - value[c]
		}
	}
}

func (s *search) compareAtBorder(x, y float32) {
	for r := range s.high {
		for c := range s.wide {
			k := r*s.wide + c
			s.difference[k] = at(x+float32(c), y+float32(r), s.b.width, s.b.height).of(s.b.value) - s.value[k]
		}
	}
}

// spread fills row y of a field: each pixel takes the mean of the patches over it, weighted by how well they explain it.
func (g *grid) spread(f *Field, a, b *plane, y int) {
	for x := range a.width {
		var u, v, total float32
		for line := max(0, (y-patchStride)/patchStride); line < g.lines; line++ {
			top := min(line*patchStride, a.height-g.high)
			if top > y {
				break
			}
			for column := max(0, (x-patchStride)/patchStride); top+g.high > y && column < g.columns; column++ {
				left := min(column*patchStride, a.width-g.wide)
				if left > x {
					break
				}
				if left+g.wide <= x {
					continue
				}
				i := line*g.columns + column
				d := at(float32(x)+g.u[i], float32(y)+g.v[i], b.width, b.height).of(b.value) - a.value[y*a.width+x]
				weight := 1 / max(1, max(d, -d))
				u, v, total = u+weight*g.u[i], v+weight*g.v[i], total+weight
			}
		}
		f.U[y*a.width+x], f.V[y*a.width+x] = u/total, v/total
	}
}
