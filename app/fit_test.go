package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"restyle/app/state"
)

// TestWindowsFitTheScreen, at the first start and later, whatever the scale; what is not known about the screen changes nothing.
func TestWindowsFitTheScreen(t *testing.T) {
	for _, c := range []struct {
		width, height int // of the settings
		room          fyne.Size
		scale         float32
		want          fyne.Size
	}{
		{0, 0, fyne.NewSize(1920, 1040), 1, fyne.NewSize(1280, 800)},
		{0, 0, fyne.NewSize(1366, 728), 1, fyne.NewSize(1280, 728)},
		{0, 0, fyne.NewSize(1500, 1050), 1.5, fyne.NewSize(1000, 700)},
		{2400, 1300, fyne.NewSize(1920, 1040), 1, fyne.NewSize(1920, 1040)},
		{900, 600, fyne.NewSize(1920, 1040), 1, fyne.NewSize(900, 600)},
		{2400, 1300, fyne.Size{}, 1, fyne.NewSize(2400, 1300)},
		{30, 30, fyne.NewSize(1920, 1040), 1, fyne.NewSize(1280, 800)},
	} {
		v := state.SettingsView{WindowWidth: c.width, WindowHeight: c.height}
		if got := fitted(wantedSize(v), c.room, c.scale); got != c.want {
			t.Errorf("of %dx%d on a screen with room for %v at scale %g: %v, want %v", c.width, c.height, c.room, c.scale, got, c.want)
		}
	}
}
