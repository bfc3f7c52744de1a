package teach

import (
	"context"
	"fmt"
	"slices"

	"restyle/core/data"
	"restyle/core/imaging"
	"restyle/core/metrics"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/stylize"
)

// Trial measures models on crops that the training does not draw: of the styles with another seed, and of photographs held out.
type Trial struct {
	mode      model.Mode
	start     *model.Model
	resources stylize.Resources
	judge     *metrics.Judge
	pairs     []pair
}

type pair struct{ content, style *imaging.Picture }

// Distances are means over the pairs; see metrics.Distance.
type Distances struct {
	Content float64 `json:"content"`
	Style   float64 `json:"style"`
}

// Pairs is the usual number of pairs.
const Pairs = 20

const (
	side       = 192
	mostStyles = 40 // files that the crops come from, lest much is read for a few
	seed       = 20220101
)

// NewTrial draws crops of styles and contents, which are files and no folders: of many styles only some are read. The crops are compared by the encoder of start,
// the model that a training begins with and does not change.
func NewTrial(ctx context.Context, mode model.Mode, start *model.Model, styles, contents []string, pairs int, r stylize.Resources) (*Trial, error) {
	set, err := data.Open(ctx, data.Sources{Content: contents, Style: spread(styles, mostStyles)}, data.Options{Seed: seed, Size: side, Batch: 1}, nil)
	if err != nil {
		return nil, err
	}
	t := &Trial{mode: mode, start: start, resources: r, judge: metrics.NewJudge(start.Encoder, r.Threads)}
	for i := range pairs {
		b, err := set.Batch(i)
		if err != nil {
			return nil, err
		}
		picture := func(pix []float32) *imaging.Picture { return &imaging.Picture{Width: side, Height: side, Pix: pix} }
		t.pairs = append(t.pairs, pair{picture(b.Content), picture(b.Style)})
	}
	return t, nil
}

// spread are at most so many of the files, evenly from first to last.
func spread(files []string, most int) []string {
	if len(files) <= most {
		return files
	}
	some := make([]string, most)
	for i := range some {
		some[i] = files[i*(len(files)-1)/(most-1)]
	}
	return some
}

// MeasureStart measures the start.
func (t *Trial) MeasureStart(ctx context.Context) (Distances, error) { return t.Measure(ctx, t.start) }

// Measure stylizes all pairs with a model.
func (t *Trial) Measure(ctx context.Context, m *model.Model) (Distances, error) {
	session := stylize.New(m, t.resources)
	var sum Distances
	for _, p := range t.pairs {
		style, err := session.Style(ctx, p.style, t.mode)
		if err != nil {
			return sum, err
		}
		result, err := session.Apply(ctx, p.content, style, stylize.Options{Mode: t.mode}, nil)
		if err != nil {
			return sum, err
		}
		d, err := t.judge.Distance(ctx, result, p.content, p.style)
		if err != nil {
			return sum, err
		}
		sum.Content, sum.Style = sum.Content+d.Content/float64(len(t.pairs)), sum.Style+d.Style/float64(len(t.pairs))
	}
	return sum, nil
}

const (
	// MostContentLoss is how many times as far from the contents as the start a result may be,
	MostContentLoss = 1.08
	// leastGain how many times as far from the styles.
	leastGain = 0.98
)

// Choose leaves in m what is best of the mixtures of its start and of what it learnt, and tells how good that is; kept is false if none beats
// the start, whose distances are before, and m is of no use then.
func (t *Trial) Choose(ctx context.Context, m *model.Model, before Distances) (best Distances, kept bool, err error) {
	best, share, err := newLesson(m, t.start, t.mode).choose(before, func() (Distances, error) { return t.Measure(ctx, m) })
	return best, share > 0, err
}

// choose leaves the model with the best share of what it learnt, 0 if none beats the start; measure judges it as it is.
func (l *lesson) choose(before Distances, measure func() (Distances, error)) (best Distances, share float64, err error) {
	best = before
	for _, s := range []float64{1, 0.8, 0.6, 0.4, 0.2} {
		l.apply(s)
		d, err := measure()
		if err != nil {
			l.apply(1) // the training may go on later
			return before, 0, fmt.Errorf("compare with the start: %w", err)
		}
		if d.Content <= MostContentLoss*before.Content && d.Style <= leastGain*before.Style && d.Style < best.Style {
			best, share = d, s
		} else if share > 0 {
			break // closer to the start, farther from the styles
		}
	}
	l.apply(share)
	return best, share, nil
}

// lesson is how the parameters of a mode changed.
type lesson struct {
	params        []*nn.Param
	start, learnt [][]float32
}

func newLesson(m, start *model.Model, mode model.Mode) *lesson {
	l := &lesson{params: m.Params(mode.String() + ".")}
	for i, p := range start.Params(mode.String() + ".") {
		l.start, l.learnt = append(l.start, p.Value), append(l.learnt, slices.Clone(l.params[i].Value))
	}
	return l
}

// apply gives the model a share of what it learnt: 0 is the start, 1 all, both to the last bit.
func (l *lesson) apply(share float64) {
	for i, p := range l.params {
		switch start, learnt := l.start[i], l.learnt[i]; share {
		case 0:
			copy(p.Value, start)
		case 1:
			copy(p.Value, learnt)
		default:
			for k := range p.Value {
				p.Value[k] = start[k] + float32(share)*(learnt[k]-start[k])
			}
		}
		p.Changed()
	}
}
