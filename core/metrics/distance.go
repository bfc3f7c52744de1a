package metrics

import (
	"context"
	"fmt"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// Distance says how far a stylized picture is from what it was made of.
type Distance struct {
	Content float64 // mean squared error of the features at the last layer, against the content
	Style   float64 // sum over four layers of the mean squared errors of channel means and of standard deviations, against the style; 0 without one
	SSIM    float64 // structural similarity of the luminance to the content's, 1 for equal pictures
}

// Judge measures distances in the feature space of a network. It serves one goroutine.
type Judge struct {
	machine      *nn.Machine
	network      model.Features
	graphs       *nn.Cache[[4]int, *judgement]
	descriptions *nn.Cache[[2]int, *description]
}

// NewJudge returns a Judge; threads: 0 for one per processor.
func NewJudge(network model.Features, threads int) *Judge {
	return &Judge{
		machine: nn.NewMachine(threads), network: network,
		graphs: nn.NewCache[[4]int, *judgement](4), descriptions: nn.NewCache[[2]int, *description](2),
	}
}

// judgement is the graph for pictures of one size.
type judgement struct {
	graph                          *nn.Graph
	generated, content, style      *nn.Tensor
	contentDistance, styleDistance *nn.Tensor // style and its distance are nil where there is none
}

// Distance compares generated with content, which has the same size, and with style, of any size, unless it is nil. Alpha does not count.
func (j *Judge) Distance(ctx context.Context, generated, content, style *imaging.Picture) (Distance, error) {
	if generated.Width != content.Width || generated.Height != content.Height {
		return Distance{}, fmt.Errorf("measure a picture of %d x %d against a content of %d x %d: want equal sizes", generated.Width, generated.Height, content.Width, content.Height)
	}
	key := [4]int{content.Width, content.Height}
	if style != nil {
		key[2], key[3] = style.Width, style.Height
	}
	g, err := j.graphs.Get(key, func() (*judgement, error) { return j.build(content, style) })
	if err != nil {
		return Distance{}, fmt.Errorf("prepare measurement: %w", err)
	}
	copy(g.generated.Data(), generated.Pix)
	copy(g.content.Data(), content.Pix)
	if style != nil {
		copy(g.style.Data(), style.Pix)
	}
	if err := g.graph.Run(ctx); err != nil {
		return Distance{}, err
	}
	d := Distance{Content: float64(g.contentDistance.Scalar())}
	if style != nil {
		d.Style = float64(g.styleDistance.Scalar())
	}
	d.SSIM, err = SSIM(ctx, generated, content)
	return d, err
}

func (j *Judge) build(content, style *imaging.Picture) (*judgement, error) {
	b := nn.NewBuilder(j.machine)
	g := &judgement{generated: pictureInput(b, content), content: pictureInput(b, content)}
	generated := j.network.Features(b, g.generated, 4)
	g.contentDistance = b.MeanSquaredError(generated[3], j.network.Features(b, g.content, 4)[3])
	outputs := []*nn.Tensor{g.contentDistance}
	if style != nil {
		g.style = pictureInput(b, style)
		g.styleDistance = j.styleDistance(b, generated, g.style)
		outputs = append(outputs, g.styleDistance)
	}
	var err error
	g.graph, err = b.Compile(nil, outputs...)
	return g, err
}

// styleDistance is that of features to those of a style.
func (j *Judge) styleDistance(b *nn.Builder, generated []*nn.Tensor, style *nn.Tensor) *nn.Tensor {
	var distances []*nn.Tensor
	for i, f := range j.network.Features(b, style, 4) {
		distances = append(distances, b.StyleDistance(generated[i], b.Moments(f)))
	}
	return b.WeightedSum(distances, []float32{1, 1, 1, 1})
}

// pictureInput takes a picture of the size of p.
func pictureInput(b *nn.Builder, p *imaging.Picture) *nn.Tensor {
	return b.Input(kernel.Shape{N: 1, H: p.Height, W: p.Width, C: 3})
}
