package film

import (
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"restyle/core/stylize"
	"restyle/core/video"
)

// Job is a video to be stylized.
type Job struct {
	In, Out string
	Layers  []stylize.Layer
	Look    stylize.Options // Size and Moments are not used
	Steady  Steady
	Video   video.Options // Ahead, State and Key are not used
	Threads int           // for what is done beside the network; 0: one per processor
}

// Summary is what has been written.
type Summary struct {
	video.Summary
	FlickerBefore, FlickerAfter float64 // mean warping error without and with steadying, in [0,1]
	FlickerPairs                int     // of frames that were measured; 0: none
}

// Flickers tells whether there is a flicker worth telling: one that is less is 0 in four digits, and no measure of anything.
func (s *Summary) Flickers() bool { return s.FlickerPairs > 0 && s.FlickerBefore >= 0.00005 }

// Export stylizes a video into a file. It goes on with what an earlier call with the same job left, where Video.Keep let it.
func Export(ctx context.Context, tools video.Tools, session *stylize.Session, j Job, report func(video.Event)) (*Summary, error) {
	s, err := NewStylist(session, j.Layers, j.look(), j.Steady, j.Threads)
	if err != nil {
		return nil, err
	}
	o := j.Video
	o.Ahead, o.State = s.steady.Ahead, s
	if o.Key, err = j.key(session); err != nil {
		return nil, err
	}
	written, err := tools.Convert(ctx, j.In, j.Out, o, s.Frame, report)
	if err != nil {
		return nil, err
	}
	summary := &Summary{Summary: *written}
	summary.FlickerBefore, summary.FlickerAfter, summary.FlickerPairs = s.Flicker()
	return summary, nil
}

// Preview stylizes the frame on screen at a time, as a picture: what is before and after does not count.
func Preview(ctx context.Context, tools video.Tools, session *stylize.Session, j Job, at time.Duration) (source, styled *video.Frame, err error) {
	if source, err = tools.Frame(ctx, j.In, at, j.Video); err != nil {
		return nil, nil, err
	}
	styled = video.NewFrame(source.Width, source.Height)
	return source, styled, session.Render(ctx, styled, source, j.Layers, j.look(), nil)
}

func (j Job) look() stylize.Options {
	o := j.Look
	o.Size, o.Moments = 0, nil
	return o
}

// key identifies everything that frames depend on beside the video itself.
func (j Job) key(session *stylize.Session) (string, error) {
	sum := sha256.New()
	weights, err := session.Model().Checksum()
	if err != nil {
		return "", err
	}
	strength := 1.0
	if j.Look.Strength != nil {
		strength = *j.Look.Strength
	}
	fmt.Fprintln(sum, weights, strength, j.Look.Mode, j.Look.KeepColor, j.Look.ColorOnly, j.Look.Plain, j.Look.Way, j.Steady)
	if err := gob.NewEncoder(sum).Encode(j.Layers); err != nil {
		return "", fmt.Errorf("identify the styles: %w", err)
	}
	for i, l := range j.Layers { // gob does not tell layers that share a mask, and so are mixed, from those with equal ones
		if l.Mask != nil {
			fmt.Fprintln(sum, i, slices.IndexFunc(j.Layers, func(other stylize.Layer) bool { return other.Mask == l.Mask }))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
