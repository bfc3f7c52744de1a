package film

import (
	"context"
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
