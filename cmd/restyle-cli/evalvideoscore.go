package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"restyle/core/imaging"
	"restyle/core/metrics"
	"restyle/core/model"
	"restyle/core/stylize"
)

// likeness is how near a stylized frame is to content and style, or the mean over several. Without a style some of it is nil.
type likeness struct {
	Distance      float64          `json:"content_distance"`
	StyleDistance *float64         `json:"style_distance,omitempty"`
	SSIM          float64          `json:"ssim"` // to the content
	Frechet       *metrics.Frechet `json:"frechet,omitempty"`
}

// frameLikeness is that of one frame.
type frameLikeness struct {
	Frame int `json:"frame"` // from 0
	likeness
}

// meanLikeness is the mean of one or more.
func meanLikeness(all []frameLikeness) likeness {
	var m likeness
	n := float64(len(all))
	for _, l := range all {
		m.Distance, m.SSIM = m.Distance+l.Distance/n, m.SSIM+l.SSIM/n
		if l.StyleDistance == nil {
			continue
		}
		if m.StyleDistance == nil {
			m.StyleDistance, m.Frechet = new(float64), &metrics.Frechet{}
		}
		*m.StyleDistance += *l.StyleDistance / n
		for i, f := range l.Frechet {
			m.Frechet[i] += f / n
		}
	}
	return m
}

// measureLikeness compares a result with its content, of equal size, and with its style, which may be nil.
func measureLikeness(ctx context.Context, j *metrics.Judge, result, content *imaging.Picture, style *measuredStyle) (likeness, error) {
	if style == nil {
		d, err := j.Distance(ctx, result, content, nil)
		return likeness{Distance: d.Content, SSIM: d.SSIM}, err
	}
	d, err := j.Distance(ctx, result, content, style.Picture)
	if err != nil {
		return likeness{}, err
	}
	features, err := j.Distribution(ctx, result)
	if err != nil {
		return likeness{}, err
	}
	f, err := style.features.Frechet(features)
	return likeness{d.Content, &d.Style, d.SSIM, &f}, err
}

// videoEvaluation measures stylized versions of a video.
type videoEvaluation struct {
	program    *program
	options    *evalVideoFlags
	videos     *footage
	steadiness *metrics.Steadiness
	judge      *metrics.Judge
	space      string         // that the judge measures in
	style      *measuredStyle // nil: none is named
	every      int            // distances are measured of every so many frames
	progress   *progress

	width, height int // of frames as they are compared
	frames        [][]frameLikeness
}

func (p *program) newVideoEvaluation(o *evalVideoFlags, s *metrics.Steadiness, f *footage) (*videoEvaluation, error) {
	e := &videoEvaluation{program: p, options: o, videos: f, steadiness: s, frames: make([][]frameLikeness, len(f.all)-1), progress: p.progress(o.common)}
	e.every = cmp.Or(o.every, max(int(math.Round(f.all[0].info.Rate.Float())), 1))
	var err error
	if e.judge, e.space, err = o.judge(func() (*model.Model, error) { return loadNamed(o.library, o.model) }); err != nil || o.style == "" {
		return e, err
	}
	picture, file, err := p.styleToMeasure(o.library, o.style)
	if err != nil {
		return nil, err
	}
	if err := spare(o.plot, []string{file}); err != nil {
		return nil, err
	}
	style, err := measureStyle(p.ctx, e.judge, imaging.FitLongSide(imaging.Flatten(picture), stylize.StyleSide))
	if err != nil {
		return nil, fmt.Errorf("measure %s: %w", o.style, err)
	}
	e.style = &style
	return e, nil
}

// styleToMeasure is the picture of that name, or that of the style of that name, and its file, which may be none.
func (p *program) styleToMeasure(library, name string) (picture *imaging.Picture, file string, err error) {
	preset, err := (&stylist{program: p, folder: styleFolder(library)}).saved(name)
	if err != nil {
		return nil, "", err
	}
	if preset == nil {
		picture, err = openStyle(name)
		return picture, name, err
	}
	if picture, err = preset.Open(); err != nil {
		return nil, "", fmt.Errorf("style %s: the picture that it was made from is not at hand, and nothing can be measured against it: name a picture", name)
	}
	return picture, preset.PictureFile(), nil
}

// run measures frame by frame until one of the videos is over.
func (e *videoEvaluation) run() error {
	defer e.progress.clear()
	source, total, begun := e.videos.all[0].name, e.videos.total(), time.Now()
	for n := 0; ; n++ {
		pictures, err := e.videos.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := e.measure(n, pictures); err != nil {
			return fmt.Errorf("measure %s: %w", source, err)
		}
		total = max(total, n+1)
		left := time.Since(begun) / time.Duration(n+1) * time.Duration(total-n-1)
		e.progress.show(event{Event: "measured", File: source, Done: n + 1, Total: total, Left: left.Seconds()}, fmt.Sprintf("frame %d of %d, %s left", n+1, total, clock(left)))
	}
}

// farSide is the long side in pixels at which distances are measured unless another is asked for: that of eval picture.
const farSide = 512

// measure takes frame n of the source and of each version.
func (e *videoEvaluation) measure(n int, pictures []*imaging.Picture) error {
	ctx, size := e.program.ctx, e.options.size
	for i, p := range pictures {
		pictures[i] = imaging.FitLongSide(p, size)
	}
	e.width, e.height = pictures[0].Width, pictures[0].Height
	if err := e.steadiness.Add(ctx, pictures[0], pictures[1:]...); err != nil || n%e.every != 0 {
		return err
	}
	side := cmp.Or(size, farSide)
	content := imaging.FitLongSide(pictures[0], side)
	for i, p := range pictures[1:] {
		l, err := measureLikeness(ctx, e.judge, imaging.FitLongSide(p, side), content, e.style)
		if err != nil {
			return fmt.Errorf("frame %d: %w", n, err)
		}
		e.frames[i] = append(e.frames[i], frameLikeness{n, l})
	}
	return nil
}
