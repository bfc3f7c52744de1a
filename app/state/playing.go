package state

import (
	"context"
	"errors"
	"image"
	"io"
	"time"

	"restyle/core/film"
	"restyle/core/stylize"
	"restyle/core/video"
)

// Play shows the clip in motion from the frame shown on, painted as it goes, without sound; or stops that. What lies outside the part is not played. At the
// end it begins anew.
func (v *Video) Play() {
	c := v.view.Clip
	if c == nil {
		return
	}
	if v.view.Playing = !v.view.Playing; v.view.Playing {
		from, to := c.Ends(v.view.Part)
		if _, ends := c.frame(v.view.Position); v.view.Position < from || ends+time.Millisecond/2 >= to {
			v.view.Position = from
		}
	}
	v.refresh()
}

// playSizes are the longest sides of the frames that are played, the first of which is taken that will be in time.
var playSizes = []int{640, 512, 400, 320}

const (
	steadied = 1.7 // times as long takes a frame that is kept from flickering
	smooth   = 12. // frames per second are enough to judge by
)

// playSize is the longest side of frames that can be painted in time, of results whose longest side is long.
func (v *Video) playSize(long int) int {
	for _, side := range playSizes {
		share := min(float64(side)/float64(long), 1)
		took := v.fastest.Seconds() * share * share // 0: not known
		if v.view.Options.Steady {
			took *= steadied
		}
		if took*min(v.view.Clip.Rate, smooth) <= 1 {
			return min(side, long)
		}
	}
	return min(playSizes[len(playSizes)-1], long)
}

// playWish is what is wanted to be played.
type playWish struct {
	frameWish
	to      time.Duration // 0: to the end
	options VideoOptions
	scale   float64 // of the frames, to those of the result: strokes are to be as large in them
}

// play has frames shown one after another, until the part ends or something else is wanted.
func (v *Video) play(f frameWish) {
	c := v.view.Clip
	long := max(c.Width, c.Height, 1)
	if f.size > 0 {
		long = min(long, f.size)
	}
	w := playWish{frameWish: f, to: v.view.Part.To, options: v.view.Options}
	w.options.Size = v.playSize(long)
	w.scale = float64(w.options.Size) / float64(long)
	v.film.recipe.Store(&f.recipe)
	v.film.line.Replace(func(ctx context.Context) {
		err := v.film.play(ctx, w, func(f playedFrame) {
			shown := make(chan struct{})
			v.program.ports.Post(func() {
				defer close(shown)
				v.showPlayed(w.number, f)
			})
			select {
			case <-shown: // the window is no more behind than this
			case <-ctx.Done():
			}
		})
		if ctx.Err() == nil {
			v.program.ports.Post(func() { v.played(w.number, err) })
		}
	})
}

// playedFrame is a frame before and after.
type playedFrame struct {
	at            time.Duration
	before, after *image.RGBA
}

func (v *Video) showPlayed(number uint64, f playedFrame) {
	if number != v.number || !v.view.Playing {
		return
	}
	v.view.Position, v.view.Before, v.view.After = f.at, f.before, f.after
	v.program.log("played", "at", f.at)
	if v.changed(VideoFrame); v.unmade != nil {
		v.unmade = nil
		v.judge()
	}
}

// played shows the last frame as frames are shown when nothing is played.
func (v *Video) played(number uint64, err error) {
	if number != v.number {
		return
	}
	if err != nil {
		v.frameFailed(number, err)
		return
	}
	v.view.Playing = false
	_, to := v.view.Clip.Ends(v.view.Part)
	begins, _ := v.view.Clip.frame(to - time.Millisecond)
	v.view.Position = min(max(begins, v.view.Position), v.view.Clip.Last()) // it may have been left out
	v.refresh()
}

// overdue is how long nothing is shown at most while frames are left out, because painting takes longer than they do.
const overdue = 250 * time.Millisecond

// play paints the frames from w.at until w.to and shows each at its time, in the look that is chosen by then. Those are left out for which there is no time.
func (f *filming) play(ctx context.Context, w playWish, show func(playedFrame)) error {
	if err := f.look(ctx, w.path); err != nil {
		return err
	}
	r := f.info.Part(w.at, w.to, w.options.Size)
	reader, err := f.tools.Read(ctx, f.info, r)
	if err != nil {
		return err
	}
	defer reader.Close()
	source, styled := video.NewFrame(r.Width, r.Height), video.NewFrame(r.Width, r.Height)
	var stylist *film.Stylist
	var look *recipe          // of the stylist
	var begun, last time.Time // of the grid of frames; when one was shown
	frame := f.info.Rate.Time(1)
	for {
		if err := reader.Read(source); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		at := f.info.Rate.Time(source.Number)
		if now := time.Now(); !last.IsZero() && now.Sub(begun.Add(at)) > frame {
			if now.Sub(last) < overdue {
				continue
			}
			begun = now.Add(-at) // reading is too slow as well: time goes on more slowly
		}
		if now := f.recipe.Load(); now != look {
			if stylist, err = f.stylist(ctx, *now, w); err != nil {
				return err
			}
			look = now
		}
		if err := f.paintFrame(ctx, stylist, styled, source); err != nil {
			return err
		}
		if last.IsZero() {
			begun = time.Now().Add(-at)
		}
		if !pause(ctx, time.Until(begun.Add(at))) {
			return ctx.Err()
		}
		show(playedFrame{at, opaque(source), opaque(styled)})
		last = time.Now()
	}
}

// stylist paints frames in a look as they are played.
func (f *filming) stylist(ctx context.Context, r recipe, w playWish) (*film.Stylist, error) {
	r.look.Scale = max(r.look.Scale*w.scale, stylize.SmallestScale)
	j, err := f.painter.film(ctx, r, w.options)
	if err != nil {
		return nil, err
	}
	return film.NewStylist(f.painter.session, j.Layers, j.Look, j.Steady, j.Threads)
}

func (f *filming) paintFrame(ctx context.Context, s *film.Stylist, dst, src *video.Frame) error {
	defer f.painter.studio.precedence.Enter()()
	return s.Frame(ctx, dst, []*video.Frame{src})
}

// pause waits; false: not to the end.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// opaque is a frame for a window.
func opaque(f *video.Frame) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, f.Width, f.Height))
	for i := range f.Width * f.Height {
		d, s := img.Pix[4*i:4*i+4:4*i+4], f.Pix[3*i:3*i+3:3*i+3]
		d[0], d[1], d[2], d[3] = s[0], s[1], s[2], 255
	}
	return img
}
