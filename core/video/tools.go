package video

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"restyle/core/fault"
)

// Tools are the paths of the programs that read and write videos. The zero value is none: folders of pictures, animated GIFs and MJPEG AVI
// files are served all the same.
type Tools struct{ FFmpeg, FFprobe string }

// ErrNoFFmpeg says that something needs ffmpeg, and how to get it.
var ErrNoFFmpeg = fault.Mark(errors.New("ffmpeg is not installed: "+hint()), "video.noffmpeg")

func hint() string {
	switch runtime.GOOS {
	case "windows":
		return "install it with: winget install ffmpeg"
	case "darwin":
		return "install it with: brew install ffmpeg"
	}
	return "install it with: sudo apt-get install ffmpeg"
}

// FindTools looks for ffmpeg and ffprobe in folder, if one is named, beside this program, and where the system keeps programs. The error is
// ErrNoFFmpeg.
func FindTools(folder string) (Tools, error) {
	folders := []string{folder}
	if folder == "" {
		folders = nil
		if self, err := os.Executable(); err == nil {
			folders = append(folders, filepath.Dir(self))
		}
		folders = append(folders, "")
	}
	for _, f := range folders {
		ffmpeg, err1 := find(f, "ffmpeg")
		ffprobe, err2 := find(f, "ffprobe")
		if err1 == nil && err2 == nil {
			return Tools{ffmpeg, ffprobe}, nil
		}
	}
	return Tools{}, ErrNoFFmpeg
}

// find looks for a program in a folder; "" is the system's path.
func find(folder, name string) (string, error) {
	if folder == "" {
		return exec.LookPath(name)
	}
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return exec.LookPath(filepath.Join(folder, name))
}

// Found tells whether the tools are there.
func (t Tools) Found() bool { return t.FFmpeg != "" && t.FFprobe != "" }
