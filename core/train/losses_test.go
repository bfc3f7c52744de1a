package train

import (
	"context"
	"math"
	"slices"
	"testing"

	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/internal/testkit"
)

// value is a loss of two pictures [1 size size 3].
func value(t *testing.T, size int, generated, other []float32, loss func(b *nn.Builder, x, y *nn.Tensor) *nn.Tensor) float64 {
	t.Helper()
	b := nn.NewBuilder(nn.NewMachine(1))
	s := kernel.Shape{N: 1, H: size, W: size, C: 3}
	out := loss(b, b.Constant(generated, s), b.Constant(other, s))
	g, err := b.Compile(nil, out)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return float64(out.Scalar())
}

// stripes are red and green bands of the given width in pixels.
func stripes(size, width int) []float32 {
	x := make([]float32, size*size*3)
	for i := range size * size {
		x[i*3+i%size/width%2] = 1
	}
	return x
}

// TestFringesAreNoColours: stripes of one pixel have the mean and the deviation of wide ones, but lie in another band.
func TestFringesAreNoColours(t *testing.T) {
	const size = 64
	if d := value(t, size, stripes(size, 32), stripes(size, 32), colourLoss); d > 1e-6 {
		t.Errorf("a picture is %g from itself", d)
	}
	fringes := value(t, size, stripes(size, 1), stripes(size, 32), colourLoss)
	narrower := value(t, size, stripes(size, 16), stripes(size, 32), colourLoss)
	if fringes < 0.1 || narrower > fringes/10 {
		t.Errorf("stripes of 1 pixel are %g from those of 32, stripes of 16 are %g: want many times less", fringes, narrower)
	}
}

// TestFringesAreFineAndColoured: wide stripes have none, fine ones without colour neither.
func TestFringesAreFineAndColoured(t *testing.T) {
	const size = 64
	grey := stripes(size, 1)
	for i := range grey {
		grey[i] = float32(i / 3 % 2)
	}
	style := stripes(size, 32)
	for name, x := range map[string][]float32{"wide stripes": stripes(size, 4), "grey stripes": grey} {
		if d := value(t, size, x, style, fringeLoss); d > 1e-4 {
			t.Errorf("%s: %g, want 0", name, d)
		}
	}
	// Red beside green pixels: the deviations are 0.707, 0.354 and 0.354, the mean of their squares 0.25.
	if d := value(t, size, stripes(size, 1), style, fringeLoss); math.Abs(d-0.25) > 0.01 {
		t.Errorf("stripes of one pixel: %g, want about 0.25", d)
	}
}

// TestStructureSeesLightOnly: any gain, offset or tint is the same structure, a negative is the opposite.
func TestStructureSeesLightOnly(t *testing.T) {
	const size = 64
	content := testkit.Image("content", size*size*3)
	for i := range content { // a gradient that survives the means
		content[i] = 0.1*content[i] + 0.8*float32(i/3%size)/size
	}
	change := func(f func(v float32, channel int) float32) []float32 {
		y := make([]float32, len(content))
		for i, v := range content {
			y[i] = f(v, i%3)
		}
		return y
	}
	for _, c := range []struct {
		name       string
		picture    []float32
		want, most float64 // away from it
	}{
		{"itself", content, 0, 1e-3},
		{"darker and flatter", change(func(v float32, _ int) float32 { return 0.3*v + 0.05 }), 0, 1e-3},
		{"red", change(func(v float32, c int) float32 { return v * []float32{1, 0.5, 0.5}[c] }), 0, 1e-3}, // the gradient is grey; of the noise little is left
		// (2x)^2 at two scales, of 8x8 and 4x4 pixels whose deviation is that of a sample
		{"the negative", change(func(v float32, _ int) float32 { return 1 - v }), 4*63./64 + 4*15./16, 1e-2},
	} {
		if d := value(t, size, c.picture, content, structureLoss); math.Abs(d-c.want) > c.most {
			t.Errorf("%s: %g, want %g within %g", c.name, d, c.want, c.most)
		}
	}
}

// TestStructureIsThatOfLuminance: of grey as bright as the colours, and not of any other mixture of them.
func TestStructureIsThatOfLuminance(t *testing.T) {
	const size = 64
	colours := make([]float32, size*size*3)
	for i := range size * size {
		colours[3*i], colours[3*i+1], colours[3*i+2] = float32(i%size)/size, float32(i/size)/size, 1-float32(i%size)/size
	}
	mixed := func(r, g, b float32) []float32 {
		p := make([]float32, len(colours))
		for i := range p {
			at := i / 3 * 3
			p[i] = r*colours[at] + g*colours[at+1] + b*colours[at+2]
		}
		return p
	}
	if d := value(t, size, mixed(.299, .587, .114), colours, structureLoss); d > 1e-6 {
		t.Errorf("grey of the same luminance: %g", d)
	}
	for _, other := range [][]float32{mixed(.587, .299, .114), mixed(.299, .114, .587), mixed(1./3, 1./3, 1./3)} {
		if d := value(t, size, other, colours, structureLoss); d < .01 {
			t.Errorf("grey of another mixture: %g", d)
		}
	}
}

// TestClippedPixelsAreWhatAPictureShows: inside [0,1] nothing changes, outside the bound counts.
func TestClippedPixelsAreWhatAPictureShows(t *testing.T) {
	b := nn.NewBuilder(nn.NewMachine(1))
	x := []float32{-3, -0.01, 0, 0.25, 1, 1.5, 0.999, 80, 0.5, -0.5, 0.75, 2}
	y := clip(b, b.Constant(x, kernel.Shape{N: 2, H: 1, W: 2, C: 3}))
	g, err := b.Compile(nil, y)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	testkit.Near(t, "clipped", y.Data(), []float32{0, 0, 0, 0.25, 1, 1, 0.999, 1, 0.5, 0, 0.75, 1}, 1e-6)
}

// TestRangeBringsPixelsBack: the term is 0 for what a picture can show, and pulls other pixels to the nearest bound.
func TestRangeBringsPixelsBack(t *testing.T) {
	scope := nn.Fresh(1)
	shift := scope.Param("shift", 3)
	shift.Train = true
	copy(shift.Value, []float32{0, 0.75, -0.75})
	b := nn.NewBuilder(nn.NewMachine(1))
	x := b.AddChannels(b.Constant(slices.Repeat([]float32{0.5}, 12), kernel.Shape{N: 1, H: 2, W: 2, C: 3}), b.Param(shift))
	loss := b.MeanSquaredError(x, clip(b, x))
	g, err := b.Compile(loss)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	testkit.Near(t, "range", loss.Data(), []float32{2. / 3 * 0.0625}, 1e-6)
	testkit.Near(t, "gradient", shift.Grad, []float32{0, 0.5 / 3, -0.5 / 3}, 1e-6)
}

// TestHaloIsWhatTheContentDoesNotShow: an edge of the content's own is free, also as a negative; a glow beside it and a blotch count.
func TestHaloIsWhatTheContentDoesNotShow(t *testing.T) {
	const size, edge = 128, 64
	grey := func(f func(x, y int) float32) []float32 {
		p := make([]float32, size*size*3)
		for i := range p {
			p[i] = f(i/3%size, i/3/size)
		}
		return p
	}
	step := func(low, high float32) func(x, y int) float32 {
		return func(x, _ int) float32 {
			if x < edge {
				return low
			}
			return high
		}
	}
	content := grey(step(0.2, 0.8))
	glow := grey(func(x, _ int) float32 {
		if x < edge {
			return 0.9
		}
		return 0.1 + 0.4*max(0, 1-float32(x-edge)/32)
	})
	blotch := grey(func(x, y int) float32 {
		if (x-100)*(x-100)+(y-40)*(y-40) < 18*18 {
			return 0.6
		}
		return 0.1
	})
	of := func(p []float32) float64 { return value(t, size, p, content, haloLoss) }
	if v := of(content); v > 1e-5 {
		t.Errorf("the content itself: %g", v)
	}
	if v := of(grey(step(0.9, 0.1))); v > 1e-5 {
		t.Errorf("the negative of the edge: %g", v)
	}
	for name, p := range map[string][]float32{"a glow": glow, "a blotch": blotch} {
		if v := of(p); v < 1e-3 {
			t.Errorf("%s: %g only", name, v)
		}
	}
	// A narrow seam, all of it in the cells of the coarse scales that hold the edge: its colour is seen at a quarter of the size, its light nowhere.
	edged := grey(func(x, _ int) float32 { return step(0.2, 0.8)(x-2, 0) })
	seam := func(red, green float32) float64 {
		p := slices.Clone(edged)
		for i := range p {
			if x := i / 3 % size; x >= edge+2 && x < edge+8 {
				p[i] += []float32{red, green, 0}[i%3]
			}
		}
		return value(t, size, p, edged, haloLoss)
	}
	if coloured, light := seam(0.2, -0.2), seam(0.2, 0.2); coloured < 1e-4 || coloured < 2*light {
		t.Errorf("a narrow seam of another colour: %g, one of another light: %g", coloured, light)
	}
}

// TestGlowIsAColourBesideEdges: the colours of both sides are free, a light beside an edge too; a colour beside it counts by its square, and one that
// is everywhere does not.
func TestGlowIsAColourBesideEdges(t *testing.T) {
	const size, edge = 128, 56
	paint := func(f func(x, y int) [3]float32) []float32 {
		var p []float32
		for i := range size * size {
			c := f(i%size, i/size)
			p = append(p, c[:]...)
		}
		return p
	}
	side := func(x int, left, right [3]float32) [3]float32 {
		if x < edge {
			return left
		}
		return right
	}
	dark, light, blue, yellow := [3]float32{.2, .2, .2}, [3]float32{.8, .8, .8}, [3]float32{.1, .1, .7}, [3]float32{.8, .8, .1}
	content := paint(func(x, _ int) [3]float32 { return side(x, dark, light) })
	of := func(p []float32) float64 { return value(t, size, p, content, glowLoss) }
	beside := func(extra [3]float32) []float32 {
		return paint(func(x, _ int) [3]float32 {
			c := side(x, blue, yellow)
			if x >= edge && x < edge+16 {
				for i := range c {
					c[i] += extra[i]
				}
			}
			return c
		})
	}
	if v := of(beside([3]float32{})); v > 1e-6 {
		t.Errorf("two colours, one on each side: %g", v)
	}
	if v := of(beside([3]float32{.1, .1, .1})); v > 1e-6 {
		t.Errorf("another light beside the edge: %g", v)
	}
	if v := of(beside([3]float32{-.2, 0, .2})); v < .02 || v > .12 { // .12 is the square of what differences make of it, .06 if the other side counts as much
		t.Errorf("a seam of another colour beside the edge: %g", v)
	}
	if v := value(t, size, beside([3]float32{-.2, 0, .2}), paint(func(int, int) [3]float32 { return light }), glowLoss); v > 1e-6 {
		t.Errorf("where the content has no edge: %g", v)
	}
}

// TestHaloByHand: a step of light or of colour where the content has a step of e^-1 in weight, at an eighth and a sixteenth of the size, and for colour at a
// quarter.
func TestHaloByHand(t *testing.T) {
	const size, height = 64, 0.3
	content := 0.04 * math.Sqrt(2./3) // of each channel: |difference|^2 = 2 * 0.04^2
	step := func(channels [3]float64) []float32 {
		p := make([]float32, size*size*3)
		for i := range p {
			if i/3%size >= size/2 {
				p[i] = float32(channels[i%3])
			}
		}
		return p
	}
	// The share of pairs of neighbours that lie across the step.
	quarter, eighth, sixteenth := 16./(2*16*15), 8./(2*8*7), 4./(2*4*3)
	for name, c := range map[string]struct {
		channels [3]float64
		want     float64
	}{
		"light":  {[3]float64{height, height, height}, 3 * height * height * (eighth + sixteenth)},
		"colour": {[3]float64{height, 0, 0}, height * height * (eighth + sixteenth + 0.15*quarter)}, // its differences are 0.707 and -0.707 of it
	} {
		want := c.want / math.E
		if v := value(t, size, step(c.channels), step([3]float64{content, content, content}), haloLoss); math.Abs(v-want) > 2e-3*want {
			t.Errorf("%s: %g, want %g", name, v, want)
		}
	}
}

// TestGlowByDefinition compares with the formula of ops.Graph.Glow and the sizes that glowLoss names.
func TestGlowByDefinition(t *testing.T) {
	const size = 64
	content, generated := testkit.Image("content", size*size*3), testkit.Image("style", size*size*3)
	for i := range content {
		content[i] *= 0.3
		if i/3%size >= 28 {
			content[i] += 0.2
		}
	}
	colour := make([]float32, len(generated))
	for i := 0; i < len(colour); i += 3 {
		r, g, b := generated[i], generated[i+1], generated[i+2]
		colour[i], colour[i+1], colour[i+2] = .707*(r-g), .707*(g-b), .707*(b-r)
	}
	want := 0.5*glowOf(means(colour, size, 4), means(content, size, 4), size/4) + glowOf(means(colour, size, 8), means(content, size, 8), size/8)
	if v := value(t, size, generated, content, glowLoss); want == 0 || math.Abs(v-want) > 1e-3*want {
		t.Errorf("%g, want %g", v, want)
	}
}

// means are those of cells of a picture [size size 3].
func means(p []float32, size, cell int) []float64 {
	small := make([]float64, size/cell*size/cell*3)
	for i, v := range p {
		x, y := i/3%size, i/3/size
		small[(y/cell*(size/cell)+x/cell)*3+i%3] += float64(v) / float64(cell*cell)
	}
	return small
}

// glowOf is the glow of x [n n 3] under guide [n n 3].
func glowOf(x, guide []float64, n int) float64 {
	const same, edge, reach = 0.04, 0.1, 2
	apart := func(p []float64, i, j int) (square float64) {
		for c := range 3 {
			square += (p[3*i+c] - p[3*j+c]) * (p[3*i+c] - p[3*j+c])
		}
		return square
	}
	near := make([]float64, n*n)
	for i := range near {
		for j := range near {
			if max(i%n-j%n, j%n-i%n, i/n-j/n, j/n-i/n) <= reach {
				near[i] = max(near[i], 1-math.Exp(-apart(guide, i, j)/(2*edge*edge)))
			}
		}
	}
	differences, weights := 0.0, float64(n*n)/25
	for i := range near {
		for _, d := range []int{reach + 1, 2 * reach} {
			for _, j := range []int{i + d, i + d*n} {
				if j >= n*n || j%n < i%n {
					continue
				}
				w := math.Exp(-apart(guide, i, j)/(2*same*same)) * (near[i] - near[j]) * (near[i] - near[j])
				differences, weights = differences+w*apart(x, i, j), weights+w
			}
		}
	}
	return differences / weights
}

// TestStyleLossIsOfItsLayers: fewer than the mode has, as many, or more.
func TestStyleLossIsOfItsLayers(t *testing.T) {
	set := pictures(t)
	for _, mode := range model.Modes() {
		var losses [5]float32 // by Options.Layers
		for layers := range losses {
			o := tinyOptions(mode)
			o.Layers, o.Stages = layers, []Stage{{Steps: 1, Size: 40, Batch: 2}}
			trainer, _ := tinyTrainer(t, o, 1)
			losses[layers] = run(t, trainer, set, nil)[0].Style
		}
		for layers := 1; layers < len(losses); layers++ {
			if fewer := losses[layers-1]; layers > 1 && losses[layers] <= fewer {
				t.Errorf("%v: %d layers lose %g, and %d lose %g", mode, layers, losses[layers], layers-1, fewer)
			}
		}
		if losses[0] != losses[mode.Layers()] {
			t.Errorf("%v: the mode's own layers lose %g, want %g", mode, losses[0], losses[mode.Layers()])
		}
	}
}
