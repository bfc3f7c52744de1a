//go:build unix

package video

import (
	"os/exec"
	"syscall"
)

// setApart keeps Ctrl-C in a terminal, which goes to all processes of a group, from a tool: this program decides when it ends.
func setApart(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// behind is by how much the tools that decode and encode give way: the network is what an export waits for, and they fill what it leaves of the processors.
const behind = 10

// giveWay lets a tool that has just been started give way to others. It may fail: then it does not.
func giveWay(c *exec.Cmd) { syscall.Setpriority(syscall.PRIO_PROCESS, c.Process.Pid, behind) }
