package main

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"
)

// diskFull are the system's words for a disk, a quota or a file that has no more room.
var diskFull = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// oneLine is an error in one line, without the temporary names that mean nothing to people, and with what to do about a full disk.
func oneLine(err error) string {
	text := strings.Join(strings.Fields(err.Error()), " ")
	var path *fs.PathError
	if errors.As(err, &path) && strings.HasSuffix(path.Path, ".part") {
		text = strings.Replace(text, path.Error(), path.Err.Error(), 1)
	}
	const advice = "check the space on the disk"
	if slices.ContainsFunc(diskFull, func(full error) bool { return errors.Is(err, full) }) && !strings.Contains(text, advice) {
		text += ": " + advice
	}
	return text
}
