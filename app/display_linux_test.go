package app

import (
	"errors"
	"testing"
)

// TestNoDisplay: a sentence, and no panic of Fyne's, where there is no X server or none at the address named.
func TestNoDisplay(t *testing.T) {
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	for _, name := range []string{"", ":64999", "no display"} {
		t.Setenv("DISPLAY", name)
		if err := Run(Options{Library: t.TempDir()}); !errors.Is(err, ErrNoDisplay) {
			t.Errorf("DISPLAY=%q: %v", name, err)
		}
	}
}
