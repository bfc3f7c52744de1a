package imaging

import (
	"bufio"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// SaveOptions says how a picture is written. The zero value is the default.
type SaveOptions struct {
	Quality   int      // JPEG quality 1 to 100; 0: 95. Colour is stored at half resolution (4:2:0), the only way of the encoder
	Inputs    []string // files the picture was made from: saving over one of them is refused
	Overwrite bool     // allow saving over an input
}

// Validate reports options that cannot be used.
func (o SaveOptions) Validate() error {
	if o.Quality < 0 || o.Quality > 100 {
		return fmt.Errorf("JPEG quality %d: choose 1 to 100", o.Quality)
	}
	return nil
}

// Save writes p as JPEG (.jpg, .jpeg; alpha is put on white) or PNG (.png; alpha kept), 8 bits a channel. The file appears whole or not
// at all: it is written under a temporary name in the same folder and renamed.
func Save(path string, p *Picture, o SaveOptions) error {
	if p.Width <= 0 || p.Height <= 0 {
		return saveProblem(path, "the picture has no pixels", nil)
	}
	return save(path, o, func(e encoder) *image.NRGBA {
		if e.opaque {
			return Flatten(p).ToImage()
		}
		return p.ToImage()
	})
}

// save checks everything before it asks for the pixels.
func save(path string, o SaveOptions, pixels func(encoder) *image.NRGBA) error {
	if err := o.Validate(); err != nil {
		return fmt.Errorf("save %s: %w", filepath.Base(path), err)
	}
	e, err := encoderFor(path, o)
	if err != nil {
		return err
	}
	if err := o.protect(path); err != nil {
		return err
	}
	return replace(path, func(w io.Writer) error { return e.encode(w, pixels(e)) })
}

// CanSave reports whether Save can write files of this name; the error lists the extensions that it can.
func CanSave(path string) error {
	_, err := encoderFor(path, SaveOptions{})
	return err
}

// encoder writes one format.
type encoder struct {
	opaque bool // the format knows no alpha
	encode func(io.Writer, *image.NRGBA) error
}

func encoderFor(path string, o SaveOptions) (encoder, error) {
	switch extension := strings.ToLower(filepath.Ext(path)); extension {
	case ".jpg", ".jpeg":
		quality := o.Quality
		if quality == 0 {
			quality = 95
		}
		return encoder{true, func(w io.Writer, img *image.NRGBA) error {
			fast := &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect} // the encoder has a fast way for this kind
			return jpeg.Encode(w, fast, &jpeg.Options{Quality: quality})
		}}, nil
	case ".png":
		return encoder{false, func(w io.Writer, img *image.NRGBA) error { return png.Encode(w, img) }}, nil
	case "":
		return encoder{}, saveProblem(path, "the name has no ending; end it with .jpg, .jpeg or .png", nil)
	default:
		return encoder{}, saveProblem(path, fmt.Sprintf("%s files cannot be written; end the name with .jpg, .jpeg or .png", extension), nil)
	}
}

// protect refuses to save over an input.
func (o SaveOptions) protect(path string) error {
	target, err := os.Stat(path)
	if err != nil || o.Overwrite {
		return nil // a new file, or one that may go
	}
	for _, input := range o.Inputs {
		if info, err := os.Stat(input); err == nil && os.SameFile(info, target) {
			return saveProblem(path, "this is the picture it was made from; choose another name", nil)
		}
	}
	return nil
}

// replace writes a file under a temporary name, flushes it to disk and renames it to path.
func replace(path string, write func(io.Writer) error) (err error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return saveProblem(path, "there is a folder of this name; choose another name", nil)
	}
	file, err := createBeside(path)
	if err != nil {
		return unwritable(path, err)
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(file.Name())
			err = unwritable(path, err)
		}
	}()
	buffered := bufio.NewWriterSize(file, 1<<16)
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
