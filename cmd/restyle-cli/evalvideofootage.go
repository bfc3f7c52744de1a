package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"slices"

	"restyle/core/imaging"
	"restyle/core/video"
)

// clip is a video that is read frame by frame.
type clip struct {
	name   string
	info   *video.Info
	reader video.Reader
	frame  *video.Frame
	over   bool // there are no more frames
}

// footage is the source and its stylized versions, read side by side, one frame of each at a time.
type footage struct {
	all           []*clip
	width, height int // that frames are brought to: those of the smallest video
	limit         int // of frames
	read          int // frames
}

// openFootage begins to read videos, the first limit frames of each; 0: all.
func openFootage(ctx context.Context, tools video.Tools, names []string, limit int) (*footage, error) {
	f := &footage{limit: limit}
	for _, name := range names {
		info, err := tools.Probe(ctx, name, video.Rate{})
		if err != nil {
			return nil, err
		}
		f.all = append(f.all, &clip{name: name, info: info, frame: video.NewFrame(info.Width, info.Height)})
	}
	if err := f.fit(); err != nil {
		return nil, err
	}
	if err := f.checkRates(); err != nil {
		return nil, err
	}
	if limit == 0 {
		limit = math.MaxInt32
	}
	for _, v := range f.all {
		var err error
		if v.reader, err = tools.Read(ctx, v.info, video.Range{Last: limit, Width: v.info.Width, Height: v.info.Height}); err != nil {
			f.close()
			return nil, err
		}
	}
	return f, nil
}

func (f *footage) close() {
	for _, v := range f.all {
		if v.reader != nil {
			v.reader.Close()
		}
	}
}

// fit chooses the size of the smallest video, and refuses one of another shape: rounding, and files that have even sides only, make two pixels.
func (f *footage) fit() error {
	least := f.all[0]
	for _, v := range f.all {
		if v.info.Width*v.info.Height < least.info.Width*least.info.Height {
			least = v
		}
	}
	f.width, f.height = least.info.Width, least.info.Height
	for _, v := range f.all {
		w, h := v.info.Width, v.info.Height
		if off := w*f.height - h*f.width; max(off, -off) > 2*max(w, h) {
			return fmt.Errorf("measure %s: its frames have %d x %d pixels, those of %s %d x %d: want the same shape", v.name, w, h, least.name, f.width, f.height)
		}
	}
	return nil
}

// checkRates refuses videos of different rates, of which frames of one number show different times. Folders of frames have no rate, and that of
// a GIF is rounded.
func (f *footage) checkRates() error {
	const tolerance = 0.02
	var first *clip
	for _, v := range f.all {
		switch {
		case v.info.Kind == video.Sequence:
		case first == nil:
			first = v
		default:
			rate, want := v.info.Rate.Float(), first.info.Rate.Float()
			if math.Abs(rate-want) > tolerance*want {
				return fmt.Errorf("measure %s: it has %.4g frames a second, and %s has %.4g: frames are compared by their numbers: want the same rate, or folders of frames",
					v.name, rate, first.name, want)
			}
		}
	}
	return nil
}

// total is how many frames there are to read, an estimate; 0: nobody knows.
func (f *footage) total() int {
	n := f.limit
	for _, v := range f.all {
		if v.info.Frames > 0 && (n == 0 || v.info.Frames < n) {
			n = v.info.Frames
		}
	}
	return n
}

// next is the next frame of each video, all of one size; io.EOF where one of them is over.
func (f *footage) next() ([]*imaging.Picture, error) {
	var pictures []*imaging.Picture
	for _, v := range f.all {
		switch err := v.reader.Read(v.frame); {
		case errors.Is(err, io.EOF):
			v.over = true
		case err != nil:
			return nil, err
		default:
			pictures = append(pictures, f.adapt(v.frame.Picture()))
		}
	}
	if len(pictures) < len(f.all) {
		return nil, f.end()
	}
	f.read++
	return pictures, nil
}

// end is io.EOF, unless a video had no frame at all.
func (f *footage) end() error {
	for _, v := range f.all {
		if v.over && f.read == 0 {
			return fmt.Errorf("open %s: there are no frames in it: choose another file", v.name)
		}
	}
	return io.EOF
}

// adapt brings a frame to the common size. The last column and row that files with even sides repeat are cut off.
func (f *footage) adapt(p *imaging.Picture) *imaging.Picture {
	wider, taller := p.Width-f.width, p.Height-f.height
	switch {
	case wider == 0 && taller == 0:
		return p
	case wider>>1 == 0 && taller>>1 == 0: // 0 or 1
		return imaging.Crop(p, image.Rect(0, 0, f.width, f.height))
	}
	return imaging.Resize(p, f.width, f.height)
}

// resized are the videos of other sizes than the smallest.
func (f *footage) resized() []*clip {
	return slices.DeleteFunc(slices.Clone(f.all), func(v *clip) bool { return v.info.Width == f.width && v.info.Height == f.height })
}

// short are the videos that were over while others were not.
func (f *footage) short() []*clip {
	short := slices.DeleteFunc(slices.Clone(f.all), func(v *clip) bool { return !v.over })
	if len(short) == len(f.all) {
		return nil
	}
	return short
}
