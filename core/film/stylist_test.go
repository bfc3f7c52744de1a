package film

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"restyle/core/stylize"
	"restyle/core/video"
)

// TestLessMemoryThanTheFirstFrameHad: the way of the first frame is left where it does not fit any more, one that was asked for is not.
func TestLessMemoryThanTheFirstFrameHad(t *testing.T) {
	roomy, layers := session(t)
	poor := stylize.New(roomy.Model(), stylize.Resources{Threads: 1, Memory: 1})
	frame := video.NewFrame(96, 64)
	for asked, want := range map[string]string{"": "", "whole": "whole"} {
		s, err := NewStylist(roomy, layers, stylize.Options{Way: asked}, Steady{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Frame(context.Background(), video.NewFrame(96, 64), []*video.Frame{frame}); err != nil || s.options.Way != "whole" {
			t.Fatalf("%q, %v", s.options.Way, err)
		}
		s.session = poor // where no way fits
		if err := s.Frame(context.Background(), video.NewFrame(96, 64), []*video.Frame{frame}); err == nil || s.options.Way != want {
			t.Errorf("asked for %q: went %q, %v", asked, s.options.Way, err)
		}
		s.session = roomy
		if err := s.Frame(context.Background(), video.NewFrame(96, 64), []*video.Frame{frame}); err != nil || s.options.Way != "whole" {
			t.Errorf("asked for %q: went %q, %v", asked, s.options.Way, err)
		}
	}
}

// TestStrength: the more, the less flicker, and at the most there is still something new in each frame. It is on by default.
func TestStrength(t *testing.T) {
	s, layers := session(t)
	in, least := clip(t, 26, 99), 1.0
	for _, strength := range []float64{0.2, DefaultSteady().Follow, 1} {
		out := filepath.Join(t.TempDir(), "out")
		summary := export(t, s, Job{In: in, Out: out + "/", Layers: layers, Steady: Steady{Follow: strength, Statistics: strength}})
		if left := summary.FlickerAfter / summary.FlickerBefore; !(left < least-0.05) {
			t.Errorf("strength %g leaves %.2f of the flicker, less strength %.2f", strength, left, least)
		} else {
			least = left
		}
		if frames := pictures(t, out); slices.Equal(frames[1].Pix, frames[2].Pix) {
			t.Errorf("strength %g: nothing new in a frame", strength)
		}
	}
	most, err := NewStylist(s, layers, stylize.Options{}, Steady{Follow: 1, Statistics: 1}, 1)
	if err != nil || !(most.memory.Follow.Strength < 1) || DefaultSteady().off() || DefaultSteady().Validate() != nil {
		t.Errorf("at most %g of the frame before is taken over, %v; by default %+v", most.memory.Follow.Strength, err, DefaultSteady())
	}
}
