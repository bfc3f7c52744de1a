package video

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/fault"
	"restyle/core/imaging"
)

// pictureEndings are those of files that a folder is searched for.
var pictureEndings = []string{".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"}

// slideRate is how fast a folder of pictures is shown.
var slideRate = Rate{25, 1}

// probeSequence looks at a folder of pictures, whose order is that of the numbers in their names. Names that begin with a dot are left out: a Mac puts ._1.png
// beside 1.png.
func probeSequence(path string, rate Rate) (*Info, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, openProblem(path, "%w", reason(err))
	}
	info := &Info{Kind: Sequence, Rate: rate}
	if rate.Num == 0 {
		info.Rate = slideRate
	}
	marks := sha256.New() // of each file: one that is written again does not change the time of its folder
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || !slices.Contains(pictureEndings, strings.ToLower(filepath.Ext(e.Name()))) {
			continue
		}
		name := filepath.Join(path, e.Name())
		file, err := os.Stat(name) // of a link, what it leads to; one that leads nowhere is a frame that is missing, which reading it will say
		if err == nil && file.Mode().IsRegular() {
			info.Bytes += file.Size()
			fmt.Fprintf(marks, "%q %d %d\n", e.Name(), file.Size(), file.ModTime().UnixNano())
		}
		if err != nil || file.Mode().IsRegular() {
			info.files = append(info.files, name)
		}
	}
	info.changed = hex.EncodeToString(marks.Sum(nil))
	info.shown = info.Rate
	if len(info.files) == 0 {
		err := openProblem(path, "there are no pictures in this folder: choose one with PNG, JPEG, WebP, BMP or TIFF files, or a video")
		return nil, fault.Mark(err, "video.empty", "File", filepath.Base(path))
	}
	slices.SortFunc(info.files, imaging.ByNumber)
	first, err := imaging.Open(info.files[0], imaging.Limits{})
	if err != nil {
		return nil, err
	}
	info.Width, info.Height, info.Frames = first.Width, first.Height, len(info.files)
	return info, info.alike()
}

// sequenceReader reads pictures; those of another size than the first are scaled to it.
type sequenceReader struct {
	ctx        context.Context
	info       *Info
	next, last int
}

func (s *sequenceReader) Read(dst *Frame) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	at := s.info.shownAt(s.next)
	if s.next >= s.last || at >= len(s.info.files) {
		return io.EOF
	}
	file := s.info.files[at]
	p, err := imaging.Open(file, imaging.Limits{})
	if err != nil {
		return err
	}
	if p.Width == 0 || p.Height == 0 {
		return errors.New("open " + file + ": the picture has no pixels")
	}
	dst.set(p)
	dst.Number = s.next
	s.next++
	return nil
}

// shownAt is the picture of a folder that frame n of the grid shows, which may have fewer frames than there are pictures.
func (i *Info) shownAt(n int) int {
	return n * i.shown.Num * i.Rate.Den / (i.shown.Den * i.Rate.Num)
}

func (s *sequenceReader) Close() error { return nil }
