package steady

import (
	"restyle/core/imaging"
	"restyle/core/kernel"
)

// carrier moves pictures along paths.
type carrier struct {
	team    *kernel.Team
	carried []float32 // [H W 3]
	trust   []float32 // [H W]
}

// along carries a picture along a path: the result at a place is what the picture has at the path's end, by cubic interpolation, which keeps it
// sharp when this is done again and again. The path is enlarged to the picture's size. Results are valid until the next call.
func (c *carrier) along(p *imaging.Picture, path *Path) (carried, trust []float32) {
	if n := p.Width * p.Height; len(c.trust) != n {
		c.carried, c.trust = make([]float32, 3*n), make([]float32, n)
	}
	c.team.Split(p.Height, 4, func(_, from, to int) {
		for y := from; y < to; y++ {
			c.row(p, path, y)
		}
	})
	return c.carried, c.trust
}

func (c *carrier) row(p *imaging.Picture, path *Path, y int) {
	f := path.field
	across, down := float32(p.Width)/float32(f.Width), float32(p.Height)/float32(f.Height)
	for x := range p.Width {
		s := placeOf((float32(x)+0.5)/across-0.5, (float32(y)+0.5)/down-0.5, f.Width, f.Height)
		i := y*p.Width + x
		c.trust[i] = s.of(path.trust)
		fromX, fromY := float32(x)+across*s.of(f.U), float32(y)+down*s.of(f.V)
		cubicAt(c.carried[3*i:3*i+3:3*i+3], p, fromX, fromY)
	}
}

// place is between four values of a plane.
type place struct {
	corners [4]int
	weights [4]float32
}

func placeOf(x, y float32, width, height int) place {
	x, y = min(max(x, 0), float32(width-1)), min(max(y, 0), float32(height-1))
	left, top := int(x), int(y)
	right, bottom := min(left+1, width-1), min(top+1, height-1)
	fx, fy := x-float32(left), y-float32(top)
	return place{
		[4]int{top*width + left, top*width + right, bottom*width + left, bottom*width + right},
		[4]float32{(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy},
	}
}

func (p *place) of(plane []float32) float32 {
	return p.weights[0]*plane[p.corners[0]] + p.weights[1]*plane[p.corners[1]] + p.weights[2]*plane[p.corners[2]] + p.weights[3]*plane[p.corners[3]]
}

// cubic are the weights of four neighbours by Catmull and Rom; t is the distance from the second.
func cubic(t float32) [4]float32 {
	return [4]float32{((-0.5*t+1)*t - 0.5) * t, (1.5*t-2.5)*t*t + 1, ((-1.5*t+2)*t + 0.5) * t, (0.5*t - 0.5) * t * t}
}

// cubicAt interpolates a picture at (x, y); beyond the border it is the nearest place on it.
func cubicAt(dst []float32, p *imaging.Picture, x, y float32) {
	x, y = min(max(x, 0), float32(p.Width-1)), min(max(y, 0), float32(p.Height-1))
	left, top := int(x), int(y)
	wx, wy := cubic(x-float32(left)), cubic(y-float32(top))
	inside := left >= 1 && left+2 < p.Width
	var r, g, b float32
	for k, down := range wy {
		row := p.Pix[3*min(max(top+k-1, 0), p.Height-1)*p.Width:][:3*p.Width]
		var a [12]float32
		if inside {
			a = [12]float32(row[3*(left-1):])
		} else {
			for l := range 4 {
				copy(a[3*l:], row[3*min(max(left+l-1, 0), p.Width-1):][:3])
			}
		}
		r += down * (wx[0]*a[0] + wx[1]*a[3] + wx[2]*a[6] + wx[3]*a[9])
		g += down * (wx[0]*a[1] + wx[1]*a[4] + wx[2]*a[7] + wx[3]*a[10])
		b += down * (wx[0]*a[2] + wx[1]*a[5] + wx[2]*a[8] + wx[3]*a[11])
	}
	dst[0], dst[1], dst[2] = r, g, b
}
