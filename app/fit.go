package app

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.3/glfw"

	"restyle/app/state"
)

// firstSize is that of the window where the screen has room for it.
var firstSize = fyne.NewSize(1280, 800)

// wantedSize is the size that the window had, or a good one.
func wantedSize(v state.SettingsView) fyne.Size {
	if v.WindowWidth >= 640 && v.WindowHeight >= 400 {
		return fyne.NewSize(float32(v.WindowWidth), float32(v.WindowHeight))
	}
	return firstSize
}

// screenRoom is what a window may take of the screen: without bars of the desktop, and the window's own frame. Fyne does not tell; the library
// below it does, on the window's goroutine once there is a window. Zero: not known.
func screenRoom() fyne.Size {
	const title, edges = 40, 4 // GLFW tells the size of the frame only of windows of its own
	monitor := glfw.GetPrimaryMonitor()
	if monitor == nil {
		return fyne.Size{}
	}
	_, _, width, height := monitor.GetWorkarea()
	return fyne.NewSize(float32(width-edges), float32(height-title))
}

// fitted is a size of a window, in Fyne's units of scale pixels, that a screen has room for.
func fitted(size, room fyne.Size, scale float32) fyne.Size {
	if room.Width <= 0 || room.Height <= 0 || scale <= 0 {
		return size
	}
	return size.Min(fyne.NewSize(room.Width/scale, room.Height/scale))
}
