package data

import (
	"math"
	"slices"
	"testing"
)

// ramp is a picture whose red grows from left to right and green from top to bottom; blue is 51/255 = 0.2.
func ramp(width, height int) *picture {
	p := &picture{name: "ramp", width: width, height: height, pix: make([]byte, width*height*3)}
	for i := range width * height {
		p.pix[i*3], p.pix[i*3+1], p.pix[i*3+2] = byte(i%width), byte(i/width), 51
	}
	return p
}

func plainCrop(x, y, side int) crop {
	c := crop{x: x, y: y, side: side}
	c.planColors(newDice(0), Augment{})
	return c
}

func TestCutOfTheSameSizeCopies(t *testing.T) {
	p, c := ramp(50, 40), plainCrop(7, 5, 16)
	for _, mirror := range []bool{false, true} {
		for _, flip := range []bool{false, true} {
			c.mirror, c.flip = mirror, flip
			dst := make([]float32, 16*16*3)
			new(cutter).cut(dst, 16, p, c)
			for y := range 16 {
				for x := range 16 {
					fromX, fromY := 7+x, 5+y
					if mirror {
						fromX = 7 + 15 - x
					}
					if flip {
						fromY = 5 + 15 - y
					}
					got := [3]float32(dst[(y*16+x)*3:])
					if want := [3]float32{float32(fromX) / 255, float32(fromY) / 255, 51. / 255}; got != want {
						t.Fatalf("mirror %v flip %v: pixel %d,%d is %v, want %v", mirror, flip, x, y, got, want)
					}
				}
			}
		}
	}
}

// A linear ramp stays one at every scale, away from the ends where the filter is cut.
func TestCutScalesARamp(t *testing.T) {
	p := ramp(200, 180)
	for _, side := range []int{1, 2, 5, 20, 31, 45, 60, 111, 180} {
		const size = 20
		dst := make([]float32, size*size*3)
		new(cutter).cut(dst, size, p, plainCrop(0, 0, side))
		scale := float64(side) / size
		edge := int(math.Ceil(1 + 1/scale))
		for i := edge; i < size-edge; i++ {
			want := ((float64(i)+0.5)*scale - 0.5) / 255
			across, down := float64(dst[(10*size+i)*3]), float64(dst[(i*size+10)*3+1])
			if math.Abs(across-want) > 2e-3 || math.Abs(down-want) > 2e-3 { // taps lie at whole pixels: half a grey level
				t.Errorf("side %d: place %d is %g across and %g down, want %g", side, i, across, down, want)
			}
			if blue := dst[(i*size+i)*3+2]; math.Abs(float64(blue)-0.2) > 1e-6 {
				t.Errorf("side %d: flat blue became %g", side, blue)
			}
		}
	}
}

// A fine checkerboard shrunk four times must come out grey, not as a moire pattern.
func TestCutDoesNotAlias(t *testing.T) {
	p := &picture{width: 81, height: 81, pix: make([]byte, 81*81*3)}
	for i := range 81 * 81 {
		if i%2 == 1 {
			p.pix[i*3], p.pix[i*3+1], p.pix[i*3+2] = 255, 255, 255
		}
	}
	dst := make([]float32, 20*20*3)
	new(cutter).cut(dst, 20, p, plainCrop(0, 0, 81))
	for i, v := range dst {
		if math.Abs(float64(v)-0.5) > 0.04 {
			t.Fatalf("value %d is %g, want 0.5", i, v)
		}
	}
}

func TestCropsStayInside(t *testing.T) {
	for _, size := range [][2]int{{16, 16}, {17, 300}, {300, 16}, {512, 700}} {
		p := &picture{width: size[0], height: size[1]}
		sides := map[int]bool{}
		for i := range uint64(500) {
			c := planCrop(newDice(i), p, 64, Augment{Smallest: 1})
			if c.x < 0 || c.y < 0 || c.side < 1 || c.x+c.side > p.width || c.y+c.side > p.height {
				t.Fatalf("crop %+v leaves the picture of %v", c, size)
			}
			if short := min(size[0], size[1]); c.side < min(64, short) {
				t.Fatalf("crop %+v is smaller than the result although %v has more", c, size)
			}
			sides[c.side] = true
		}
		if size[0] == 512 && len(sides) < 150 {
			t.Errorf("only %d different sides among 500 crops", len(sides))
		}
	}
}

func TestNegative(t *testing.T) {
	c := crop{}
	c.planColors(newDice(0), Augment{Negative: 1})
	pix := []float32{0, 0.25, 1}
	c.recolor(pix)
	if [3]float32(pix) != [3]float32{1, 0.75, 0} {
		t.Errorf("negative is %v", pix)
	}
}

// TestCropsVaryAsTheOptionsSay: shares and ranges of what is drawn, and the negative of a crop is that of what the crop would be without.
func TestCropsVaryAsTheOptionsSay(t *testing.T) {
	const count = 4000
	p, flipped, recolored, enlivened := ramp(40, 30), 0, 0, 0
	var gains, offsets, contrasts, saturations []float32
	for i := range uint64(count) {
		c := planCrop(newDice(i), p, 16, Augment{Flip: 0.25, Gain: 0.2, Vivid: 0.4})
		if c.flip {
			flipped++
		}
		if !c.plain {
			recolored++
			gains, offsets = append(gains, c.gain[:]...), append(offsets, c.offset[:]...)
		}
		if c.contrast > 0 {
			enlivened++
			contrasts, saturations = append(contrasts, c.contrast), append(saturations, c.saturation)
		}
		var plain, negative crop
		plain.planColors(newDice(i), Augment{Gain: 1})
		negative.planColors(newDice(i), Augment{Gain: 1, Negative: 1})
		for k := range 3 {
			if negative.gain[k] != -plain.gain[k] || negative.offset[k] != 1-plain.offset[k] {
				t.Fatalf("the negative of gain %g and offset %g has %g and %g", plain.gain[k], plain.offset[k], negative.gain[k], negative.offset[k])
			}
		}
	}
	for name, c := range map[string]struct{ got, want int }{
		"flipped": {flipped, count / 4}, "given another gain": {recolored, count / 5}, "made vivid": {enlivened, count * 2 / 5},
	} {
		if c.got < c.want-150 || c.got > c.want+150 { // five standard deviations
			t.Errorf("%d of %d crops are %s, want about %d", c.got, count, name, c.want)
		}
	}
	for name, c := range map[string]struct {
		drawn     []float32
		low, high float32
	}{
		"gain": {gains, 0.7, 1.3}, "offset": {offsets, -0.1, 0.1}, "contrast": {contrasts, 0.8, 2.2}, "saturation": {saturations, 0.7, 2.5},
	} {
		low, high, near := slices.Min(c.drawn), slices.Max(c.drawn), (c.high-c.low)/50
		if low < c.low || low > c.low+near || high > c.high || high < c.high-near {
			t.Errorf("%s from %g to %g, want %g to %g", name, low, high, c.low, c.high)
		}
	}
}
