package app

import (
	"errors"
	"testing"
)

// TestNoDisplay: a sentence, and no panic of Fyne's, where there is no X server or none at the address named.
func TestNoDisplay(t *testing.T) {
	for _, c := range []struct{ x, wayland string }{{"", ""}, {"", "wayland-0"}, {":64999", ""}, {"no display", "wayland-0"}} {
		t.Setenv("DISPLAY", c.x)
		t.Setenv("WAYLAND_DISPLAY", c.wayland)
		if err := Run(Options{Library: t.TempDir()}); !errors.Is(err, ErrNoDisplay) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
