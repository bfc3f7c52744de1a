package nn

import (
	"errors"
	"math"
	"slices"
	"testing"

	"restyle/core/kernel"
)

func names(ps []*Param) []string {
	var names []string
	for _, p := range ps {
		names = append(names, p.Name)
	}
	return names
}

func TestScopeNamesParameters(t *testing.T) {
	s := Fresh(1)
	s.In("encoder").Conv("0", kernel.Conv{Size: 3, In: 2, Out: 5})
	s.In("decoder").Param("gain", 4)
	if want := []string{"encoder.0.weight", "encoder.0.bias", "decoder.gain"}; !slices.Equal(names(s.Params()), want) {
		t.Errorf("parameters %q, want %q", names(s.Params()), want)
	}
	if want := []string{"decoder.gain"}; !slices.Equal(names(s.In("decoder").Params()), want) {
		t.Errorf("parameters of a part: %q, want %q", names(s.In("decoder").Params()), want)
	}
}

func TestFreshParametersDependOnSeedAndNameAlone(t *testing.T) {
	weights := func(seed uint64, before string) []float32 {
		s := Fresh(seed)
		s.Param(before, 3, 3)
		return s.Conv("layer", kernel.Conv{Size: 3, In: 8, Out: 16}).Weight.Value
	}
	a := weights(1, "x")
	if !slices.Equal(a, weights(1, "y")) {
		t.Error("another parameter changed the weights")
	}
	if slices.Equal(a, weights(2, "x")) {
		t.Error("another seed did not change the weights")
	}
	limit, squares := math.Sqrt(6.0/72), 0.0
	for _, w := range a {
		if math.Abs(float64(w)) > limit {
			t.Fatalf("weight %v beyond %v", w, limit)
		}
		squares += float64(w) * float64(w)
	}
	if variance := squares / float64(len(a)); math.Abs(variance*72/2-1) > 0.1 {
		t.Errorf("variance %v, want 2/72", variance)
	}
}

func TestScopeKeepsTheFirstError(t *testing.T) {
	missing := errors.New("missing")
	s := From(func(name string, shape []int) ([]float32, error) {
		if name == "a.weight" {
			return nil, missing
		}
		return make([]float32, 1), nil
	})
	c := s.Conv("a", kernel.Conv{Size: 1, In: 2, Out: 3})
	if !errors.Is(s.Err(), missing) || len(c.Weight.Value) != 0 {
		t.Errorf("error %v, %d weights, want none", s.Err(), len(c.Weight.Value))
	}
	s = From(func(string, []int) ([]float32, error) { return make([]float32, 1), nil })
	if s.Param("short", 2); s.Err() == nil {
		t.Error("a wrong length is no error")
	}
	s = Fresh(1)
	s.Param("p", 1)
	if s.Param("p", 1); s.Err() == nil {
		t.Error("a name used twice is no error")
	}
}

func TestCacheForgetsTheOldest(t *testing.T) {
	c, built := NewCache[kernel.Shape, int](2), 0
	get := func(side int) int {
		v, err := c.Get(kernel.Shape{H: side, W: side}, func() (int, error) { built++; return side, nil })
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, step := range []struct{ side, built int }{{1, 1}, {2, 2}, {1, 2}, {3, 3}, {1, 3}, {2, 4}, {3, 5}} {
		if got := get(step.side); got != step.side || built != step.built {
			t.Errorf("side %d: got %d after %d builds, want %d", step.side, got, built, step.built)
		}
	}
	if _, err := c.Get(kernel.Shape{}, func() (int, error) { return 0, errors.New("no") }); err == nil || c.Len() != 2 {
		t.Errorf("failed build: error %v, %d entries", err, c.Len())
	}
}
