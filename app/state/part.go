package state

import (
	"math"
	"time"
)

// Part is what is made of a clip, in whole frames. The zero value is all of it.
type Part struct {
	From, To time.Duration // where the first frame begins and the last one ends; To 0: that of the clip
}

// Whole tells whether it is all of the clip.
func (p Part) Whole() bool { return p == Part{} }

// Ends are where a part begins and ends in the clip.
func (c Clip) Ends(p Part) (from, to time.Duration) {
	if p.To == 0 {
		return p.From, max(c.Duration, p.From)
	}
	return p.From, p.To
}

// frame is when the frame on screen at a time begins and ends. Times are shown and read in milliseconds, so half of one is added.
func (c Clip) frame(at time.Duration) (begins, ends time.Duration) {
	rate := c.Rate
	if rate <= 0 {
		rate = 1
	}
	n := math.Floor((at + time.Millisecond/2).Seconds() * rate)
	time := func(n float64) time.Duration { return time.Duration(math.Round(n / rate * float64(time.Second))) }
	return time(n), time(n + 1)
}

// BeginHere leaves out what is before the frame shown. An end before that is forgotten.
func (v *Video) BeginHere() {
	if v.view.Clip != nil {
		p := v.view.Part
		if p.From, _ = v.view.Clip.frame(v.view.Position); p.To > 0 && p.To <= p.From {
			p.To = 0
		}
		v.setPart(p)
	}
}

// EndHere makes the frame shown the last one. A beginning behind that is forgotten.
func (v *Video) EndHere() {
	if v.view.Clip == nil {
		return
	}
	p := v.view.Part
	_, ends := v.view.Clip.frame(v.view.Position)
	if p.To = ends; ends+time.Millisecond/2 >= v.view.Clip.Duration {
		p.To = 0 // that is the end of the clip
	}
	if p.From >= ends {
		p.From = 0
	}
	v.setPart(p)
}

// WholeClip makes all of it again.
func (v *Video) WholeClip() { v.setPart(Part{}) }

func (v *Video) setPart(p Part) {
	if p != v.view.Part {
		v.view.Part = p
		v.estimate()
		if v.changed(VideoClip); v.view.Playing {
			v.refresh() // up to its end
		}
	}
}

// estimate says how long the part will take.
func (v *Video) estimate() {
	c := v.view.Clip
	if c == nil {
		return
	}
	frames := float64(c.Frames)
	if v.view.Options.Steady {
		frames *= steadied
	}
	if p := v.view.Part; !p.Whole() && c.Duration > 0 {
		from, to := c.Ends(p)
		frames *= float64(to-from) / float64(c.Duration)
	}
	v.view.Estimate = time.Duration(float64(v.fastest) * frames)
}
