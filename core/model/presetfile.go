package model

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"restyle/core/fault"
	"restyle/core/sct"
	"restyle/core/weights"
)

// presetFormat names the version of .style files: safetensors with, for each mode, MODE.cov [528] (the upper triangle of the covariance), MODE.mean [C]
// and, of a modulated model, MODE.levels [Statistics]; all else is metadata, the thumbnail in base64. The version before held one mode
// without its name, and the covariance as [32 32].
const (
	presetFormat       = styleFormats + "2"
	firstPresetFormat  = styleFormats + "1"
	triangle           = sct.Rank * (sct.Rank + 1) / 2
	largestThumbnail   = 256 << 10 // bytes
	mostThumbnailSides = 1024      // pixels
)

// File is the preset as a file of named tensors.
func (p Preset) File() weights.File {
	f := weights.File{
		Tensors: map[string]weights.Tensor{},
		Metadata: map[string]string{
			"format": presetFormat, "name": p.Name, "artist": p.Artist, "year": p.Year, "model": p.Model, "model_name": p.ModelName,
			"source": p.Source.Path, "source_sum": p.Source.Sum, "thumbnail": base64.StdEncoding.EncodeToString(p.Thumbnail),
			"scale": strconv.FormatFloat(p.scale(), 'g', -1, 64),
		},
	}
	for mode, s := range p.Styles {
		put := func(name string, x []float32) {
			f.Tensors[mode.String()+"."+name] = weights.Tensor{Shape: []int{len(x)}, Data: x}
		}
		put("cov", fold(s.Cov))
		put("mean", s.Mean)
		if len(s.Levels) > 0 {
			put("levels", s.Levels)
		}
	}
	return f
}

func (p Preset) scale() float64 {
	if p.Scale == 0 {
		return 1
	}
	return p.Scale
}

// SavePreset writes a preset to path, the whole file or nothing.
func SavePreset(path string, p Preset) error {
	if err := weights.Write(path, p.File()); err != nil {
		return fmt.Errorf("save style: %w", err)
	}
	return nil
}

// LoadPreset reads the preset at path.
func LoadPreset(path string) (Preset, error) {
	f, err := weights.Read(path)
	if err != nil {
		return Preset{}, fmt.Errorf("load style: %w", err)
	}
	p, err := PresetFromFile(f)
	if err != nil {
		return Preset{}, damaged(fmt.Errorf("load style %s: %w", path, err), "style.damaged", path)
	}
	if p.Name == "" {
		p.Name = strings.TrimSuffix(filepath.Base(path), PresetExtension)
	}
	if p.folder, err = filepath.Abs(filepath.Dir(path)); err != nil {
		return Preset{}, fmt.Errorf("load style %s: %w", path, err)
	}
	return p, nil
}

// PresetFromFile reads a preset from a file's tensors.
func PresetFromFile(f weights.File) (Preset, error) {
	m := f.Metadata
	p := Preset{Name: legible(m["name"]), Artist: legible(m["artist"]), Year: legible(m["year"]), ModelName: legible(m["model_name"])}
	p.Model, p.Styles = m["model"], map[Mode]sct.Style{}
	p.Source = Source{Path: m["source"], Sum: m["source_sum"]}
	var err error
	switch v := m["format"]; {
	case v == firstPresetFormat:
		err = p.readFirst(f)
	case v == presetFormat:
		err = p.read(f)
	case v == "" || strings.HasPrefix(v, trainingFormats):
		err = fault.Mark(errors.New("not a style of Restyle: make one from a picture with style save"), "style.other")
	case v == format:
		err = fault.Mark(errors.New("this is a model, not a style: name it with --model"), "style.model")
	default:
		err = fault.Mark(fmt.Errorf("format %q is not known here: use a program version that wrote it", v), "file.newer")
	}
	if err != nil {
		return Preset{}, err
	}
	return p, p.check()
}

// readFirst reads the styles of the first version.
func (p *Preset) readFirst(f weights.File) error {
	mode, err := ParseMode(f.Metadata["mode"])
	if err != nil {
		return fmt.Errorf("the style's mode cannot be read: %w", err)
	}
	p.Styles[mode] = sct.Style{Cov: f.Tensors["cov"].Data, Mean: f.Tensors["mean"].Data, Levels: f.Tensors["levels"].Data}
	return nil
}

func (p *Preset) read(f weights.File) (err error) {
	for _, mode := range Modes() {
		cov, ok := f.Tensors[mode.String()+".cov"]
		if !ok {
			continue
		}
		if len(cov.Data) != triangle {
			return fmt.Errorf("it has %d covariances, want %d: the file is damaged: save the style again", len(cov.Data), triangle)
		}
		p.Styles[mode] = sct.Style{Cov: unfold(cov.Data), Mean: f.Tensors[mode.String()+".mean"].Data, Levels: f.Tensors[mode.String()+".levels"].Data}
	}
	if p.Scale, err = strconv.ParseFloat(f.Metadata["scale"], 64); err != nil || !(p.Scale > 0) || math.IsInf(p.Scale, 1) {
		return fmt.Errorf("it has the scale %q: the file is damaged: save the style again", f.Metadata["scale"])
	}
	if p.Thumbnail, err = base64.StdEncoding.DecodeString(f.Metadata["thumbnail"]); err != nil {
		return fmt.Errorf("its thumbnail cannot be read: the file is damaged: save the style again")
	}
	if len(p.Thumbnail) == 0 {
		return nil
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(p.Thumbnail))
	if err != nil || len(p.Thumbnail) > largestThumbnail || max(c.Width, c.Height) > mostThumbnailSides {
		return fmt.Errorf("its thumbnail is no small JPEG: the file is damaged: save the style again")
	}
	return nil
}

// check finds styles that nothing can have made.
func (p Preset) check() error {
	if len(p.Styles) == 0 {
		return fmt.Errorf("it has 0 covariances: the file is damaged: save the style again")
	}
	for _, s := range p.Styles {
		if len(s.Cov) != sct.Rank*sct.Rank || len(s.Mean) == 0 {
			return fmt.Errorf("it has %d covariances and %d means: the file is damaged: save the style again", len(s.Cov), len(s.Mean))
		}
		for _, x := range [][]float32{s.Cov, s.Mean, s.Levels} {
			for _, v := range x {
				if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
					return fmt.Errorf("it holds values that are not numbers: the file is damaged: save the style again")
				}
			}
		}
	}
	return nil
}

// Picture decodes the thumbnail; nil: there is none.
func (p Preset) Picture() (image.Image, error) {
	if len(p.Thumbnail) == 0 {
		return nil, nil
	}
	img, err := jpeg.Decode(bytes.NewReader(p.Thumbnail))
	if err != nil {
		return nil, fmt.Errorf("the thumbnail of style %s cannot be read (%w): save the style again", p.Name, err)
	}
	return img, nil
}

// fold is the upper triangle of a symmetric matrix [32 32], row by row.
func fold(matrix []float32) []float32 {
	var upper []float32
	for i := range sct.Rank {
		upper = append(upper, matrix[i*sct.Rank+i:(i+1)*sct.Rank]...)
	}
	return upper
}

// unfold is the inverse of fold.
func unfold(upper []float32) []float32 {
	matrix := make([]float32, sct.Rank*sct.Rank)
	for i := range sct.Rank {
		for j := i; j < sct.Rank; j++ {
			matrix[i*sct.Rank+j], matrix[j*sct.Rank+i] = upper[0], upper[0]
			upper = upper[1:]
		}
	}
	return matrix
}
