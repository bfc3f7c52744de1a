package flow

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"restyle/assets"
	"restyle/core/imaging"
)

// motion says where a point of the first frame is in the second.
type motion func(x, y float64) (float64, float64)

// scene is a first frame of unlimited extent, with values in [0,1].
type scene func(x, y float64) [3]float64

// noise is a scene of smooth noise at wavelengths from 4 to 64 pixels.
func noise(seed uint64) scene {
	random := rand.New(rand.NewPCG(seed, 1))
	type wave struct{ x, y, phase, size float64 }
	var waves []wave
	for length := 4.0; length <= 64; length *= 1.25 {
		for range 4 {
			angle := 2 * math.Pi * random.Float64()
			k := 2 * math.Pi / length
			waves = append(waves, wave{k * math.Cos(angle), k * math.Sin(angle), 2 * math.Pi * random.Float64(), math.Sqrt(length)})
		}
	}
	return func(x, y float64) (c [3]float64) {
		sum := 0.0
		for _, w := range waves {
			sum += w.size * math.Sin(w.x*x+w.y*y+w.phase)
		}
		v := 0.5 + sum/120
		return [3]float64{v, v, v}
	}
}

// photograph is a scene made of a built-in photograph, shrunk to half where it is large enough, its middle in the middle of the frame.
func photograph(t testing.TB, width, height int) scene {
	t.Helper()
	sample := assets.Photos()[0]
	p, err := imaging.Decode(bytes.NewReader(sample.JPEG), sample.Name, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	scale := min(float64(p.Width)/float64(width+40), float64(p.Height)/float64(height+40), 2)
	return func(x, y float64) (c [3]float64) {
		px, py := float64(p.Width)/2+scale*(x-float64(width)/2), float64(p.Height)/2+scale*(y-float64(height)/2)
		s := at(float32(px), float32(py), p.Width, p.Height)
		for i := range c {
			upper := float64(p.Pix[3*s.upper+i])*(1-float64(s.fx)) + float64(p.Pix[3*(s.upper+s.step)+i])*float64(s.fx)
			lower := float64(p.Pix[3*s.lower+i])*(1-float64(s.fx)) + float64(p.Pix[3*(s.lower+s.step)+i])*float64(s.fx)
			c[i] = upper*(1-float64(s.fy)) + lower*float64(s.fy)
		}
		return c
	}
}

// shoot renders the first frame, the second, in which everything has moved, and the true motion of the first one's pixels.
func shoot(s scene, m motion, width, height int) (first, second *imaging.Picture, truth *Field) {
	first, second, truth = imaging.New(width, height), imaging.New(width, height), NewField(width, height)
	for y := range height {
		for x := range width {
			i := y*width + x
			tx, ty := m(float64(x), float64(y))
			truth.U[i], truth.V[i] = float32(tx-float64(x)), float32(ty-float64(y))
			put(first, i, s(float64(x), float64(y)))
			put(second, i, s(origin(m, float64(x), float64(y))))
		}
	}
	return first, second, truth
}

func put(p *imaging.Picture, i int, c [3]float64) {
	for k, v := range c {
		p.Pix[3*i+k] = float32(v)
	}
}

// origin inverts a motion by fixed point iteration.
func origin(m motion, x, y float64) (float64, float64) {
	px, py := x, y
	for range 60 {
		tx, ty := m(px, py)
		px, py = px+x-tx, py+y-ty
		if math.Hypot(x-tx, y-ty) < 1e-4 {
			break
		}
	}
	return px, py
}

func shift(u, v float64) motion {
	return func(x, y float64) (float64, float64) { return x + u, y + v }
}

// turn rotates by an angle and scales about (cx, cy).
func turn(angle, scale, cx, cy float64) motion {
	s, c := math.Sincos(angle)
	return func(x, y float64) (float64, float64) {
		x, y = x-cx, y-cy
		return cx + scale*(c*x-s*y), cy + scale*(s*x+c*y)
	}
}

// wobble is a smooth random motion of up to size pixels at wavelengths of 240 to 480 pixels.
func wobble(seed uint64, size float64) motion {
	random := rand.New(rand.NewPCG(seed, 2))
	var waves [2][3][3]float64
	for i := range waves {
		for j := range waves[i] {
			angle, k := 2*math.Pi*random.Float64(), 2*math.Pi/(240+240*random.Float64())
			waves[i][j] = [3]float64{k * math.Cos(angle), k * math.Sin(angle), 2 * math.Pi * random.Float64()}
		}
	}
	along := func(w [3][3]float64, x, y float64) (sum float64) {
		for _, k := range w {
			sum += math.Sin(k[0]*x+k[1]*y+k[2]) / 3
		}
		return sum
	}
	return func(x, y float64) (float64, float64) {
		return x + size*along(waves[0], x, y)/math.Sqrt2, y + size*along(waves[1], x, y)/math.Sqrt2
	}
}
