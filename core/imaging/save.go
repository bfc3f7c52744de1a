package imaging

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/imaging/jpeg"
)

// SaveOptions says how a picture is written. The zero value is the default.
type SaveOptions struct {
	Quality     int      // JPEG quality 1 to 100; 0: 95
	Subsampling string   // resolution of colour in JPEG, 4:4:4, 4:2:2 or 4:2:0; empty: 4:4:4 from quality 90 on, 4:2:0 below
	Inputs      []string // files the picture was made from: saving over one of them is refused
	Overwrite   bool     // allow saving over an input
	New         bool     // keep a file that has the name by the time the new one is finished, which is an error then (fs.ErrExist)

	Finished func(temporary string) error // is called with the finished file before it gets its name; nil: nothing
}

// Validate reports options that cannot be used.
func (o SaveOptions) Validate() error {
	_, err := o.jpeg()
	return err
}

// jpeg are the options for JPEG files.
func (o SaveOptions) jpeg() (jpeg.Options, error) {
	j := jpeg.Options{Quality: o.Quality}
	if j.Quality == 0 {
		j.Quality = 95
	}
	if j.Quality < 90 {
		j.Subsampling = jpeg.Quarter
	}
	if o.Subsampling != "" {
		s, err := jpeg.ParseSubsampling(o.Subsampling)
		if err != nil {
			return j, err
		}
		j.Subsampling = s
	}
	return j, j.Validate()
}

// Save writes p with 8 bits a channel; see SaveDocument.
func Save(path string, p *Picture, o SaveOptions) error {
	return SaveDocument(path, NewDocument(p), o)
}

// SaveDocument writes d in the format of the name's ending: JPEG (.jpg, .jpeg; 8 bits, alpha is put on white), PNG (.png) or TIFF (.tif, .tiff), with
// its colour profile and EXIF block. The file appears whole or not at all: it is written under a temporary name in the same folder and renamed.
func SaveDocument(path string, d *Document, o SaveOptions) error {
	if err := o.Validate(); err != nil {
		return fmt.Errorf("save %s: %w", path, err)
	}
	encode, err := encoderFor(path)
	if err != nil {
		return err
	}
	if width, height := d.Size(); width <= 0 || height <= 0 {
		return saveProblem("picture.nopixels", path, "the picture has no pixels", nil)
	}
	if err := o.protect(path); err != nil {
		return err
	}
	return replace(path, o.New, func(f *os.File) error {
		if err := encode(f, d, o); err != nil {
			return unfit(path, err)
		}
		if o.Finished == nil {
			return nil
		}
		return o.Finished(f.Name())
	})
}

// CanSave reports whether Save can write files of this name; the error lists the extensions that it can.
func CanSave(path string) error {
	_, err := encoderFor(path)
	return err
}

// encoder writes one format.
type encoder func(f *os.File, d *Document, o SaveOptions) error

const endings = ".jpg, .jpeg, .png, .tif or .tiff"

func encoderFor(path string) (encoder, error) {
	switch extension := strings.ToLower(filepath.Ext(path)); extension {
	case ".jpg", ".jpeg":
		return encodeJPEG, nil
	case ".png":
		return encodePNG, nil
	case ".tif", ".tiff":
		return encodeTIFF, nil
	case "":
		return nil, saveProblem("save.ending", path, "the name has no ending; end it with "+endings, nil)
	default:
		return nil, saveProblem("save.ending", path, fmt.Sprintf("%s files cannot be written; end the name with %s", extension, endings), nil)
	}
}

// protect refuses to save over an input.
func (o SaveOptions) protect(path string) error {
	if !o.Overwrite && o.Reads(path) {
		return saveProblem("save.input", path, "this is the picture it was made from; choose another name", nil)
	}
	return nil
}

// Reads tells whether a file is one of the inputs, under whatever name. Inputs that are no files are none.
func (o SaveOptions) Reads(path string) bool {
	target, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(o.Inputs, func(input string) bool {
		info, err := os.Stat(input)
		return err == nil && os.SameFile(info, target)
	})
}

// Replace writes a file of any kind as SaveDocument does: whole, or not at all.
func Replace(path string, write func(w io.Writer) error) error {
	return replace(path, false, func(f *os.File) error { return buffered(f, write) })
}

// Create is Replace that keeps a file which has the name by the time the new one is finished (fs.ErrExist).
func Create(path string, write func(w io.Writer) error) error {
	return replace(path, true, func(f *os.File) error { return buffered(f, write) })
}

func buffered(f *os.File, write func(w io.Writer) error) error {
	w := bufio.NewWriterSize(f, 1<<16)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}

// replace writes a file under a temporary name, flushes it to disk and gives it the name path. What write itself finds wrong is returned as it is.
func replace(path string, fresh bool, write func(f *os.File) error) (err error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return saveProblem("save.isfolder", path, "there is a folder of this name; choose another name", nil)
	}
	file, err := createBeside(path)
	if err != nil {
		return unwritable(path, err)
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(file.Name())
			if ofFile(err, file.Name()) {
				err = unwritable(path, err)
			}
		}
	}()
	if err := write(file); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if fresh {
		return claim(file.Name(), path)
	}
	return os.Rename(file.Name(), path)
}

// claim gives a finished file a name that has to be free. A link replaces nothing; on disks that know none, one looks just before.
func claim(temporary, path string) error {
	if err := os.Link(temporary, path); err == nil {
		os.Remove(temporary) // should it stay, it is a second name of the result, which nothing reads
		return nil
	}
	if _, there := os.Lstat(path); there == nil {
		return saveProblem("save.busy", path, "a file of this name has come meanwhile; choose another name, or allow it to be overwritten", fs.ErrExist)
	}
	return os.Rename(temporary, path)
}
