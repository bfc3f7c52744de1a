package stylize

import (
	"context"
	"math"
	"strings"
	"testing"

	"restyle/core/model"
)

// TestTiledStylesEqualTheWhole in all that is kept of a style.
func TestTiledStylesEqualTheWhole(t *testing.T) {
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{Threads: 2})
		for _, mode := range model.Modes() {
			for _, size := range [][2]int{{323, 247}, {201, 330}, {400, 40}} {
				picture := noise(size[0], size[1])
				f := frame{mode, size[1], size[0]}
				want, err := s.encodeStyle(context.Background(), picture, f, Plan{})
				if err != nil {
					t.Fatal(err)
				}
				for _, tile := range []int{144, 256} {
					got, err := s.encodeStyle(context.Background(), picture, f, Plan{Tile: tile})
					if err != nil {
						t.Fatal(err)
					}
					for name, pair := range map[string][2][]float32{"cov": {want.Cov, got.Cov}, "mean": {want.Mean, got.Mean}, "levels": {want.Levels, got.Levels}} {
						if d := relative(pair[0], pair[1]); d > 1e-5 {
							t.Errorf("%v, modulation %d, %v in tiles of %d: %s differs by %g of its scale", mode, modulation, size, tile, name, d)
						}
					}
				}
			}
		}
	}
}

// relative is the largest difference, of the largest value.
func relative(want, got []float32) float64 {
	if len(want) != len(got) {
		return math.Inf(1)
	}
	worst, scale := 0.0, 1e-9
	for i, v := range want {
		worst, scale = max(worst, math.Abs(float64(v-got[i]))), max(scale, math.Abs(float64(v)))
	}
	return worst / scale
}

// TestStyleScale: the scale is the size at which the style is seen, 1 is Style, and large ones are cut to keep the limit.
func TestStyleScale(t *testing.T) {
	p, err := fitStyle(noise(1024, 600), model.Art, 4, 1.5)
	if err != nil || p.Width != 768 || p.Height != 450 {
		t.Errorf("1024x600 at 1.5 becomes %dx%d: %v", p.Width, p.Height, err)
	}
	if p, err = fitStyle(noise(200, 100), model.Art, 4, 0.5); err != nil || p.Width != 100 || p.Height != 50 {
		t.Errorf("200x100 at 0.5 becomes %dx%d: %v", p.Width, p.Height, err)
	}
	s := New(tiny(t, 0), Resources{})
	picture := noise(120, 100)
	one, err := s.StyleScaled(context.Background(), picture, model.Art, 1)
	if err != nil || relative(styleOf(t, s, picture, model.Art).Cov, one.Cov) != 0 {
		t.Errorf("scale 1 is not the default: %v", err)
	}
	large, err := s.StyleScaled(context.Background(), picture, model.Art, 2)
	if err != nil || relative(one.Cov, large.Cov) < 1e-3 {
		t.Errorf("scale 2 changes nothing: %v", err)
	}
	for _, scale := range []float64{0, -1, 9, math.NaN()} {
		if _, err := s.StyleScaled(context.Background(), picture, model.Art, scale); err == nil || !strings.Contains(err.Error(), "want 0.125 to 8") {
			t.Errorf("scale %g: %v", scale, err)
		}
	}
}

func TestStylePlansKeepTheLimit(t *testing.T) {
	s := New(zeros(t, model.Full()), Resources{})
	f := frame{model.Art, 4096, 4096}
	base := s.held() + s.unpacked(model.Art)
	for _, more := range []int64{1e8, 3e8, 1e9} {
		s.memory = base + more
		if p, err := s.planStyle(f); err != nil || p.Tile == 0 || p.Bytes > s.memory+1e7 {
			t.Errorf("%d more: %+v %v", more, p, err)
		}
	}
}
