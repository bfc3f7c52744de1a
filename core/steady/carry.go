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
	columns []place   // of the path, where those of the picture are
}

// along carries a picture along a path: the result at a place is what the picture has at the path's end, by cubic interpolation, which keeps it
// sharp when this is done again and again. The path is enlarged to the picture's size. Results are valid until the next call.
func (c *carrier) along(p *imaging.Picture, path *Path) (carried, trust []float32) {
	if n := p.Width * p.Height; len(c.trust) != n {
		c.carried, c.trust = make([]float32, 3*n), make([]float32, n)
	}
	c.columns = c.columns[:0]
	for x := range p.Width {
		c.columns = append(c.columns, placeOf(x, p.Width, path.field.Width))
	}
	c.team.Split(p.Height, 4, func(_, from, to int) {
		line := make([]step, path.field.Width)
		for y := from; y < to; y++ {
			path.row(line, placeOf(y, p.Height, path.field.Height))
			c.row(p, path, line, y)
		}
	})
	return c.carried, c.trust
}

// step is a path from one pixel.
type step struct{ across, down, trust float32 }

// row is the path at a place between two of its rows.
func (p *Path) row(line []step, at place) {
	for x := range line {
		i, k := at.from*len(line)+x, at.to*len(line)+x
		line[x] = step{at.of(p.field.U[i], p.field.U[k]), at.of(p.field.V[i], p.field.V[k]), at.of(p.trust[i], p.trust[k])}
	}
}

// row carries one row of pixels; line is the path there.
func (c *carrier) row(p *imaging.Picture, path *Path, line []step, y int) {
	wide, high := float32(p.Width)/float32(path.field.Width), float32(p.Height)/float32(path.field.Height)
	for x, at := range c.columns {
		i, a, b := y*p.Width+x, line[at.from], line[at.to]
		c.trust[i] = at.of(a.trust, b.trust)
		cubicAt(c.carried[3*i:3*i+3:3*i+3], p, float32(x)+wide*at.of(a.across, b.across), float32(y)+high*at.of(a.down, b.down))
	}
}

// place is between two values of a line.
type place struct {
	from, to int
	share    float32 // of the second
}

// placeOf is where pixel x of length is on a line of another length; beyond the border it is the nearest place on it.
func placeOf(x, length, other int) place {
	at := min(max((float32(x)+0.5)*float32(other)/float32(length)-0.5, 0), float32(other-1))
	from := int(at)
	return place{from, min(from+1, other-1), at - float32(from)}
}

func (p place) of(a, b float32) float32 { return a + p.share*(b-a) }

// cubic are the weights of four neighbours by Catmull and Rom; t is the distance from the second.
func cubic(t float32) [4]float32 {
	return [4]float32{((-0.5*t+1)*t - 0.5) * t, (1.5*t-2.5)*t*t + 1, ((-1.5*t+2)*t + 0.5) * t, (0.5*t - 0.5) * t * t}
}

// cubicAt interpolates a picture at (x, y); beyond the border it is the nearest place on it.
func cubicAt(dst []float32, p *imaging.Picture, x, y float32) {
	x, y = min(max(x, 0), float32(p.Width-1)), min(max(y, 0), float32(p.Height-1))
	left, top := int(x), int(y)
	wx, wy := cubic(x-float32(left)), cubic(y-float32(top))
	var r, g, b float32
	if left < 1 || top < 1 || left+2 >= p.Width || top+2 >= p.Height {
		for k, down := range wy {
			row := p.Pix[3*min(max(top+k-1, 0), p.Height-1)*p.Width:][:3*p.Width]
			for l, across := range wx {
				a := row[3*min(max(left+l-1, 0), p.Width-1):][:3]
				r, g, b = r+down*across*a[0], g+down*across*a[1], b+down*across*a[2]
			}
		}
	} else {
		for k, down := range wy {
			a := (*[12]float32)(p.Pix[3*((top+k-1)*p.Width+left-1):])
			r += down * (wx[0]*a[0] + wx[1]*a[3] + wx[2]*a[6] + wx[3]*a[9])
			g += down * (wx[0]*a[1] + wx[1]*a[4] + wx[2]*a[7] + wx[3]*a[10])
			b += down * (wx[0]*a[2] + wx[1]*a[5] + wx[2]*a[8] + wx[3]*a[11])
		}
	}
	dst[0], dst[1], dst[2] = r, g, b
}
