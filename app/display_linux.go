package app

import "os"

// hasDisplay tells whether a window can be opened: without it, Fyne would panic.
func hasDisplay() bool { return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" }
