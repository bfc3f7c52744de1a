package video

import (
	"os/exec"
	"syscall"
)

// setApart keeps a console program from opening a window, and Ctrl-C from ending it: this program decides when it ends.
func setApart(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// giveWay does nothing: priorities have not been tried on Windows.
func giveWay(*exec.Cmd) {}
