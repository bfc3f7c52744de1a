package steady

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/metrics/flow"
)

// randomPath leads up to two pixels of the small size away, and is trusted more here and less there.
func randomPath(width, height int) *Path {
	random := rand.New(rand.NewPCG(3, 5))
	p := &Path{field: flow.NewField(width, height), trust: make([]float32, width*height)}
	for i := range p.trust {
		p.field.U[i], p.field.V[i], p.trust[i] = 4*random.Float32()-2, 4*random.Float32()-2, random.Float32()
	}
	return p
}

// between is the value of a plane between its four neighbours; beyond the border it is the nearest place on it.
func between(plane []float32, width, height int, x, y float64) float64 {
	x, y = min(max(x, 0), float64(width-1)), min(max(y, 0), float64(height-1))
	i, j := min(int(x), width-2), min(int(y), height-2)
	s, t := x-float64(i), y-float64(j)
	at := func(i, j int) float64 { return float64(plane[j*width+i]) }
	return (1-t)*((1-s)*at(i, j)+s*at(i+1, j)) + t*((1-s)*at(i, j+1)+s*at(i+1, j+1))
}

// TestCarriedAlong: each place has what the picture has at the end of its path, which is enlarged from the small size. The picture is a slope, which
// interpolation keeps exactly off the border.
func TestCarriedAlong(t *testing.T) {
	const width, height, by = 60, 45, 5
	path := randomPath(width/by, height/by)
	p := imaging.New(width, height)
	slope := func(x, y float64) float64 { return x/100 + y/70 }
	for i := range p.Pix {
		p.Pix[i] = float32(slope(float64(i/3%width), float64(i/3/width)))
	}
	c := carrier{team: kernel.NewTeam(2)}
	carried, trust := c.along(p, path)
	compared := 0
	for i, got := range trust {
		x, y := float64(i%width), float64(i/width)
		of := func(plane []float32) float64 {
			return between(plane, width/by, height/by, (x+0.5)/by-0.5, (y+0.5)/by-0.5)
		}
		if math.Abs(float64(got)-of(path.trust)) > 1e-5 {
			t.Fatalf("trust at %g, %g is %g, want %g", x, y, got, of(path.trust))
		}
		toX, toY := x+by*of(path.field.U), y+by*of(path.field.V)
		if toX < 1 || toY < 1 || toX > width-2 || toY > height-2 {
			continue
		}
		compared++
		if want := slope(toX, toY); math.Abs(float64(carried[3*i])-want) > 1e-5 {
			t.Fatalf("at %g, %g: %g, want %g from %g, %g", x, y, carried[3*i], want, toX, toY)
		}
	}
	if compared < width*height/2 {
		t.Errorf("only %d pixels come from inside", compared)
	}
}

// TestPathsAreTrusted as far as their ends look alike, by a Gaussian of a twentieth, and not where they lead out of the frame before.
func TestPathsAreTrusted(t *testing.T) {
	const width, height = 12, 9
	field, before, now := flow.NewField(width, height), imaging.New(width, height), imaging.New(width, height)
	off := [3]float64{0.03, -0.02, 0.05}
	for i := range field.U {
		field.U[i], field.V[i] = 2, -3
	}
	for i := range now.Pix {
		before.Pix[i], now.Pix[i] = 0.4, 0.4+float32(off[i%3])
	}
	alike, sum := math.Exp(-(off[0]*off[0]+off[1]*off[1]+off[2]*off[2])/(2*0.05*0.05)), 0.0
	p := newPath(field, now, before)
	for i, got := range p.trust {
		want := 0.0
		if x, y := i%width, i/width; x+2 < width && y-3 >= 0 {
			want = alike
		}
		if sum += want; math.Abs(float64(got)-want) > 1e-5 {
			t.Fatalf("pixel %d, %d is trusted by %g, want %g", i%width, i/width, got, want)
		}
	}
	if math.Abs(p.Share-sum/(width*height)) > 1e-5 {
		t.Errorf("%g is trusted, want %g", p.Share, sum/(width*height))
	}
}

// TestMixedByTrust: each pixel takes over its share of what is carried to it, once.
func TestMixedByTrust(t *testing.T) {
	const width, height = 40, 50
	path, f := randomPath(8, 10), NewFollow(0.7, 3)
	f.before = noisy(imaging.New(width, height), 1, 1)
	styled := noisy(imaging.New(width, height), 2, 1)
	before := imaging.Crop(styled, styled.Bounds())
	f.bands.measure(styled)
	f.mix(styled, path)
	carried, trust := f.carry.along(f.before, path)
	for y := range height {
		f.bands.limit(carried[3*y*width:3*(y+1)*width], y)
	}
	for i, v := range styled.Pix {
		if want := before.Pix[i] + 0.7*trust[i/3]*(carried[i]-before.Pix[i]); math.Abs(float64(v-want)) > 1e-6 {
			t.Fatalf("value %d is %g, want %g", i, v, want)
		}
	}
}

// stillPath leads nowhere, and is trusted everywhere.
func stillPath(width, height int) *Path {
	p := &Path{field: flow.NewField(width, height), trust: make([]float32, width*height)}
	for i := range p.trust {
		p.trust[i] = 1
	}
	return p
}

// TestNothingStaysBehind: what was painted where the new frame has an even ground is gone at once, and strokes like its own stay.
func TestNothingStaysBehind(t *testing.T) {
	const width, height = 60, 40
	ground := func() *imaging.Picture {
		p := imaging.New(width, height)
		for i := range p.Pix {
			p.Pix[i] = 0.6
		}
		return p
	}
	before, still := ground(), stillPath(12, 8)
	for y := 10; y < 20; y++ {
		for i := 3 * (y*width + 25); i < 3*(y*width+35); i++ {
			before.Pix[i] = 0.1
		}
	}
	strokes, other := noisy(ground(), 1, 0.1), noisy(ground(), 2, 0.1)
	for what, c := range map[string]struct {
		before, now *imaging.Picture
		same        float64 // the share of the frame before in the next
	}{"an object": {before, ground(), 0}, "strokes": {strokes, other, 0.8}} {
		f := NewFollow(0.8, 2)
		for _, p := range []struct {
			picture *imaging.Picture
			path    *Path
		}{{imaging.Crop(c.before, c.before.Bounds()), nil}, {imaging.Crop(c.now, c.now.Bounds()), still}} {
			if err := f.Next(context.Background(), p.picture, p.path); err != nil {
				t.Fatal(err)
			}
		}
		along, square := 0.0, 0.0
		for i, v := range f.before.Pix {
			d := float64(c.before.Pix[i] - c.now.Pix[i])
			along, square = along+float64(v-c.now.Pix[i])*d, square+d*d
		}
		if got := along / square; math.Abs(got-c.same) > 0.1 {
			t.Errorf("%s: the next frame has %.2f of the difference to the one before, want %.1f", what, got, c.same)
		}
	}
}
