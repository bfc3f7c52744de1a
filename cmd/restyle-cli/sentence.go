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

// refusals are the system's words for places, and what to do about them.
var refusals = []struct {
	kind   error
	advice string
}{
	{fs.ErrNotExist, "there is no such file or folder: check the name"},
	{fs.ErrPermission, "that is not permitted: change the permissions or choose another place"},
	{syscall.EROFS, "nothing can be written there: choose another place"},
	{syscall.ENOTDIR, "a file stands where a folder is needed: choose another place"},
	{syscall.EISDIR, "this is a folder: choose a file"},
}

// inFlags puts what the core leaves to its caller into the words of the command line.
var inFlags = strings.NewReplacer("allow it to be overwritten", "add --force to overwrite it", "use it as a video", "use restyle-cli video")

// oneLine is an error in one line, without the temporary names that mean nothing to people, and with what to do about missing or forbidden places and
// a full disk.
func oneLine(err error) string {
	text := inFlags.Replace(strings.Join(strings.Fields(err.Error()), " "))
	var path *fs.PathError
	if errors.As(err, &path) && strings.HasSuffix(path.Path, ".part") {
		text = strings.Replace(text, path.Error(), path.Err.Error(), 1)
	} else if path != nil {
		text = refused(text, path)
	}
	const advice = "check the space on the disk"
	if slices.ContainsFunc(diskFull, func(full error) bool { return errors.Is(err, full) }) && !strings.Contains(text, advice) {
		text += ": " + advice
	}
	return text
}

// refused puts advice in the place of the system's words about a path, which is named once.
func refused(text string, path *fs.PathError) string {
	for _, r := range refusals {
		before, after, found := strings.Cut(text, path.Error())
		if !found || !errors.Is(path.Err, r.kind) {
			continue
		}
		if strings.Contains(before, path.Path) {
			return before + r.advice + after
		}
		return before + path.Path + ": " + r.advice + after
	}
	return text
}
