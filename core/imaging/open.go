package imaging

import (
	"bytes"
	"fmt"
	"image"
	"io"
	"os"
)

// Open reads the picture in a file, turns it upright and converts it to sRGB.
func Open(path string, limits Limits) (*Picture, error) {
	file, err := OpenFile(path, limits)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return Decode(file, path, limits)
}

// OpenFile opens an ordinary file that is not larger than the limit. What is endless, or waits for somebody to write it, is none.
func OpenFile(path string, limits Limits) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if info.IsDir() {
		return nil, newProblem("picture.folder", path, "this is a folder; choose a picture inside it", nil)
	}
	if !info.Mode().IsRegular() {
		return nil, newProblem("picture.special", path, "this is not an ordinary file; choose a picture file", nil)
	}
	if info.Size() > limits.bytes() {
		return nil, limits.exceeded(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return file, nil
}

// Decode reads a picture from r, turns it upright and converts it to sRGB; name is used in errors only. Nothing beyond the first bytes is read when those
// belong to no known format.
func Decode(r io.Reader, name string, limits Limits) (*Picture, error) {
	data, f, err := readFile(r, name, limits)
	if err != nil {
		return nil, err
	}
	img, err := decodeImage(data, f, name, limits)
	if err != nil {
		return nil, err
	}
	return f.colorsOf(data, img).toSRGB(orient(FromImage(img), f.orientation(data))), nil
}

// Probe reads the size in pixels that Decode would give, without decoding pixels.
func Probe(r io.Reader, name string, limits Limits) (width, height int, err error) {
	data, f, err := readFile(r, name, limits)
	if err != nil {
		return 0, 0, err
	}
	config, err := decodeConfig(data, f, name, limits)
	if f.orientation(data) > 4 {
		return config.Height, config.Width, err
	}
	return config.Width, config.Height, err
}

// readFile reads all of r when its first bytes are those of a picture.
func readFile(r io.Reader, name string, limits Limits) ([]byte, *format, error) {
	head := make([]byte, headLength)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, nil, unreadable(name, err)
	}
	head = head[:n]
	f, err := formatOf(head, name)
	if err != nil {
		return nil, nil, err
	}
	most := limits.bytes()
	data, err := io.ReadAll(io.LimitReader(io.MultiReader(bytes.NewReader(head), r), most+1))
	if err != nil {
		return nil, nil, unreadable(name, err)
	}
	if int64(len(data)) > most {
		return nil, nil, limits.exceeded(name)
	}
	return data, f, nil
}

func decodeConfig(data []byte, f *format, name string, limits Limits) (image.Config, error) {
	var config image.Config
	err := guard(func() (err error) {
		config, err = f.config(bytes.NewReader(data))
		return err
	})
	if err != nil {
		return image.Config{}, damaged(name, f, err)
	}
	return config, limits.check(name, config.Width, config.Height)
}

// decodeImage decodes the pixels after the size has been found to be within the limits.
func decodeImage(data []byte, f *format, name string, limits Limits) (image.Image, error) {
	if _, err := decodeConfig(data, f, name, limits); err != nil {
		return nil, err
	}
	var img image.Image
	err := guard(func() (err error) {
		img, err = f.decode(bytes.NewReader(data))
		return err
	})
	if err != nil {
		return nil, damaged(name, f, err)
	}
	return img, limits.check(name, img.Bounds().Dx(), img.Bounds().Dy())
}

// guard turns a panic of a decoder into an error: a damaged file must not end the program.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decoder stopped: %v", r)
		}
	}()
	return f()
}
