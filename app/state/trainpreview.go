package state

import (
	"context"
	"image"
	"time"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
)

// trainPreview shows what the model makes of a held-out photograph in one of the styles.
type trainPreview struct {
	training *training
	photo    *imaging.Picture
	style    *imaging.Picture
	session  *stylize.Session // with the model that is trained
	made     time.Time        // when now was made last
	took     time.Duration    // to make it
}

const (
	trainPreviewSide  = 384
	trainPreviewEvery = 4 * time.Second
)

func newTrainPreview(t *training, photo string) (*trainPreview, error) {
	p := &trainPreview{training: t, session: stylize.New(t.model, t.resources)}
	content, err := imaging.OpenDocument(photo, imaging.Limits{})
	if err != nil {
		return nil, err
	}
	p.photo = shrink(content, trainPreviewSide)
	for _, path := range t.plan.Styles { // the first that can be read
		var style *imaging.Document
		if style, err = imaging.OpenDocument(path, imaging.Limits{}); err == nil {
			p.style = shrink(style, stylize.StyleSide)
			return p, nil
		}
	}
	return nil, err
}

// before shows what the start makes.
func (p *trainPreview) before(ctx context.Context, start *model.Model) error {
	made, err := p.paint(ctx, stylize.New(start, p.training.resources))
	if err != nil {
		return err
	}
	photo, sample := screen(p.photo), screen(p.style)
	p.post(func(v *TrainView) { v.Photo, v.Sample, v.Before, v.Now, v.AtStep = photo, sample, made, made, 0 })
	return nil
}

// now shows what the model makes after a step, every few seconds.
func (p *trainPreview) now(ctx context.Context, m *model.Model, step int) error {
	const share = 25 // of the time, on a computer that is busy or slow
	if time.Since(p.made) < max(trainPreviewEvery, share*p.took) {
		return nil
	}
	p.made = time.Now()
	defer func() { p.took = time.Since(p.made) }()
	return p.last(ctx, m, step)
}

// last shows what the model makes.
func (p *trainPreview) last(ctx context.Context, _ *model.Model, step int) error {
	made, err := p.paint(ctx, p.session)
	if err != nil {
		return err
	}
	p.post(func(v *TrainView) { v.Now, v.AtStep = made, step })
	return nil
}

func (p *trainPreview) paint(ctx context.Context, s *stylize.Session) (*image.RGBA, error) {
	mode := p.training.plan.Mode
	style, err := s.Style(ctx, p.style, mode)
	if err != nil {
		return nil, err
	}
	result, err := s.Apply(ctx, p.photo, style, stylize.Options{Mode: mode}, nil)
	if err != nil {
		return nil, err
	}
	return screen(result), nil
}

func (p *trainPreview) post(edit func(*TrainView)) {
	owner := p.training.program.Train
	p.training.program.ports.Post(func() {
		edit(&owner.view)
		owner.changed(TrainPreview)
	})
}
