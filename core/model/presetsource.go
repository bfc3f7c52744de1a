package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"restyle/assets"
	"restyle/core/fault"
	"restyle/core/imaging"
)

// Source says which picture a preset was made from.
type Source struct {
	Path string // of the file, absolute; or "sample:" and the name of a picture that is built in; empty: unknown
	Sum  string // SHA-256 of the file in hexadecimal; empty: unknown
}

const sampleScheme = "sample:"

// SampleSource is the source of a built-in picture.
func SampleSource(name string) Source { return Source{Path: sampleScheme + name} }

// mostBytes is what the file of a picture may have.
const mostBytes = 1 << 30

// FileSource describes a file as it is now.
func FileSource(path string) (Source, error) {
	file, err := imaging.OpenFile(path, imaging.Limits{Bytes: mostBytes})
	if err != nil {
		return Source{}, err
	}
	defer file.Close()
	sum, err := checksumOf(file)
	if err != nil {
		return Source{}, fmt.Errorf("read %s: %w", path, err)
	}
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	return Source{Path: path, Sum: sum}, nil
}

// checksumOf hashes while it reads: most of what it is asked about need not fit into memory.
func checksumOf(r io.Reader) (string, error) {
	sum := sha256.New()
	_, err := io.Copy(sum, io.LimitReader(r, mostBytes))
	return hex.EncodeToString(sum.Sum(nil)), err
}

// open opens a file if it is the source, going by its checksum where that is known. Presets come from anywhere and may name any path.
func (s Source) open(path string) (*os.File, error) {
	file, err := imaging.OpenFile(path, imaging.Limits{Bytes: mostBytes})
	if err != nil || s.Sum == "" {
		return file, err
	}
	sum, err := checksumOf(file)
	if err == nil && sum != s.Sum {
		err = fmt.Errorf("%s has changed", path)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// elsewhere tells whether a path that a preset names is none of a file on this computer's disks: Windows would greet the computer of \\computer\share\x.jpg with the
// person's name and password, and NUL, COM1 and what begins with \\.\, \\?\ or \??\ are devices, or may be.
func elsewhere(path string) bool {
	slashed := strings.ReplaceAll(path, `\`, "/")
	below := strings.TrimLeft(path[len(filepath.VolumeName(path)):], `\/`)
	return strings.HasPrefix(slashed, "//") || strings.HasPrefix(slashed, "/??/") || !filepath.IsLocal(below)
}

// Open finds the picture that a preset was made from: beside the preset's file, or where it was, on this computer. It must not have changed.
func (p Preset) Open() (*imaging.Picture, error) {
	if name, ok := strings.CutPrefix(p.Source.Path, sampleScheme); ok {
		sample, err := assets.Style(name)
		if err != nil {
			return nil, err
		}
		return imaging.Decode(bytes.NewReader(sample.JPEG), name, imaging.Limits{})
	}
	if file := p.find(); file != nil {
		defer file.Close()
		return imaging.Decode(file, file.Name(), imaging.Limits{Bytes: mostBytes})
	}
	if p.folder == "" {
		err := fmt.Errorf("style %s is built in for the model %s, and the painting does not come with the program: choose that model, or name a picture of your own", p.Name, p.ModelName)
		return nil, fault.Mark(err, "style.builtin", "Name", p.Name, "Model", p.ModelName)
	}
	name := filepath.Base(filepath.FromSlash(p.Source.Path))
	err := fmt.Errorf("the picture %s that style %s was made from is not there any more, or was changed", name, p.Name)
	return nil, fault.Mark(err, "style.gone", "Name", p.Name, "File", filepath.Base(name))
}

// PictureFile is the file that Open reads; empty: there is none.
func (p Preset) PictureFile() string {
	file := p.find()
	if file == nil {
		return ""
	}
	file.Close()
	return file.Name()
}

// find opens the file of the picture where it is; nil: nowhere.
func (p Preset) find() *os.File {
	if p.folder == "" || strings.HasPrefix(p.Source.Path, sampleScheme) {
		return nil
	}
	var places []string
	if name := filepath.Base(filepath.FromSlash(p.Source.Path)); filepath.IsLocal(name) {
		places = append(places, filepath.Join(p.folder, name))
	}
	if filepath.IsAbs(p.Source.Path) && !elsewhere(p.Source.Path) {
		places = append(places, p.Source.Path)
	}
	for _, path := range places {
		if file, err := p.Source.open(path); err == nil {
			return file
		}
	}
	return nil
}
