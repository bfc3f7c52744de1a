package video

import (
	"os/exec"
	"syscall"
)

// hideWindow keeps a console program from opening a window.
func hideWindow(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
