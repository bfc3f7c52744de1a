package flow

import (
	"math"
	"testing"

	"restyle/core/imaging"
)

func TestWarpBringsTheSecondFrameBack(t *testing.T) {
	first, second, truth := shoot(noise(9), turn(0.03, 1.02, 80, 60), 160, 120)
	back := Warp(second, truth)
	worst := 0.0
	for y := 12; y < 108; y++ {
		for x := 12; x < 148; x++ {
			i := 3 * (y*160 + x)
			worst = max(worst, math.Abs(float64(back.Pix[i]-first.Pix[i])))
		}
	}
	if worst > 0.04 { // what linear interpolation costs at wavelengths of 4 pixels
		t.Errorf("off by %g", worst)
	}
}

// TestVisible: a square moves 6 pixels to the right over a still ground, with the exact fields of both directions.
func TestVisible(t *testing.T) {
	const width, height = 60, 40
	forward, backward := NewField(width, height), NewField(width, height)
	for y := 10; y < 30; y++ {
		for x := 20; x < 40; x++ {
			forward.U[y*width+x] = 6
			backward.U[y*width+x+6] = -6
		}
	}
	visible := Visible(forward, backward)
	for _, c := range []struct {
		name string
		x, y int
		want bool
	}{
		{"still ground", 5, 5, true},
		{"inside the square", 30, 20, true},
		{"ground that the square covers", 43, 20, false},
		{"ground that the square leaves", 22, 35, true},
		{"edge of the square", 20, 20, false},
		{"ground at the edge", 19, 20, false},
	} {
		if visible[c.y*width+c.x] != c.want {
			t.Errorf("%s: visible is %v", c.name, !c.want)
		}
	}
}

// TestVisibleByDefinition: pixel by pixel, of fields where each of the three conditions hides a twentieth of the pixels at least.
func TestVisibleByDefinition(t *testing.T) {
	const width, height = 90, 70
	forward, backward := NewField(width, height), NewField(width, height)
	for i := range forward.U {
		x, y := float64(i%width), float64(i/width)
		forward.U[i], forward.V[i] = float32(-8*math.Cos(x/27+y/90)), float32(-7*math.Cos(y/22-x/90))
		backward.U[i], backward.V[i] = -forward.U[i]+float32(math.Sin(x/9)), -forward.V[i]+float32(0.8*math.Cos(y/8))
	}
	value := func(plane []float32, x, y int) float64 {
		return float64(plane[min(max(y, 0), height-1)*width+min(max(x, 0), width-1)])
	}
	var hidden [3]int // for leaving the picture, not coming back, lying at a boundary
	undecided := 0
	for i, got := range Visible(forward, backward) {
		x, y := i%width, i/width
		u, v := value(forward.U, x, y), value(forward.V, x, y)
		tx, ty := float64(x)+u, float64(y)+v
		want := tx >= 0 && ty >= 0 && tx <= width-1 && ty <= height-1
		if !want {
			hidden[0]++
		} else {
			bu, bv := bilinear(backward.U, width, tx, ty), bilinear(backward.V, width, tx, ty)
			off, allowed := (u+bu)*(u+bu)+(v+bv)*(v+bv), 0.01*(u*u+v*v+bu*bu+bv*bv)+0.5
			slope, steep := 0.0, 0.01*(u*u+v*v)+0.002
			for _, plane := range [][]float32{forward.U, forward.V} {
				across, down := (value(plane, x+1, y)-value(plane, x-1, y))/2, (value(plane, x, y+1)-value(plane, x, y-1))/2
				slope += across*across + down*down
			}
			if off > allowed {
				hidden[1]++
			}
			if slope > steep {
				hidden[2]++
			}
			if want = off <= allowed && slope <= steep; math.Abs(off-allowed) < 1e-5 || math.Abs(slope-steep) < 1e-5 {
				undecided++
				continue
			}
		}
		if got != want {
			t.Fatalf("pixel %d, %d: visible is %v", x, y, got)
		}
	}
	if least := width * height / 20; min(hidden[0], hidden[1], hidden[2]) < least || undecided > least {
		t.Errorf("the conditions hide %v pixels, %d are undecided", hidden, undecided)
	}
}

// bilinear is a plane of so many columns at a place within it.
func bilinear(plane []float32, width int, x, y float64) float64 {
	i, j := min(int(x), width-2), min(int(y), len(plane)/width-2)
	s, t := x-float64(i), y-float64(j)
	at := func(i, j int) float64 { return float64(plane[j*width+i]) }
	return (1-t)*((1-s)*at(i, j)+s*at(i+1, j)) + t*((1-s)*at(i, j+1)+s*at(i+1, j+1))
}

// TestEstimatedFlowFindsWhatIsCovered: a textured square moves over a textured ground; both motions are estimated.
func TestEstimatedFlowFindsWhatIsCovered(t *testing.T) {
	const width, height, move = 200, 140, 12
	ground, square := noise(11), noise(12)
	shot := func(left float64) *imaging.Picture {
		p := imaging.New(width, height)
		for i := range width * height {
			x, y := float64(i%width), float64(i/width)
			if x >= left && x < left+60 && y >= 40 && y < 100 {
				put(p, i, square(x-left, y))
			} else {
				put(p, i, ground(x, y))
			}
		}
		return p
	}
	first, second := shot(60), shot(60+move)
	visible := Visible(estimate(t, 0, first, second), estimate(t, 0, second, first))
	var covered, found, others, kept float64
	for i, v := range visible {
		x, y := i%width, i/width
		if x >= 120 && x < 120+move && y >= 40 && y < 100 {
			covered++
			if !v {
				found++
			}
		} else {
			others++
			if v {
				kept++
			}
		}
	}
	if found < 0.9*covered || kept < 0.9*others {
		t.Errorf("%.0f of %.0f covered pixels are found, %.0f of %.0f others are kept", found, covered, kept, others)
	}
}

func TestWhatLeavesThePictureIsNotVisible(t *testing.T) {
	forward, backward := NewField(20, 10), NewField(20, 10)
	for i := range forward.U {
		forward.U[i], backward.U[i] = 4, -4
	}
	visible := Visible(forward, backward)
	for x := range 20 {
		if want := x <= 15; visible[5*20+x] != want {
			t.Errorf("column %d: visible is %v", x, !want)
		}
	}
}

func TestWarpInterpolates(t *testing.T) {
	p, f := imaging.New(3, 1), NewField(3, 1)
	for i := range 3 {
		p.Pix[3*i] = float32(i) * 0.2
		f.U[i] = 0.25
	}
	out := Warp(p, f)
	for i, want := range []float64{0.05, 0.25, 0.4} {
		if math.Abs(float64(out.Pix[3*i])-want) > 1e-6 {
			t.Errorf("pixel %d: %g, want %g", i, out.Pix[3*i], want)
		}
	}
}
