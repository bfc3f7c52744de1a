package video

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"restyle/core/fault"
)

// Info is what is known of a video before it is read. Frames are upright and have square pixels.
type Info struct {
	Path          string
	Width, Height int
	Rate          Rate // of the grid of frames that is read
	Variable      bool // the source has no constant rate
	Frames        int  // on the grid; an estimate; 0: nobody knows
	Sound         []Stream
	Subtitles     []Stream
	Kind          Kind
	Bytes         int64 // size of the file or of all pictures

	container string  // ffmpeg's name of it
	begin     float64 // seconds on the file's own clock at which it begins
	appears   float64 // seconds from there to the first picture
	stream    int     // of the picture
	blind     []int   // streams of pictures and sound in which there is none
	coded     [2]int  // width and height in the file
	turned    bool    // frames are rotated by ffmpeg
	laced     bool    // frames are made of two fields
	clear     bool    // frames may be transparent
	brief     bool    // all of it is over before a frame of the grid is
	matrix    string  // colour matrix, in ffmpeg's words; empty: as the file says
	transfer  string  // curve of an HDR picture, in ffmpeg's words; empty: it is none

	files   []string // of a folder of pictures
	shown   Rate     // of these
	changed string   // differs whenever the file does, or any file of the folder
}

// Stream is a part of a file beside the picture.
type Stream struct {
	Index   int // in the file
	Codec   string
	purpose string // of subtitles, such as default+forced, or 0
}

// Kind is how a source is read.
type Kind int

// The kinds.
const (
	Film     Kind = iota // by ffmpeg
	Sequence             // a folder of pictures
	GIF                  // by this package
)

// Duration is how long the video is.
func (i *Info) Duration() time.Duration { return i.Rate.Time(i.Frames) }

// Probe looks at a file, or at a folder of pictures, which is shown at 25 frames per second unless rate says another.
func (t Tools) Probe(ctx context.Context, path string, rate Rate) (*Info, error) {
	file, err := os.Stat(path)
	if err == nil && !file.IsDir() {
		err = opens(path, file)
	}
	if err != nil {
		return nil, openProblem(path, "%w", reason(err))
	}
	var info *Info
	switch {
	case file.IsDir():
		info, err = probeSequence(path, rate)
	case strings.EqualFold(filepath.Ext(path), ".gif"):
		info, err = probeGIF(path)
	default:
		info, err = t.probeFilm(ctx, path)
	}
	if err != nil {
		return nil, err
	}
	if info.Kind != Sequence {
		info.Bytes, info.changed = file.Size(), writtenAt(file)
	}
	info.Path = path
	return info, nil
}

// opens tries whether a file can be read, of which tools have fewer words. What waits for somebody to write it, and is read once only, is none.
func opens(path string, file os.FileInfo) error {
	if !file.Mode().IsRegular() {
		return errors.New("this is not an ordinary file; choose a video")
	}
	tried, err := os.Open(path)
	if err != nil {
		return err
	}
	return tried.Close()
}

func writtenAt(file os.FileInfo) string {
	return file.ModTime().UTC().Format("20060102T150405.000000000")
}

// Current tells whether the file is still the one that Probe looked at. Of a folder of pictures nobody knows.
func (i *Info) Current() bool {
	file, err := os.Stat(i.Path)
	return err == nil && i.Kind != Sequence && file.Size() == i.Bytes && writtenAt(file) == i.changed
}

func openProblem(path, format string, values ...any) error {
	err := fmt.Errorf("open %s: "+format, append([]any{path}, values...)...)
	if kind := fault.Of(err); kind != nil {
		return fault.Mark(err, kind.Name, "File", filepath.Base(path)) // only here the name of the file is known
	}
	return fault.Mark(err, "video.damaged", "File", filepath.Base(path))
}

// unknownFilm is about a file that ffmpeg cannot read, in its words, which may be none.
func unknownFilm(path, words string) error {
	advice := ": choose another file"
	switch {
	case strings.Contains(words, "moov atom not found"): // the index, which most programs write at the end
		advice = ", or it is cut off: get a complete copy or choose another file"
	case words != "":
		advice = " (" + words + ")" + advice
	}
	return fault.Mark(openProblem(path, "this is no video that ffmpeg can read%s", advice), "video.unknown", "File", filepath.Base(path))
}
