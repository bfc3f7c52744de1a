package stylize

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
)

// ramp is a mask that rises from 0 to 1 between two columns.
func ramp(width, height, from, to int) *Mask {
	m := &Mask{Width: width, Height: height, Values: make([]float32, width*height)}
	for i := range m.Values {
		m.Values[i] = clip(float32(i%width-from) / float32(to-from))
	}
	return m
}

func (m *Mask) inverse() *Mask {
	n := &Mask{Width: m.Width, Height: m.Height}
	for _, v := range m.Values {
		n.Values = append(n.Values, 1-v)
	}
	return n
}

func applyLayers(t testing.TB, s *Session, p *imaging.Picture, layers []Layer, o Options) *imaging.Picture {
	t.Helper()
	result, err := s.ApplyLayers(context.Background(), p, layers, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// columns is the largest difference of two pictures in columns [from, to).
func columns(a, b *imaging.Picture, from, to int) float64 {
	worst := 0.0
	for i, v := range a.Pix {
		if x := i / 3 % a.Width; x >= from && x < to {
			worst = max(worst, math.Abs(float64(v-b.Pix[i])))
		}
	}
	return worst
}

// TestOneMaskLeavesTheContentElsewhere, exactly, and is the full style where it is 1, exactly.
func TestOneMaskLeavesTheContentElsewhere(t *testing.T) {
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{})
		style := styleOf(t, s, noise(40, 40), model.Art)
		content := noise(90, 50)
		full := apply(t, s, content, style, Options{})
		got := applyLayers(t, s, content, []Layer{{style, 1, ramp(90, 50, 30, 60)}}, Options{})
		if columns(got, content, 0, 31) != 0 || columns(got, full, 60, 90) != 0 {
			t.Errorf("outside differs by %g from the content, inside by %g from the style", columns(got, content, 0, 31), columns(got, full, 60, 90))
		}
		for x := 31; x < 60; x++ { // between: mixed by pixels
			i := 3 * (20*90 + x)
			want := content.Pix[i] + float32(x-30)/30*(full.Pix[i]-content.Pix[i])
			if math.Abs(float64(got.Pix[i]-want)) > 1e-5 {
				t.Errorf("column %d is %g, want %g", x, got.Pix[i], want)
			}
		}
	}
}

// TestMasksDivideThePicture: far from the border, each side is its style alone; no pixel shows the content, and the whole changes smoothly with
// the mask.
func TestMasksDivideThePicture(t *testing.T) {
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{})
		for _, mode := range model.Modes() {
			o := Options{Mode: mode}
			a, b := styleOf(t, s, noise(40, 40), mode), styleOf(t, s, noise(64, 48), mode)
			content := noise(160, 40)
			m := ramp(160, 40, 70, 90)
			got := applyLayers(t, s, content, []Layer{{a, 2, m.inverse()}, {b, 2, m}}, o)
			left, right := apply(t, s, content, a, o), apply(t, s, content, b, o)
			if d := columns(got, left, 0, 70-40); d > 1e-5 {
				t.Errorf("modulation %d %v: the left side is another style by %g", modulation, mode, d)
			}
			if d := columns(got, right, 90+40, 160); d > 1e-5 {
				t.Errorf("modulation %d %v: the right side is another style by %g", modulation, mode, d)
			}
			if columns(got, left, 100, 160) < 0.01 || columns(got, right, 0, 60) < 0.01 {
				t.Errorf("modulation %d %v: one style is everywhere", modulation, mode)
			}
			near := applyLayers(t, s, content, []Layer{{a, 2, ramp(160, 40, 70, 91).inverse()}, {b, 2, ramp(160, 40, 70, 91)}}, o)
			if d := difference(got, near); d > 0.03 {
				t.Errorf("modulation %d %v: a twentieth of a ramp moves a value by %g", modulation, mode, d)
			}
		}
	}
}

// TestWeightsFarApart: shares stay numbers between the largest weights and the smallest.
func TestWeightsFarApart(t *testing.T) {
	left, right := ramp(8, 4, 0, 4), ramp(8, 4, 4, 8)
	m, err := mix([]Layer{{Weight: mostWeight, Mask: left}, {Weight: 1e-20, Mask: right}, {Weight: 1e20}, {Weight: 1e20, Mask: ramp(8, 4, 1, 2)}}, 8, 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, values := range [][]float32{{0, 1, 0, 0}, {0, 0, 0, 0}, {1, 1, 1, 1}, {0, 1e-6, 0, 0}} {
		var sum float32
		m.shares(values)
		for _, v := range values {
			sum += v
		}
		if !(math.Abs(float64(sum-1)) < 1e-6) {
			t.Errorf("shares %v", values)
		}
	}
}

// TestFullMasksAreNoMasks: styles with one mask of 1 are the styles without, by weight; and weights count relative to each other.
func TestFullMasksAreNoMasks(t *testing.T) {
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{})
		a, b := styleOf(t, s, noise(40, 40), model.Art), styleOf(t, s, noise(64, 48), model.Art)
		content := noise(50, 40)
		want := applyLayers(t, s, content, []Layer{{a, 3, nil}, {b, 1, nil}, {a, 0, nil}}, Options{})
		full := ramp(50, 40, -2, -1)
		if got := applyLayers(t, s, content, []Layer{{a, 6, full}, {b, 2, full}}, Options{}); difference(got, want) > 1e-5 {
			t.Errorf("modulation %d: one full mask: %g", modulation, difference(got, want))
		}
		other := ramp(50, 40, -2, -1)
		if got := applyLayers(t, s, content, []Layer{{a, 6, full}, {b, 2, other}}, Options{}); modulation == 0 && difference(got, want) > 1e-5 {
			t.Errorf("two full masks: %g", difference(got, want))
		}
	}
}

// TestAllControlsInTiles: everything at once, whole and in tiles.
func TestAllControlsInTiles(t *testing.T) {
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{Threads: 2})
		for i, mode := range append(model.Modes(), model.Modes()...) {
			o := Options{Mode: mode, Strength: new(0.7), KeepColor: i < 2, ColorOnly: i >= 2}
			a, b := styleOf(t, s, noise(40, 40), mode), styleOf(t, s, noise(64, 48), mode)
			c, err := s.StyleScaled(context.Background(), noise(64, 48), mode, 1.7)
			if err != nil {
				t.Fatal(err)
			}
			content := noise(301, 227)
			small := ramp(20, 10, 5, 12)
			layers := []Layer{{a, 1, ramp(301, 227, 40, 200)}, {b, 0.5, small}, {c, 2, small.inverse()}}
			want := applyLayers(t, s, content, layers, o)
			for _, p := range []Plan{{Tile: 192}, {Tile: 176, keep: keepAll}, {Tile: 232, keep: keepAll}} {
				if d := difference(want, tiled(t, s, content, layers, o, p)); d > 1e-4 {
					t.Errorf("modulation %d %+v %+v: differs by %g", modulation, o, p, d)
				}
			}
		}
	}
}

// TestMasksOfAnySize: a mask is laid over the whole picture; shrunk, it keeps its mean, and enlarged, it has no steps.
func TestMasksOfAnySize(t *testing.T) {
	checks := &Mask{Width: 64, Height: 64, Values: make([]float32, 64*64)}
	for i := range checks.Values {
		checks.Values[i] = float32((i + i/64) % 2)
	}
	for i, v := range checks.fit(7, 5).Values {
		if math.Abs(float64(v)-0.5) > 0.03 {
			t.Errorf("value %d of fine checks is %g, want 0.5", i, v)
		}
	}
	step := (&Mask{Width: 2, Height: 1, Values: []float32{0, 1}}).fit(40, 3)
	for x := range 39 {
		if d := step.Values[40+x+1] - step.Values[40+x]; d < 0 || d > 0.051 {
			t.Errorf("a jump of %g at column %d", d, x)
		}
	}
	if m := ramp(9, 4, 2, 5); m.fit(9, 4) != m || !slices.Equal(step.Values[:40], step.Values[40:80]) {
		t.Error("a mask that fits is changed")
	}
}

func TestUnusableLayersAreRefused(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Art)
	for want, layers := range map[string][]Layer{
		"all weights are 0":      nil,
		"give at least one":      {{style, 0, nil}},
		"weight -1 of a style":   {{style, -1, nil}},
		"weight NaN of a style":  {{style, math.NaN(), nil}},
		"weight +Inf of a style": {{style, 1, nil}, {style, math.Inf(1), nil}},
		"weight 1e+300":          {{style, 1e300, nil}},
		"weight 1e-300":          {{style, 1e-300, nil}},
		"the mask has the value": {{style, 1, &Mask{1, 1, []float32{2}}}},
		"has 1 values":           {{style, 1, &Mask{2, 1, []float32{1}}}},
	} {
		if _, err := s.ApplyLayers(context.Background(), noise(20, 20), layers, Options{}, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
