package state

import (
	"context"
	"fmt"
	"strings"

	"restyle/core/data"
	"restyle/core/imaging"
	"restyle/core/metrics"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/stylize"
)

// trial measures models on crops that the training does not draw: of the styles with another seed, and of photographs held out.
type trial struct {
	mode  model.Mode
	judge *metrics.Judge
	pairs []pair
}

type pair struct{ content, style *imaging.Picture }

// distances are means over the pairs; see metrics.Distance.
type distances struct {
	Content float64 `json:"content"`
	Style   float64 `json:"style"`
}

const (
	trialSide   = 192
	trialPairs  = 20
	trialStyles = 40 // most files that the crops come from
	trialSeed   = 20220101
)

// newTrial draws the crops of a training. They are compared by the start's encoder, which no training changes.
func newTrial(ctx context.Context, run *training, contents []string) (*trial, error) {
	styles := run.plan.Styles[:min(len(run.plan.Styles), trialStyles)]
	o := data.Options{Seed: trialSeed, Size: trialSide, Batch: 1}
	set, err := data.Open(ctx, data.Sources{Content: contents, Style: styles}, o, nil)
	if err != nil {
		return nil, err
	}
	t := &trial{mode: run.plan.Mode, judge: metrics.NewJudge(run.start.Encoder, run.resources.Threads)}
	for i := range run.pairs {
		b, err := set.Batch(i)
		if err != nil {
			return nil, err
		}
		picture := func(pix []float32) *imaging.Picture {
			return &imaging.Picture{Width: trialSide, Height: trialSide, Pix: pix}
		}
		t.pairs = append(t.pairs, pair{picture(b.Content), picture(b.Style)})
	}
	return t, nil
}

// measure stylizes all pairs with a model.
func (t *trial) measure(ctx context.Context, m *model.Model, r stylize.Resources) (distances, error) {
	session := stylize.New(m, r)
	var sum distances
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
	mostContentLoss = 1.08 // a result may be so much farther from the contents than the start
	leastGain       = 0.98 // and has to come so much closer to the styles
)

// choose leaves in m what is best of the mixtures of its start and of what it learnt, and tells how good that is; kept is false if none beats
// the start, and m is of no use then.
func (t *trial) choose(ctx context.Context, m, start *model.Model, before distances, r stylize.Resources) (best distances, kept bool, err error) {
	learnt := newLesson(m, start, t.mode)
	share := 0.0
	best = before
	for _, s := range []float64{1, 0.8, 0.6, 0.4, 0.2} {
		learnt.apply(s)
		d, err := t.measure(ctx, m, r)
		if err != nil {
			learnt.apply(1) // the training may go on later
			return before, false, fmt.Errorf("compare with the start: %w", err)
		}
		if d.Content <= mostContentLoss*before.Content && d.Style <= leastGain*before.Style && d.Style < best.Style {
			best, share = d, s
		} else if share > 0 {
			break // closer to the start, farther from the styles
		}
	}
	learnt.apply(share)
	return best, share > 0, nil
}

// lesson is how the parameters of a mode changed.
type lesson struct {
	params        []*nn.Param
	start, change [][]float32
}

func newLesson(m, start *model.Model, mode model.Mode) *lesson {
	l := &lesson{params: m.Params(mode.String() + ".")}
	for i, p := range start.Params(mode.String() + ".") {
		change := make([]float32, len(p.Value))
		for k, v := range p.Value {
			change[k] = l.params[i].Value[k] - v
		}
		l.start, l.change = append(l.start, p.Value), append(l.change, change)
	}
	return l
}

// apply gives the model a share of what it learnt: 0 is the start, 1 all.
func (l *lesson) apply(share float64) {
	for i, p := range l.params {
		for k := range p.Value {
			p.Value[k] = l.start[i][k] + float32(share)*l.change[i][k]
		}
		p.Changed()
	}
}

// describeData says what a model was trained on, for its details.
func describeData(styles []string) string {
	var names []string
	for _, path := range styles[:min(len(styles), 5)] {
		names = append(names, baseName(path))
	}
	if len(styles) > len(names) {
		names = append(names, fmt.Sprintf("%d more", len(styles)-len(names)))
	}
	return "own styles: " + strings.Join(names, ", ")
}
