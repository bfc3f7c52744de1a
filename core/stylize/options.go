package stylize

import (
	"errors"
	"fmt"

	"restyle/core/model"
)

// Options says how a picture is stylized. The zero value is the paper's output in artistic mode, at full size.
type Options struct {
	Mode      model.Mode
	Strength  *float64 // 0 is the content, exactly; 1 the paper's output; between, their mixture by pixels; nil: 1
	Size      int      // longest side of the result in pixels, larger contents are shrunk; 0: as it is
	KeepColor bool     // take only the brightness from the result, hue and colourfulness from the content
	ColorOnly bool     // take only hue and colourfulness from the result, the brightness of each pixel from the content
	Plain     bool     // in photorealistic mode, the network's own output, in place of the content recoloured by it
	Way       string   // Plan.String of an earlier run whose bits are wanted again; empty: as is best

	// Moments is shown the content's own moments and returns those to be used in their place, which steadies a video; nil: its own.
	Moments func(own Moments) Moments
}

// Validate reports options that cannot be used.
func (o Options) Validate() error {
	if s := o.strength(); !(s >= 0 && s <= 1) {
		return fmt.Errorf("strength %g: want 0 to 1", s)
	}
	if o.Size < 0 {
		return fmt.Errorf("size %d: want a number of pixels, or 0 for that of the picture", o.Size)
	}
	if o.KeepColor && o.ColorOnly {
		return errors.New("keeping the colours and taking only the colours would leave the content as it is: choose one of the two")
	}
	return nil
}

func (o Options) strength() float64 {
	if o.Strength == nil {
		return 1
	}
	return *o.Strength
}

// Stage is a part of the work on a picture.
type Stage string

// The stages, in order. In tiles, Encode is the first pass and Decode the second, which transforms too.
const (
	Encode    Stage = "encode"
	Transform Stage = "transform"
	Decode    Stage = "decode"
)

// Event is the progress of one picture: a step of Stage begins, Done of Total steps are over. After the last one Stage is empty.
type Event struct {
	Stage       Stage
	Done, Total int
	Plan        Plan
}

func send(report func(Event), e Event) {
	if report != nil {
		report(e)
	}
}
