package data

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"restyle/core/fault"
	"restyle/core/imaging"
)

// picture is a training picture in memory.
type picture struct {
	name          string
	width, height int
	pix           []byte // [height width 3]
}

// loader reads pictures and shrinks them: each gets an equal share of the memory.
type loader struct {
	side   int // longest short side
	pixels int // most pixels of one picture
	limits imaging.Limits
	gate   *gate
}

const smallestSide = 16 // pixels; below this there is nothing to learn from

// load reads a picture once the gate has room for it.
func (l loader) load(ctx context.Context, path string) (*picture, error) {
	file, pixels, err := l.open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	leave, err := l.gate.enter(ctx, pixels)
	if err != nil {
		return nil, err
	}
	defer leave()
	p, err := imaging.Decode(file, path, l.limits)
	if err != nil {
		return nil, err
	}
	if min(p.Width, p.Height) < smallestSide {
		err := fmt.Errorf("open %s: %d x %d pixels are too few to learn from; choose a larger picture", path, p.Width, p.Height)
		return nil, fault.Mark(err, "picture.small", "File", filepath.Base(path), "Width", p.Width, "Height", p.Height)
	}
	return keep(path, l.shrink(imaging.Flatten(p))), nil
}

// open opens a picture, and tells how many pixels it has.
func (l loader) open(path string) (file *os.File, pixels int, err error) {
	if file, err = imaging.OpenFile(path, l.limits); err != nil {
		return nil, 0, err
	}
	width, height, err := imaging.Probe(file, path, l.limits)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, 0, err
	}
	return file, width * height, nil
}

func keep(name string, p *imaging.Picture) *picture {
	kept := &picture{name, p.Width, p.Height, make([]byte, p.Width*p.Height*3)}
	p.RGB24(kept.pix)
	return kept
}

func (l loader) shrink(p *imaging.Picture) *imaging.Picture {
	short := float64(min(p.Width, p.Height))
	scale := min(float64(l.side)/short, math.Sqrt(float64(l.pixels)/float64(p.Width*p.Height)))
	if scale >= 1 {
		return p
	}
	return imaging.Resize(p, int(float64(p.Width)*scale), int(float64(p.Height)*scale))
}

// loadAll reads all paths on all processors; results keep the order of paths. A picture that makes this program panic
// is skipped like one that is damaged.
func (l loader) loadAll(ctx context.Context, paths []string, progress func(path string)) ([]*picture, []Skipped, error) {
	pictures, errs := make([]*picture, len(paths)), make([]error, len(paths))
	var next atomic.Int64
	read := func() error {
		for i := next.Add(1) - 1; i < int64(len(paths)) && ctx.Err() == nil; i = next.Add(1) - 1 {
			errs[i] = fault.Protect(func() (err error) {
				pictures[i], err = l.load(ctx, paths[i])
				return err
			})
			progress(paths[i])
		}
		return nil
	}
	var wg sync.WaitGroup
	ends := make([]error, min(runtime.GOMAXPROCS(0), len(paths)))
	for k := range ends {
		wg.Go(func() { ends[k] = fault.Protect(read) })
	}
	wg.Wait()
	if err := cmp.Or(append(ends, ctx.Err())...); err != nil {
		return nil, nil, fmt.Errorf("read training pictures: %w", err)
	}
	good, skipped := sift(paths, pictures, errs)
	return good, skipped, nil
}

// sift parts the pictures that were read from the files that could not be.
func sift(paths []string, pictures []*picture, errs []error) (good []*picture, skipped []Skipped) {
	for i, path := range paths {
		if errs[i] != nil {
			skipped = append(skipped, Skipped{path, errs[i]})
			continue
		}
		good = append(good, pictures[i])
	}
	return good, skipped
}
