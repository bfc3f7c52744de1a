package imaging

import (
	"slices"
	"testing"
)

func TestNumbersInNamesCount(t *testing.T) {
	want := []string{"a", "b2", "b10", "frame1.png", "frame002.png", "frame10.png", "frame10a.png"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, ByNumber)
	if !slices.Equal(got, want) {
		t.Errorf("sorted %v, want %v", got, want)
	}
	if ByNumber("x01", "x1") == 0 || ByNumber("x1", "x1") != 0 {
		t.Error("only equal names are equal")
	}
}
