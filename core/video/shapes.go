package video

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"restyle/core/imaging"
)

// alike refuses a folder in which a picture has another shape than the first: it would be stretched. Pictures of another size are scaled. One that cannot be
// looked at is left to whoever reads it. As there may be thousands of files, no more than the beginning of each is read where that is enough.
func (i *Info) alike() error {
	for _, path := range i.files[1:] {
		const beginning = 1 << 16
		width, height, err := sizeOf(path, beginning)
		if err != nil || i.stretches(width, height) { // what turns a picture may stand at its end
			width, height, err = sizeOf(path, math.MaxInt64)
		}
		if err == nil && i.stretches(width, height) {
			return fmt.Errorf("open %s: its shape is another than that of %s, %d x %d pixels and not %d x %d: take it out of the folder, or cut it to that shape",
				path, filepath.Base(i.files[0]), width, height, i.Width, i.Height)
		}
	}
	return nil
}

// stretches tells whether a picture of that size would be stretched to that of the first. Sides are whole numbers.
func (i *Info) stretches(width, height int) bool {
	off := width*i.Height - height*i.Width
	return max(off, -off) > width*i.Height/50
}

// sizeOf reads the size of the picture in a file from its first bytes, so many.
func sizeOf(path string, bytes int64) (width, height int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	return imaging.Probe(io.LimitReader(file, bytes), path, imaging.Limits{})
}
