package film

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"

	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/steady"
	"restyle/core/stylize"
	"restyle/core/video"
)

// Steady says how frames are kept from flickering. The zero value does nothing: each frame is what a picture would become.
type Steady struct {
	Follow     float64 // how far a frame follows the one before it, along the motion: 0 to 1
	Statistics float64 // how far a frame is normalized by the average statistics of its neighbours: 0 to 1
	Ahead      int     // how many following frames count as neighbours, which costs half as much time again; 0: only those before
}

// DefaultSteady is a compromise between a steady picture and one that follows quick changes.
func DefaultSteady() Steady { return Steady{Follow: 0.8, Statistics: 0.8} }

// Validate reports values that cannot be used.
func (s Steady) Validate() error {
	if !(s.Follow >= 0 && s.Follow <= 1) || !(s.Statistics >= 0 && s.Statistics <= 1) {
		return fmt.Errorf("steadiness %g and %g: want 0 to 1", s.Follow, s.Statistics)
	}
	if s.Ahead < 0 || s.Ahead > 24 {
		return fmt.Errorf("%d frames ahead: want 0 to 24", s.Ahead)
	}
	return nil
}

func (s Steady) off() bool { return s.Follow == 0 && s.Statistics == 0 }

// mostFollowed is the share of the frame before at Follow 1: all of it would never show anything new.
const mostFollowed = 0.95

// Stylist stylizes the frames of a video one after another. It serves one goroutine.
type Stylist struct {
	session *stylize.Session
	layers  []stylize.Layer
	options stylize.Options
	own     bool // options.Way is that of the first frame, rather than one that was asked for
	steady  Steady

	memory steady.Memory
	last   *steady.Look     // of the frame before; nil: there is none
	seen   []sight          // of the frames at hand
	full   *imaging.Picture // the frame that is looked at
	styled *imaging.Picture
}

// sight is what is known of a frame before it is stylized.
type sight struct {
	number  int
	small   *imaging.Picture
	look    steady.Look
	moments stylize.Moments // nil where nobody looks ahead
}

// NewStylist returns a Stylist; threads: 0 for one per processor. Options.Size must be 0.
func NewStylist(session *stylize.Session, layers []stylize.Layer, o stylize.Options, s Steady, threads int) (*Stylist, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if o.Strength != nil && *o.Strength == 0 {
		s = Steady{} // the content is steady
	}
	if s.Statistics == 0 {
		s.Ahead = 0
	}
	follow := steady.NewFollow(mostFollowed*s.Follow, threads)
	return &Stylist{session: session, layers: layers, options: o, own: o.Way == "", steady: s, memory: steady.Memory{
		Statistics: &steady.Statistics{Strength: s.Statistics}, Motion: steady.NewMotion(threads),
		Follow: follow, Flicker: steady.NewFlicker(follow),
	}}, nil
}

// Frame is a video.FrameFunc.
func (s *Stylist) Frame(ctx context.Context, dst *video.Frame, frames []*video.Frame) error {
	if s.steady.off() {
		return s.render(ctx, dst, frames[0], nil)
	}
	if err := s.see(ctx, frames); err != nil {
		return err
	}
	now := s.seen[0]
	switch {
	case s.last == nil:
		s.memory.Flicker.First = now.number
	case steady.Cut(*s.last, now.look):
		s.memory.Cut()
	}
	s.last = &now.look
	path, err := s.memory.Motion.Next(ctx, now.small)
	if err != nil {
		return err
	}
	if err := s.paint(ctx, frames[0], path); err != nil {
		return err
	}
	width := 3 * dst.Width
	for y := range dst.Height {
		dst.SetRow(s.styled.Pix[y*width:(y+1)*width], 0, y)
	}
	return nil
}

// see describes the frames that are new.
func (s *Stylist) see(ctx context.Context, frames []*video.Frame) error {
	for len(s.seen) > 0 && s.seen[0].number != frames[0].Number {
		s.seen = s.seen[1:]
	}
	for _, f := range frames[len(s.seen):] {
		s.full = sized(s.full, f)
		for y := range f.Height {
			f.Row(s.full.Pix[3*f.Width*y:3*f.Width*(y+1)], 0, y)
		}
		g := sight{number: f.Number, small: s.memory.Motion.Small(s.full)}
		g.look = steady.LookOf(g.small)
		if s.steady.Ahead > 0 {
			var err error
			if g.moments, err = s.session.Moments(ctx, f, s.options.Mode); err != nil {
				return err
			}
		}
		s.seen = append(s.seen, g)
	}
	return nil
}

// sized is p if it has the size of a frame, or a new picture that does: one for each frame would be much garbage.
func sized(p *imaging.Picture, f *video.Frame) *imaging.Picture {
	if p == nil || p.Width != f.Width || p.Height != f.Height {
		return imaging.New(f.Width, f.Height)
	}
	return p
}

// ahead is the moments of the frames that follow in the same shot.
func (s *Stylist) ahead() [][][]float32 {
	var all [][][]float32
	for i := 1; i < len(s.seen) && !steady.Cut(s.seen[i-1].look, s.seen[i].look); i++ {
		all = append(all, s.seen[i].moments)
	}
	return all
}

// paint leaves the stylized frame in s.styled.
func (s *Stylist) paint(ctx context.Context, frame *video.Frame, path *steady.Path) error {
	s.styled = sized(s.styled, frame)
	var raw *imaging.Picture
	if s.memory.Flicker.Wants(frame.Number) {
		raw = imaging.New(frame.Width, frame.Height)
		if err := s.render(ctx, pixels{raw}, frame, nil); err != nil {
			return err
		}
	}
	average := func(own stylize.Moments) stylize.Moments {
		return s.memory.Statistics.Next(frame.Number, own, s.ahead())
	}
	switch {
	case s.steady.Statistics > 0:
		if err := s.render(ctx, pixels{s.styled}, frame, average); err != nil {
			return err
		}
	case raw != nil:
		copy(s.styled.Pix, raw.Pix)
	default:
		if err := s.render(ctx, pixels{s.styled}, frame, nil); err != nil {
			return err
		}
	}
	if err := s.memory.Follow.Next(ctx, s.styled, path); err != nil || raw == nil {
		return err
	}
	return s.memory.Flicker.Next(ctx, frame.Number, raw, s.styled, path)
}

// render runs the network. All frames go the way of the first, so that memory that is free or not changes no pixel, unless there is too little for it by now:
// ways differ by rounding, and a long export had better go on.
func (s *Stylist) render(ctx context.Context, dst stylize.Sink, frame *video.Frame, moments func(stylize.Moments) stylize.Moments) error {
	run := func() error {
		o := s.options
		o.Moments = moments
		return s.session.Render(ctx, dst, frame, s.layers, o, func(e stylize.Event) {
			if s.options.Way == "" {
				s.options.Way = e.Plan.String()
			}
		})
	}
	err := run()
	if f := fault.Of(err); f != nil && f.Name == "memory.picture" && s.own && s.options.Way != "" {
		s.options.Way = ""
		return run() // the first failed before it began
	}
	return err
}

// pixels is a picture as a sink.
type pixels struct{ *imaging.Picture }

func (p pixels) SetRow(src []float32, x, y int) { copy(p.Pix[(y*p.Width+x)*3:], src) }
func (p pixels) Bytes() int64                   { return 4 * int64(len(p.Pix)) }

// Flicker is the mean warping error without and with steadying, and of how many pairs of frames; 0 pairs: not known.
func (s *Stylist) Flicker() (before, after float64, pairs int) {
	before, after = s.memory.Flicker.Means()
	return before, after, s.memory.Flicker.Pairs
}

// kept is a Stylist's memory in a file.
type kept struct {
	Memory []byte
	Look   *steady.Look
	Way    string
}

// Save and Load make a Stylist a video.State.
func (s *Stylist) Save() ([]byte, error) {
	k := kept{Look: s.last, Way: s.options.Way}
	var err error
	if k.Memory, err = s.memory.Save(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = gob.NewEncoder(&b).Encode(k)
	return b.Bytes(), err
}

// Load takes over what was saved.
func (s *Stylist) Load(b []byte) error {
	var k kept
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&k); err != nil {
		return err
	}
	s.last, s.options.Way, s.seen = k.Look, k.Way, nil
	return s.memory.Load(k.Memory)
}
