package flow

import "math"

// Weights of the energy that refine makes smaller, for luminance from 0 to 255: constancy of the value, constancy of the gradient, smoothness;
// each inside a function of the kind sqrt(x^2 + epsilon^2), which forgives what does not fit.
const (
	valueWeight    = 5
	gradientWeight = 10
	smoothWeight   = 20
	dataEpsilon    = 0.1
	smoothEpsilon  = 0.02
	noiseFloor     = 0.1 // added to squared gradients that differences are divided by
	linearizations = 2   // times that the other frame is warped
	reweightings   = 3   // solutions of linear equations for each of them
	relaxations    = 4   // sweeps over the equations
	overshoot      = 1.7 // of a sweep (successive over-relaxation)
)

// system is the linear equations for the increment (du, dv) of a field at one level [H W].
type system struct {
	width, height          int
	field                  *Field
	ix, iy, iz             []float32 // derivatives of luminance along x, y and time
	ixx, ixy, iyy          []float32
	ixz, iyz               []float32
	du, dv                 []float32
	a11, a12, a22, b1, b2  []float32
	smoothness, right, low []float32 // weight at a pixel, and between it and the next one to the right and below
}

func newSystem(f *Field) *system {
	s := &system{width: f.Width, height: f.Height, field: f}
	for _, x := range []*[]float32{
		&s.ix, &s.iy, &s.iz, &s.ixx, &s.ixy, &s.iyy, &s.ixz, &s.iyz, &s.du, &s.dv,
		&s.a11, &s.a12, &s.a22, &s.b1, &s.b2, &s.smoothness, &s.right, &s.low,
	} {
		*x = make([]float32, len(f.U))
	}
	return s
}

// refine improves f, the motion from a to b, by some steps of the variational method of Brox et al.
func (e *Estimator) refine(a, b *plane, f *Field) {
	s := newSystem(f)
	for range linearizations {
		e.rows(s.height, func(y int) { s.derive(a, b, y) })
		e.rows(s.height, func(y int) { s.deriveTwice(y) })
		clear(s.du)
		clear(s.dv)
		for range reweightings {
			e.rows(s.height, func(y int) { s.weigh(y) })
			e.rows(s.height, func(y int) { s.connect(y) })
			for range relaxations {
				e.rows(s.height, func(y int) { s.relax(y, y&1) }) // pixels of one colour of a chessboard depend on the other only
				e.rows(s.height, func(y int) { s.relax(y, 1-y&1) })
			}
		}
		for i := range s.du {
			f.U[i] += s.du[i]
			f.V[i] += s.dv[i]
		}
	}
}

// derive computes the first derivatives of row y, b being warped by the field. Where it leads out of b nothing is known.
func (s *system) derive(a, b *plane, y int) {
	for x := range s.width {
		i := y*s.width + x
		tx, ty := float32(x)+s.field.U[i], float32(y)+s.field.V[i]
		p := at(tx, ty, s.width, s.height)
		dx, dy := p.of(b.dx), p.of(b.dy)
		s.ix[i], s.iy[i] = (a.dx[i]+dx)/2, (a.dy[i]+dy)/2
		s.iz[i], s.ixz[i], s.iyz[i] = p.of(b.value)-a.value[i], dx-a.dx[i], dy-a.dy[i]
		if tx < 0 || ty < 0 || tx > float32(s.width-1) || ty > float32(s.height-1) {
			s.iz[i] = float32(math.NaN())
		}
	}
}

// deriveTwice computes the second derivatives of row y.
func (s *system) deriveTwice(y int) {
	gradient(s.ixx, s.ixy, s.ix, s.width, s.height, y)
	w, lower, upper := s.width, min(y+1, s.height-1), max(y-1, 0)
	for x := range w {
		s.iyy[y*w+x] = (s.iy[lower*w+x] - s.iy[upper*w+x]) / 2
	}
}

// weigh computes the data's part of the equations of row y, and the weight of smoothness.
func (s *system) weigh(y int) {
	w := s.width
	up, down := -w, w
	if y == 0 {
		up = 0
	}
	if y == s.height-1 {
		down = 0
	}
	for x := range w {
		i := y*w + x
		s.data(i)
		left, right := i-1, i+1
		if x == 0 {
			left = i
		}
		if x == w-1 {
			right = i
		}
		u, v, du, dv := s.field.U, s.field.V, s.du, s.dv
		ux, uy := u[right]+du[right]-u[left]-du[left], u[i+down]+du[i+down]-u[i+up]-du[i+up]
		vx, vy := v[right]+dv[right]-v[left]-dv[left], v[i+down]+dv[i+down]-v[i+up]-dv[i+up]
		s.smoothness[i] = smoothWeight / root((ux*ux+uy*uy+vx*vx+vy*vy)/4+smoothEpsilon*smoothEpsilon)
	}
}

// data is the part of value and gradient constancy at pixel i, each divided by the size of its derivatives: a distance in pixels.
func (s *system) data(i int) {
	if s.iz[i] != s.iz[i] { // outside
		s.a11[i], s.a12[i], s.a22[i], s.b1[i], s.b2[i] = 0, 0, 0, 0, 0
		return
	}
	x, y, z, du, dv := s.ix[i], s.iy[i], s.iz[i], s.du[i], s.dv[i]
	norm := 1 / (x*x + y*y + noiseFloor)
	r := z + x*du + y*dv
	k := valueWeight * norm / root(norm*r*r+dataEpsilon*dataEpsilon)
	a11, a12, a22, b1, b2 := k*x*x, k*x*y, k*y*y, -k*x*z, -k*y*z

	xx, xy, yy, xz, yz := s.ixx[i], s.ixy[i], s.iyy[i], s.ixz[i], s.iyz[i]
	normX, normY := 1/(xx*xx+xy*xy+noiseFloor), 1/(xy*xy+yy*yy+noiseFloor)
	rx, ry := xz+xx*du+xy*dv, yz+xy*du+yy*dv
	k = gradientWeight / root(normX*rx*rx+normY*ry*ry+dataEpsilon*dataEpsilon)
	kx, ky := k*normX, k*normY
	s.a11[i], s.a12[i], s.a22[i] = a11+kx*xx*xx+ky*xy*xy, a12+kx*xx*xy+ky*xy*yy, a22+kx*xy*xy+ky*yy*yy
	s.b1[i], s.b2[i] = b1-kx*xx*xz-ky*xy*yz, b2-kx*xy*xz-ky*yy*yz
}

func root(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// connect computes the weights between the pixels of row y and their neighbours; across the border they are 0.
func (s *system) connect(y int) {
	w := s.width
	for x := range w {
		i := y*w + x
		s.right[i], s.low[i] = 0, 0
		if x+1 < w {
			s.right[i] = (s.smoothness[i] + s.smoothness[i+1]) / 2
		}
		if y+1 < s.height {
			s.low[i] = (s.smoothness[i] + s.smoothness[i+w]) / 2
		}
	}
}

// relax solves the equations of every second pixel of row y, from the first on, its neighbours being as they are.
func (s *system) relax(y, first int) {
	w, u, v, du, dv := s.width, s.field.U, s.field.V, s.du, s.dv
	for x := first; x < w; x += 2 {
		i := y*w + x
		var sum, su, sv float32
		if x > 0 {
			k := s.right[i-1]
			sum, su, sv = k, k*(u[i-1]+du[i-1]), k*(v[i-1]+dv[i-1])
		}
		if x+1 < w {
			k := s.right[i]
			sum, su, sv = sum+k, su+k*(u[i+1]+du[i+1]), sv+k*(v[i+1]+dv[i+1])
		}
		if y > 0 {
			k := s.low[i-w]
			sum, su, sv = sum+k, su+k*(u[i-w]+du[i-w]), sv+k*(v[i-w]+dv[i-w])
		}
		if y+1 < s.height {
			k := s.low[i]
			sum, su, sv = sum+k, su+k*(u[i+w]+du[i+w]), sv+k*(v[i+w]+dv[i+w])
		}
		if sum == 0 { // a picture of one pixel
			continue
		}
		b1, b2 := s.b1[i]+su-sum*u[i], s.b2[i]+sv-sum*v[i]
		du[i] += overshoot * ((b1-s.a12[i]*dv[i])/(s.a11[i]+sum) - du[i])
		dv[i] += overshoot * ((b2-s.a12[i]*du[i])/(s.a22[i]+sum) - dv[i])
	}
}
