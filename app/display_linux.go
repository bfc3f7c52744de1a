package app

import (
	"io"
	"log"
	"os"

	"github.com/go-gl/glfw/v3.3/glfw"
)

// hasDisplay tells whether a window can be opened: without it, Fyne would panic. It is called where Fyne calls GLFW, on the window's goroutine.
func hasDisplay() (has bool) {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return false
	}
	log.SetOutput(io.Discard) // GLFW writes what it thinks of a display there; the caller says it in a sentence
	defer log.SetOutput(os.Stderr)
	defer func() { has = recover() == nil && has }()
	if glfw.Init() != nil {
		return false
	}
	glfw.GetPrimaryMonitor() // panics if Init failed: it does not tell when a display cannot be opened
	return true
}
