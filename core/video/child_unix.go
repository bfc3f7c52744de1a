//go:build unix

package video

import (
	"os/exec"
	"syscall"
)

// setApart keeps Ctrl-C in a terminal, which goes to all processes of a group, from a tool: this program decides when it ends.
func setApart(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
