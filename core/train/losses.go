package train

import (
	"fmt"
	"reflect"
	"slices"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// Weights are the factors of the loss terms. Paper gives the published ones.
type Weights struct {
	Content  float32 // mean squared error at the last layer
	Style    float32 // mean squared error of channel means and of standard deviations, summed over the layers
	CCPL     float32 // contrastive coherence, summed over its layers
	Identity float32 // mean squared error of the pixels of items whose style is the content itself
	Colour   float32 // as Style, of seven projections of the pixels' colours, summed over three bands of frequencies
	// Structure is the mean squared error of the luminance, normalized to mean 0 and deviation 1, to the content's, summed over the picture
	// at an eighth and a sixteenth of its size: light stays light, whatever the style's tones. Without it pictures become reliefs; at a quarter
	// of the size it would keep strokes and contours of strong styles away, too.
	Structure float32 `json:",omitempty"`
	// Range is the mean squared distance of the pixels from [0,1]. Where it counts, all other terms but Identity see the pixels
	// clipped, as pictures are: without it statistics are matched with blacks and whites that no picture can show.
	Range float32 `json:",omitempty"`
	// Grid is the energy of lines and dots that repeat with the decoder's own grid, every 2, 4 and 8 pixels: enlarged maps leave them where a
	// style wants texture. See gridLoss.
	Grid float32 `json:",omitempty"`
	// Halo is the unevenness of what is even in the content, seen at an eighth and a sixteenth of the size: glows around things and blotches in the sky.
	// See haloLoss.
	Halo float32 `json:",omitempty"`
	// Fringe is the squared error of means and deviations of colour differences in the finest band of frequencies: in paintings the eye finds little
	// colour there, and a network whose light is right draws seams of other colours along all edges. See fringeLoss.
	Fringe float32 `json:",omitempty"`
	// Glow is the mean squared difference of colour, at an eighth and a quarter of the size, between what lies beside an edge of the content and what is alike in the
	// content but lies farther away: a network tells places beside edges from others, and gives them a colour of their own. See glowLoss.
	Glow float32 `json:",omitempty"`
	// Temporal is contrastive coherence in time: CCPL between the result and that of the same content a moment later, moved by up to data.Motion pixels, lighter
	// or darker, with noise, in place of CCPL between result and content. Strokes of videos flicker less, and less of the style is lost for that than by CCPL,
	// which keeps more of the content. See chunk.temporalLoss.
	Temporal float32 `json:",omitempty"`
}

// Paper returns the published weights.
func Paper() Weights { return Weights{Content: 1, Style: 10, CCPL: 5} }

// mostFactor bounds factors and norms: products of them and of losses are numbers then.
const mostFactor = 1e9

// Validate reports factors that no loss can have.
func (w Weights) Validate() error {
	for i, f := range w.list() {
		if !(f >= 0 && f <= mostFactor) {
			return fmt.Errorf("factor %g of the loss's %s: want 0 to %g", f, reflect.TypeFor[Weights]().Field(i).Name, float64(mostFactor))
		}
	}
	return nil
}

// Losses are the terms of one step, before their factors, and the weighted total.
type Losses struct{ Content, Style, CCPL, Identity, Colour, Structure, Range, Grid, Halo, Fringe, Glow, Temporal, Total float32 }

// terms are the loss nodes of a graph, in the order of Weights; nil where a factor is 0.
type terms struct {
	nodes   [12]*nn.Tensor
	factors []float32 // of the nodes that are not nil
	total   *nn.Tensor
}

func (w Weights) list() [12]float32 {
	return [12]float32{w.Content, w.Style, w.CCPL, w.Identity, w.Colour, w.Structure, w.Range, w.Grid, w.Halo, w.Fringe, w.Glow, w.Temporal}
}

// set changes the factors between runs. Terms that were left out stay out.
func (t *terms) set(w Weights) {
	i := 0
	for k, v := range w.list() {
		if t.nodes[k] != nil {
			t.factors[i] = v
			i++
		}
	}
}

// sum adds the total to the graph.
func (t *terms) sum(b *nn.Builder) {
	present := t.present()
	t.factors = make([]float32, len(present))
	t.total = b.WeightedSum(present, t.factors)
}

// losses reads the values after a run.
func (t *terms) losses() Losses {
	value := func(i int) float32 {
		if t.nodes[i] == nil {
			return 0
		}
		return t.nodes[i].Scalar()
	}
	return Losses{value(0), value(1), value(2), value(3), value(4), value(5), value(6), value(7), value(8), value(9), value(10), value(11), t.total.Scalar()}
}

// StyleLoss is the sum over the layers of the mean squared errors of means and of standard deviations.
func StyleLoss(b *nn.Builder, generated, style []*nn.Tensor) *nn.Tensor {
	ones := make([]float32, len(generated))
	distances := make([]*nn.Tensor, len(generated))
	for i, g := range generated {
		ones[i] = 1
		distances[i] = b.StyleDistance(g, b.Moments(style[i]))
	}
	return b.WeightedSum(distances, ones)
}

// colours are seven directions in RGB: the primaries, grey, and three differences.
var colours = [][3]float32{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {.577, .577, .577}, {.707, -.707, 0}, {0, .707, -.707}, {-.707, 0, .707}}

// differences projects pixels onto the last three.
func differences() *nn.Conv { return projection("differences", colours[4:]) }

// colourLoss compares colours in three bands of frequencies: what a quarter of the size does not show, what a sixteenth does not, and the rest.
// Compared at once, fringes along edges would do for colours that lie side by side.
func colourLoss(b *nn.Builder, generated, style *nn.Tensor) *nn.Tensor {
	onto := projection("colours", colours)
	var distances []*nn.Tensor
	compare := func(x, y *nn.Tensor) {
		distances = append(distances, b.StyleDistance(b.Conv(x, onto), b.Moments(b.Conv(y, onto))))
	}
	for range 2 {
		if min(generated.Shape.H, generated.Shape.W) < 16 { // of fewer than 4x4 means statistics say nothing
			break
		}
		compare(b.RemoveMeans(generated, 4), b.RemoveMeans(style, 4))
		generated, style = b.AveragePool(generated, 4), b.AveragePool(style, 4)
	}
	compare(generated, style)
	return b.WeightedSum(distances, slices.Repeat([]float32{1}, len(distances)))
}

// fringeLoss compares the differences of the primaries, less their means over 4x4 pixels.
func fringeLoss(b *nn.Builder, generated, style *nn.Tensor) *nn.Tensor {
	fine := func(x *nn.Tensor) *nn.Tensor { return b.Conv(b.RemoveMeans(x, 4), differences()) }
	return b.StyleDistance(fine(generated), b.Moments(fine(style)))
}

// structureLoss compares normalized luminance at coarse scales.
func structureLoss(b *nn.Builder, generated, content *nn.Tensor) *nn.Tensor {
	luminance := projection("luminance", [][3]float32{{.299, .587, .114}})
	of := func(x *nn.Tensor) *nn.Tensor {
		x = b.Conv(x, luminance)
		return b.Normalize(x, b.Moments(x))
	}
	var distances []*nn.Tensor
	generated, content = b.AveragePool(generated, 4), b.AveragePool(content, 4)
	for range 2 {
		generated, content = b.AveragePool(generated, 2), b.AveragePool(content, 2)
		distances = append(distances, b.MeanSquaredError(of(generated), of(content)))
		if min(generated.Shape.H, generated.Shape.W) < 8 {
			break
		}
	}
	return b.WeightedSum(distances, slices.Repeat([]float32{1}, len(distances)))
}

// haloLoss is the edge-aware smoothness of the generated picture under the content at coarse scales, where strokes have gone and glows have not: the
// colours of neighbouring pixels may differ as far as the content's do. haloEdge is the difference of the content's that counts as an edge. At a quarter of
// the size, where narrow glows are seen but strokes are too, only differences of colour count, and those by fineHalo.
func haloLoss(b *nn.Builder, generated, content *nn.Tensor) *nn.Tensor {
	const haloEdge, fineHalo = 0.04, 0.15
	generated, content = b.AveragePool(generated, 4), b.AveragePool(content, 4)
	terms, shares := []*nn.Tensor{b.Smoothness(b.Conv(generated, differences()), content, haloEdge)}, []float32{fineHalo}
	for range 2 {
		generated, content = b.AveragePool(generated, 2), b.AveragePool(content, 2)
		terms, shares = append(terms, b.Smoothness(generated, content, haloEdge)), append(shares, 1)
		if min(generated.Shape.H, generated.Shape.W) < 8 {
			break
		}
	}
	return b.WeightedSum(terms, shares)
}

// glowLoss compares the differences of the primaries beside edges of the content and farther away, in cells of 8x8 pixels, up to 2 cells from an edge and 3 or
// 4 cells from there, and, for narrow ones, in cells of 4x4. Cells are the same where the content differs by glowSame, and hold an edge where it differs by
// glowEdge, or by more.
func glowLoss(b *nn.Builder, generated, content *nn.Tensor) *nn.Tensor {
	const glowSame, glowEdge, reach = 0.04, 0.1, 2
	var terms []*nn.Tensor
	for _, side := range []int{4, 2} {
		generated, content = b.AveragePool(generated, side), b.AveragePool(content, side)
		terms = append(terms, b.Glow(b.Conv(generated, differences()), content, glowSame, glowEdge, reach))
	}
	return b.WeightedSum(terms, []float32{0.5, 1})
}

// clip limits pixels x [N H W 3] to [0,1]: 1 - max(0, 1 - max(0, x)).
func clip(b *nn.Builder, x *nn.Tensor) *nn.Tensor {
	channel := kernel.Shape{N: x.Shape.N, H: 1, W: 1, C: 3}
	constant := func(v float32) *nn.Tensor { return b.Constant(slices.Repeat([]float32{v}, channel.Len()), channel) }
	flip, one := constant(-2), constant(1) // x*(1-2) + 1
	return b.Modulate(b.Modulate(b.ReLU(x), flip, one, true), flip, one, false)
}

// projection is the 1x1 convolution of pixels onto directions in RGB.
func projection(name string, directions [][3]float32) *nn.Conv {
	scope := nn.From(func(_ string, shape []int) ([]float32, error) {
		if len(shape) == 1 {
			return make([]float32, len(directions)), nil
		}
		var w []float32
		for _, d := range directions {
			w = append(w, d[:]...)
		}
		return w, nil
	})
	return scope.Conv(name, kernel.Conv{Size: 1, In: 3, Out: len(directions)})
}

// present lists the nodes that are not nil.
func (t *terms) present() []*nn.Tensor {
	var p []*nn.Tensor
	for _, n := range t.nodes {
		if n != nil {
			p = append(p, n)
		}
	}
	return p
}
