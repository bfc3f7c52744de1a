package main

import (
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"restyle/core/film"
	"restyle/core/stylize"
	"restyle/core/video"
)

// exportVideo stylizes a video and says what came of it.
func (p *program) exportVideo(o *videoFlags, tools video.Tools, session *stylize.Session, j film.Job) error {
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // all that is large is used again for the next frame, and little is left to collect
	begun, progress := time.Now(), p.progress(o.common)
	s, err := film.Export(p.ctx, tools, session, j, progress.film(j.In))
	if err != nil {
		progress.clear()
		var unfinished *video.UnfinishedError
		if errors.As(err, &unfinished) {
			p.note(j.In, "what is finished is kept: the same command goes on there; to give it up, delete %s", unfinished.Folder)
		}
		return err
	}
	for _, w := range s.Warnings {
		progress.clear()
		p.note(j.In, "%s", oneLine(w))
	}
	progress.end(filmed(o.out, s))
	progress.tell("wrote %s%s\n", o.out, filmSummary(s, time.Since(begun)))
	return nil
}

// filmed is what programs are told of a finished export.
func filmed(path string, s *film.Summary) event {
	e := event{File: path}
	if s.Flickers() {
		e.Flicker, e.Unsteadied = s.FlickerAfter, s.FlickerBefore
	}
	return e
}

// filmSummary is what is said of a finished export.
func filmSummary(s *film.Summary, took time.Duration) string {
	var b strings.Builder
	fmt.Fprintf(&b, " (%d x %d pixels, %s, %s long, done in %s", s.Width, s.Height, count(s.Frames, "frame"), video.Moment(s.Duration().Round(time.Second/10)), duration(took))
	if fresh := s.Frames - s.Resumed; fresh > 0 {
		fmt.Fprintf(&b, ", %.2f frames a second", float64(fresh)/took.Seconds())
	}
	if s.Flickers() {
		change := int(math.Round(100 * (s.FlickerAfter/s.FlickerBefore - 1)))
		fmt.Fprintf(&b, "; flicker %.4f, without --steady %.4f: %+d %%", s.FlickerAfter, s.FlickerBefore, change)
	}
	return b.String() + ")"
}

// duration is how long work took: 5.3 s or, from a minute on, 1:02.
func duration(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return clock(d)
}

// film returns the reporter of an export.
func (p *progress) film(file string) func(video.Event) {
	return func(e video.Event) {
		if e.Note != "" {
			p.clear()
			p.note(file, "%s", e.Note)
			return
		}
		if e.Joining {
			p.show(event{Event: "joining", File: file, Done: e.Done, Total: e.Total}, fmt.Sprintf("%s: %s done, putting the file together", file, count(e.Done, "frame")))
			return
		}
		line := fmt.Sprintf("%s: frame %d of %d", file, e.Done, e.Total)
		if e.Speed > 0 {
			line += fmt.Sprintf(", %.2f a second, %s left", e.Speed, clock(e.Left))
		}
		p.show(event{Event: "frame", File: file, Done: e.Done, Total: e.Total, Rate: e.Speed, Left: e.Left.Seconds()}, line)
	}
}

// clock writes a duration in whole seconds, as 1:02:03 or 2:03.
func clock(d time.Duration) string { return video.Moment(d.Round(time.Second)) }

// timeFlag is a place in a video: seconds, or 1:30, or 0:01:30.5.
type timeFlag struct {
	time.Duration
	set bool
}

func (t *timeFlag) String() string {
	if !t.set {
		return ""
	}
	return t.Duration.String()
}

func (t *timeFlag) Set(s string) error {
	total := 0.0
	words := strings.Split(s, ":")
	for i, word := range words {
		v, err := strconv.ParseFloat(word, 64)
		if err != nil || !(v >= 0 && v < 1e6) || len(words) > 3 || i > 0 && v >= 60 {
			return errors.New("want seconds or a time such as 1:30 or 0:01:30.5")
		}
		total = 60*total + v
	}
	t.Duration, t.set = time.Duration(total*float64(time.Second)), true
	return nil
}

// rateFlag is a number of frames per second.
type rateFlag struct{ video.Rate }

func (r *rateFlag) String() string {
	if r.Num == 0 {
		return ""
	}
	return r.Rate.String()
}

func (r *rateFlag) Set(s string) (err error) {
	if r.Rate, err = video.ParseRate(s); err != nil {
		return errors.New("want frames per second such as 25 or 30000/1001")
	}
	return nil
}

// speedFlag is how carefully a file is encoded.
type speedFlag struct{ video.Speed }

func (v *speedFlag) String() string { return []string{"balanced", "fast", "small"}[v.Speed] }

func (v *speedFlag) Set(s string) (err error) {
	if v.Speed, err = video.ParseSpeed(s); err != nil {
		return errors.New("want fast, balanced or small")
	}
	return nil
}
