package stylize

import (
	"context"
	"strings"
	"testing"

	"restyle/core/model"
	"restyle/core/nn"
)

// TestForecast compares the forecast with what the graphs of several sizes and widths hold: never below, and not over twice as much.
func TestForecast(t *testing.T) {
	for name, c := range map[string]model.Config{
		"full": model.Full(), "compact": model.Compact(), "tiny": {Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8}, {8}}},
	} {
		m, err := model.Build(nn.From(func(_ string, shape []int) ([]float32, error) {
			n := 1
			for _, d := range shape {
				n *= d
			}
			return make([]float32, n), nil
		}), c, model.Modes()...)
		if err != nil {
			t.Fatal(err)
		}
		for _, mode := range model.Modes() {
			for _, size := range [][2]int{{512, 512}, {301, 77}} {
				p, err := newPipeline(nn.NewMachine(1), m, frame{mode, size[1], size[0]})
				if err != nil {
					t.Fatal(err)
				}
				held := 0
				for _, g := range p.stages {
					held = max(held, g.Bytes())
				}
				for _, x := range []*nn.Tensor{p.picture, p.content, p.moved, p.result, p.detail} {
					if x != nil {
						held += 4 * len(x.Data())
					}
				}
				held += 2 * 12 * size[0] * size[1] // content and result
				got := int(Forecast(c, mode, size[0], size[1]))
				if got < held || got > 2*held {
					t.Errorf("%s %v %v: forecast %d bytes, the graphs hold %d", name, mode, size, got, held)
				}
			}
		}
	}
}

func TestPicturesBeyondTheLimitAreRefused(t *testing.T) {
	m := tiny(t, 0)
	need := Forecast(m.Config, model.Art, 64, 64)
	s := New(m, Resources{Memory: need})
	style := styleOf(t, s, noise(48, 48), model.Art)
	apply(t, s, noise(64, 64), style, Options{})
	_, err := s.Apply(context.Background(), noise(64, 65), style, Options{}, nil)
	if err == nil || !strings.Contains(err.Error(), "64 x 65 pixels need") || !strings.Contains(err.Error(), "--size") {
		t.Errorf("%v", err)
	}
	if got := apply(t, s, noise(640, 650), style, Options{Size: 64}); got.Height != 64 {
		t.Errorf("shrunk to %d rows", got.Height)
	}
}

func TestTheDefaultLimit(t *testing.T) {
	if limit := defaultLimit(); limit < 1<<20 || limit > 1<<44 {
		t.Errorf("%d bytes", limit)
	}
}
