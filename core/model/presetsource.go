package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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

// FileSource describes a file as it is now.
func FileSource(path string) (Source, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Source{}, fmt.Errorf("read %s: %w", path, err)
	}
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	return Source{Path: path, Sum: checksumOf(data)}, nil
}

func checksumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Open finds the picture that a preset was made from: where it was, or beside the preset's file. It must not have changed.
func (p Preset) Open() (*imaging.Picture, error) {
	if name, ok := strings.CutPrefix(p.Source.Path, sampleScheme); ok {
		sample, err := assets.Style(name)
		if err != nil {
			return nil, err
		}
		return imaging.Decode(bytes.NewReader(sample.JPEG), name, imaging.Limits{})
	}
	name := filepath.Base(filepath.FromSlash(p.Source.Path))
	for _, path := range []string{p.Source.Path, filepath.Join(p.folder, name)} {
		if !filepath.IsAbs(path) || p.folder == "" {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil || p.Source.Sum != "" && checksumOf(data) != p.Source.Sum {
			continue
		}
		return imaging.Decode(bytes.NewReader(data), path, imaging.Limits{})
	}
	if p.folder == "" {
		err := fmt.Errorf("style %s is built in for the model %s, and the painting does not come with the program: choose that model, or name a picture of your own", p.Name, p.ModelName)
		return nil, fault.Mark(err, "style.builtin", "Name", p.Name, "Model", p.ModelName)
	}
	err := fmt.Errorf("the picture %s that style %s was made from is not there any more, or was changed", name, p.Name)
	return nil, fault.Mark(err, "style.gone", "Name", p.Name, "File", filepath.Base(name))
}
