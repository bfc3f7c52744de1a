package video

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"restyle/core/imaging"
)

// alike refuses a folder in which a picture has another shape than the first: it would be stretched. Pictures of another size are scaled. One that cannot be
// looked at is left to whoever reads it.
func (i *Info) alike() error {
	for _, path := range i.files[1:] {
		width, height, err := sizeOf(path)
		if err != nil {
			continue
		}
		if off := width*i.Height - height*i.Width; max(off, -off) > width*i.Height/50 { // sides are whole numbers
			return fmt.Errorf("open %s: its shape is another than that of %s, %d x %d pixels and not %d x %d: take it out of the folder, or cut it to that shape",
				path, filepath.Base(i.files[0]), width, height, i.Width, i.Height)
		}
	}
	return nil
}

// sizeOf reads the size of the picture in a file: from its beginning where that is enough, as there may be thousands of files.
func sizeOf(path string) (width, height int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	const beginning = 1 << 16
	if width, height, err = imaging.Probe(io.LimitReader(file, beginning), path, imaging.Limits{}); err == nil {
		return width, height, nil
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 0, 0, err
	}
	return imaging.Probe(file, path, imaging.Limits{})
}
