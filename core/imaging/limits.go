package imaging

import (
	"fmt"
	"strconv"
)

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
	total, most := megapixels(float64(width)*float64(height)), megapixels(float64(l.pixels()))
	return newProblem("picture.large", name, fmt.Sprintf("%d x %d pixels are %s megapixels, more than the limit of %s; make the picture smaller first",
		width, height, total, most), nil).
		With("Width", width, "Height", height, "Limit", most)
}

// megapixels is a number of pixels in millions, as people write it: four digits, and never an exponent.
func megapixels(pixels float64) string {
	if millions := pixels / 1e6; millions < 1000 {
		return strconv.FormatFloat(millions, 'g', 4, 64)
	}
	return strconv.FormatFloat(pixels/1e6, 'f', 0, 64)
}
