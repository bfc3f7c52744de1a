package stylize

import (
	"context"
	"errors"
	"fmt"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// Session stylizes pictures with one model. It keeps the graphs used last and the memory they run in, and serves one goroutine at a time;
// sessions in several goroutines may share a model.
type Session struct {
	model     *model.Model
	machine   *nn.Machine
	team      *kernel.Team // for what is done between graphs
	memory    int64
	packed    map[*nn.Conv]bool // layers that have run
	pipelines *nn.Cache[frame, *pipeline]
	styles    *nn.Cache[frame, *styleEncoder]
	tidied    bool // see tidy
}

// Resources is what a Session may use of the machine. The zero value is the default.
type Resources struct {
	Threads int   // goroutines that compute; 0: one per processor
	Memory  int64 // most bytes that the process may take; 0: half of what the machine has free then
}

// frame is what graphs are compiled for: a mode, and the size of a picture in pixels.
type frame struct {
	mode          model.Mode
	height, width int
}

// New returns a Session. It costs nothing until it is used.
func New(m *model.Model, r Resources) *Session {
	s := &Session{model: m, machine: nn.NewMachine(r.Threads), team: kernel.NewTeam(r.Threads), memory: r.Memory, packed: map[*nn.Conv]bool{}}
	s.Release()
	return s
}

// Model is the session's model.
func (s *Session) Model() *model.Model { return s.model }

// Release gives up the graphs and the memory for intermediate results; the next call takes them anew.
func (s *Session) Release() {
	s.machine.Release()
	s.pipelines, s.styles = nn.NewCache[frame, *pipeline](2), nn.NewCache[frame, *styleEncoder](2)
}

// Apply stylizes a picture. The result has the size of the content (of the shrunk content where Options.Size asks for that) and its alpha.
// report may be nil; it is called on the calling goroutine. If ctx was cancelled, errors.Is(err, context.Canceled) holds.
func (s *Session) Apply(ctx context.Context, content *imaging.Picture, style sct.Style, o Options, report func(Event)) (*imaging.Picture, error) {
	return s.ApplyLayers(ctx, content, []Layer{{Style: style, Weight: 1}}, o, report)
}

// ApplyLayers is Apply with several styles, each where its mask says.
func (s *Session) ApplyLayers(ctx context.Context, content *imaging.Picture, layers []Layer, o Options, report func(Event)) (*imaging.Picture, error) {
	if err := s.check(content.Width, content.Height, layers, o); err != nil {
		return nil, fmt.Errorf("stylize: %w", err)
	}
	if o.Size > 0 {
		content = imaging.FitLongSide(content, o.Size)
	}
	o.Size = 0
	result := imaging.New(content.Width, content.Height)
	if err := s.Render(ctx, pixels{result}, pixels{content}, layers, o, report); err != nil {
		return nil, err
	}
	result.Alpha = append([]float32(nil), content.Alpha...)
	return result, nil
}

// check reports arguments that cannot be used.
func (s *Session) check(width, height int, layers []Layer, o Options) error {
	if err := o.Validate(); err != nil {
		return err
	}
	for _, l := range layers {
		if err := s.accepts(l.Style, o.Mode); err != nil {
			return err
		}
	}
	if width < 1 || height < 1 {
		return errors.New("the picture has no pixels: choose another")
	}
	return nil
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
