package stylize

import (
	"context"
	"fmt"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// Session stylizes pictures with one model. It keeps the graphs used last and the memory they run in, and serves one goroutine at a time;
// sessions in several goroutines may share a model.
type Session struct {
	model     *model.Model
	machine   *nn.Machine
	memory    int64
	pipelines *nn.Cache[frame, *pipeline]
	styles    *nn.Cache[frame, *styleEncoder]
}

// Resources is what a Session may use of the machine. The zero value is the default.
type Resources struct {
	Threads int   // goroutines that compute; 0: one per processor
	Memory  int64 // most bytes of a run; 0: half of what the machine has free then
}

// frame is what graphs are compiled for: a mode, and the size of a picture in pixels.
type frame struct {
	mode          model.Mode
	height, width int
}

// New returns a Session. It costs nothing until it is used.
func New(m *model.Model, r Resources) *Session {
	return &Session{
		model: m, machine: nn.NewMachine(r.Threads), memory: r.Memory,
		pipelines: nn.NewCache[frame, *pipeline](2), styles: nn.NewCache[frame, *styleEncoder](2),
	}
}

// Model is the session's model.
func (s *Session) Model() *model.Model { return s.model }

// Release gives up the graphs and the memory for intermediate results; the next call takes them anew.
func (s *Session) Release() {
	s.machine.Release()
	s.pipelines, s.styles = nn.NewCache[frame, *pipeline](2), nn.NewCache[frame, *styleEncoder](2)
}

// Style encodes a style picture for a mode. Its scale is that of the authors' programs: the long side is brought down to StyleSide first.
func (s *Session) Style(ctx context.Context, picture *imaging.Picture, mode model.Mode) (sct.Style, error) {
	part, err := s.model.Part(mode)
	if err != nil {
		return sct.Style{}, err
	}
	if picture, err = fitStyle(picture, mode, part.SCT.Margin()); err != nil {
		return sct.Style{}, err
	}
	f := frame{mode, picture.Height, picture.Width}
	if err := s.afford(f); err != nil {
		return sct.Style{}, fmt.Errorf("encode style: %w", err)
	}
	e, err := s.styles.Get(f, func() (*styleEncoder, error) { return newStyleEncoder(s.machine, s.model, f) })
	if err != nil {
		return sct.Style{}, fmt.Errorf("encode style: %w", err)
	}
	return e.run(ctx, picture)
}

// Apply stylizes a picture. The result has the size of the content (of the shrunk content where Options.Size asks for that) and its alpha.
// report may be nil; it is called on the calling goroutine. Of a cancelled context errors.Is(err, context.Canceled) tells.
func (s *Session) Apply(ctx context.Context, content *imaging.Picture, style sct.Style, o Options, report func(Event)) (*imaging.Picture, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("stylize: %w", err)
	}
	if err := s.accepts(style, o.Mode); err != nil {
		return nil, fmt.Errorf("stylize: %w", err)
	}
	if content.Width < 1 || content.Height < 1 {
		return nil, fmt.Errorf("stylize: the picture has no pixels: choose another")
	}
	if o.Size > 0 {
		content = imaging.FitLongSide(content, o.Size)
	}
	if o.strength() == 0 {
		return clone(content), ctx.Err()
	}
	result, err := s.transfer(ctx, content, style, o.Mode, report)
	if err != nil {
		return nil, fmt.Errorf("stylize: %w", err)
	}
	finish(result, content, o)
	return result, nil
}

// transfer is Apply at full strength, whose result may lie outside [0,1].
func (s *Session) transfer(ctx context.Context, content *imaging.Picture, style sct.Style, mode model.Mode, report func(Event)) (*imaging.Picture, error) {
	input := extend(content, smallest(mode))
	f := frame{mode, input.Height, input.Width}
	if err := s.afford(f); err != nil {
		return nil, err
	}
	p, err := s.pipelines.Get(f, func() (*pipeline, error) { return newPipeline(s.machine, s.model, f) })
	if err != nil {
		return nil, err
	}
	return p.run(ctx, input, style, content.Width, content.Height, report)
}

// accepts reports a style that the model's mode cannot have made.
func (s *Session) accepts(style sct.Style, mode model.Mode) error {
	if _, err := s.model.Part(mode); err != nil {
		return err
	}
	c := s.model.Config
	if len(style.Cov) != sct.Rank*sct.Rank || len(style.Mean) != c.Channels(mode) || len(style.Levels) != c.Statistics(mode) {
		return fmt.Errorf("the style was made by another model or for another mode than %v: encode its picture again", mode)
	}
	return nil
}
