package imaging

import "fmt"

// Limits bounds what is read, so that a small file cannot ask for all the memory there is. The zero value is the default.
type Limits struct {
	Pixels int   // most pixels of a picture; 0: 250 million (3 GB as floats)
	Bytes  int64 // most bytes of a file; 0: 1 GiB
}

func (l Limits) pixels() int {
	if l.Pixels > 0 {
		return l.Pixels
	}
	return 250_000_000
}

func (l Limits) bytes() int64 {
	if l.Bytes > 0 {
		return l.Bytes
	}
	return 1 << 30
}

// exceeded is what is said of a file with too many bytes.
func (l Limits) exceeded(name string) error {
	most := l.bytes() >> 20
	return newProblem("picture.bytes", name, fmt.Sprintf("the file is larger than the limit of %d MB; make the picture smaller first", most), nil).With("Limit", most)
}

// check refuses sizes that are empty or too large.
func (l Limits) check(name string, width, height int) error {
	if width <= 0 || height <= 0 {
		return newProblem("picture.nopixels", name, "the picture has no pixels; choose another file", nil)
	}
	if width <= l.pixels()/height {
		return nil
	}
	total := float64(width) * float64(height) / 1e6
	return newProblem("picture.large", name, fmt.Sprintf("%d x %d pixels are %.4g megapixels, more than the limit of %.4g; make the picture smaller first",
		width, height, total, float64(l.pixels())/1e6), nil).
		With("Width", width, "Height", height, "Limit", fmt.Sprintf("%.4g", float64(l.pixels())/1e6))
}
