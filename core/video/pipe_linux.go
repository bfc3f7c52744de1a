package video

import (
	"io"
	"os"
	"syscall"
)

const (
	setPipeSize = 1031    // F_SETPIPE_SZ
	pipeBytes   = 1 << 20 // what any user may have
)

// widen lets a pipe hold a frame or so rather than 64 kB, so that the two ends wake each other less often. It may fail: then it stays narrow.
func widen(pipe io.Closer) {
	file, ok := pipe.(*os.File)
	if !ok {
		return
	}
	if raw, err := file.SyscallConn(); err == nil {
		raw.Control(func(fd uintptr) { syscall.Syscall(syscall.SYS_FCNTL, fd, setPipeSize, pipeBytes) })
	}
}
