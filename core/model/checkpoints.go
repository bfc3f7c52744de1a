package model

import (
	"fmt"

	"restyle/core/fault"
	"restyle/core/nn"
	"restyle/core/weights"
)

// Checkpoints names the authors' files: VGG-19 for all, and decoder and SCT for one or both modes.
type Checkpoints struct {
	VGG                    string // vgg_normalised.pth
	ArtDecoder, ArtSCT     string // decoder_iter_*.pth.tar, sct_iter_*.pth.tar
	PhotoDecoder, PhotoSCT string
	Name                   string // of the model, as shown
}

// Indices of the convolutions in the authors' nn.Sequential networks.
var (
	vggIndex     = []int{2, 5, 9, 12, 16, 19, 22, 25, 29} // after the 1x1 convolution on colours, 0
	decoderIndex = []int{1, 5, 8, 11, 14, 18, 21, 25, 28}
)

// Dictionaries are the tensors of the authors' checkpoints, by their names there.
type Dictionaries struct {
	VGG   map[string]weights.Tensor
	Modes map[Mode]ModeDictionaries
}

// ModeDictionaries are the tensors of one mode's checkpoints.
type ModeDictionaries struct{ Decoder, SCT map[string]weights.Tensor }

// Import makes a full-width model of the authors' PyTorch checkpoints.
func Import(c Checkpoints) (*Model, error) {
	d := Dictionaries{Modes: map[Mode]ModeDictionaries{}}
	var err error
	if d.VGG, err = readCheckpoint("VGG-19", c.VGG); err != nil {
		return nil, err
	}
	for _, p := range []struct {
		mode         Mode
		decoder, sct string
	}{{Art, c.ArtDecoder, c.ArtSCT}, {Photo, c.PhotoDecoder, c.PhotoSCT}} {
		if p.decoder == "" && p.sct == "" {
			continue
		}
		if p.decoder == "" || p.sct == "" {
			return nil, fmt.Errorf("import %v mode: it takes two files, decoder and SCT: name both", p.mode)
		}
		var m ModeDictionaries
		if m.Decoder, err = readCheckpoint("decoder", p.decoder); err != nil {
			return nil, err
		}
		if m.SCT, err = readCheckpoint("SCT", p.sct); err != nil {
			return nil, err
		}
		d.Modes[p.mode] = m
	}
	m, err := FromDictionaries(d)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	m.Origin = Origin{Kind: "imported", Name: c.Name, Data: "checkpoints of the CCPL authors"}
	return m, nil
}

// FromDictionaries makes a full-width model of the tensors of the authors' checkpoints.
func FromDictionaries(d Dictionaries) (*Model, error) {
	tensors := map[string]weights.Tensor{}
	if err := renameVGG(tensors, d.VGG); err != nil {
		return nil, err
	}
	var modes []Mode
	for _, mode := range Modes() {
		p, ok := d.Modes[mode]
		if !ok {
			continue
		}
		if err := renameMode(tensors, mode, p); err != nil {
			return nil, err
		}
		modes = append(modes, mode)
	}
	if len(modes) == 0 {
		return nil, fmt.Errorf("VGG alone stylizes nothing: name the decoder and SCT files of a mode too")
	}
	m, err := Build(nn.From(Lookup(tensors)), Full(), modes...)
	if err != nil {
		return nil, fmt.Errorf("%w: are these the files of CCPL's own code, each of the mode it was named for?", fault.Mark(err, "import.unfit"))
	}
	return m, nil
}

// EncoderFromVGG reads vgg_normalised.pth as an encoder: a teacher for distillation.
func EncoderFromVGG(path string) (*Encoder, error) {
	src, err := readCheckpoint("VGG-19", path)
	if err != nil {
		return nil, err
	}
	tensors := map[string]weights.Tensor{}
	if err := renameVGG(tensors, src); err != nil {
		return nil, fmt.Errorf("import %s: %w", path, err)
	}
	scope := nn.From(Lookup(tensors))
	e := NewEncoder(scope.In("encoder"), Full().Widths)
	if err := scope.Err(); err != nil {
		return nil, fmt.Errorf("import %s: %w", path, err)
	}
	return e, nil
}

func renameVGG(dst, src map[string]weights.Tensor) error {
	const hint = "%w: is the VGG file vgg_normalised.pth?"
	unfit := func(err error) error { return fault.Mark(fmt.Errorf(hint, err), "import.vgg") }
	for i, l := range encoderLayers {
		if err := copyConv(dst, "encoder."+l.name, src, fmt.Sprint(vggIndex[i])); err != nil {
			return unfit(err)
		}
	}
	if err := copyConv(dst, "colour", src, "0"); err != nil {
		return unfit(err)
	}
	return foldColour(dst)
}

func renameMode(dst map[string]weights.Tensor, m Mode, d ModeDictionaries) error {
	indices, shift := decoderIndex, 0
	if m == Photo {
		indices = indices[photoStart:]
		if _, whole := d.Decoder["28.weight"]; !whole { // a decoder already cut is numbered from 0
			shift = 10
		}
	}
	for i, k := range indices {
		if err := copyConv(dst, fmt.Sprintf("%v.decoder.%d", m, i), d.Decoder, fmt.Sprint(k-shift)); err != nil {
			return fault.Mark(fmt.Errorf("%w: is the decoder file a decoder_iter file of the %v mode?", err, m), "import.decoder")
		}
	}
	for _, name := range sctNames(m) {
		if err := copyConv(dst, fmt.Sprintf("%v.sct.%s", m, name), d.SCT, name); err != nil {
			return fault.Mark(fmt.Errorf("%w: is the SCT file an sct_iter file of the %v mode?", err, m), "import.sct")
		}
	}
	return nil
}

// sctNames lists the convolutions of SCT.
func sctNames(m Mode) []string {
	names := []string{"uncompress"}
	for i := range len(Full().Hidden[m]) + 1 {
		names = append(names, fmt.Sprint("cnet.", 2*i), fmt.Sprint("snet.", 2*i))
	}
	return names
}

func readCheckpoint(what, path string) (map[string]weights.Tensor, error) {
	if path == "" {
		return nil, fmt.Errorf("import: no %s file is named", what)
	}
	tensors, _, err := weights.ReadTorch(path)
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", what, err)
	}
	return tensors, nil
}

func copyConv(dst map[string]weights.Tensor, to string, src map[string]weights.Tensor, from string) error {
	for _, kind := range []string{".weight", ".bias"} {
		t, ok := src[from+kind]
		if !ok {
			return fmt.Errorf("tensor %s is missing", from+kind)
		}
		dst[to+kind] = t
	}
	return nil
}

// teacherTensors renames the tensors of a teacher file, conv0 … conv41 and conv11_aux … conv41_aux, to encoder.conv1_1 … and lift1 … lift4.
func teacherTensors(src map[string]weights.Tensor) (map[string]weights.Tensor, error) {
	dst := map[string]weights.Tensor{}
	for _, l := range encoderLayers {
		from := "conv" + l.name[4:5] + l.name[6:7]
		if err := copyConv(dst, "encoder."+l.name, src, from); err != nil {
			return nil, err
		}
	}
	for i := 1; i <= 4; i++ {
		if err := copyConv(dst, fmt.Sprint("lift", i), src, fmt.Sprintf("conv%d1_aux", i)); err != nil {
			return nil, err
		}
	}
	if err := copyConv(dst, "colour", src, "conv0"); err != nil {
		return nil, err
	}
	return dst, foldColour(dst)
}

// foldColour moves the 1x1 convolution on colours into conv1_1: weights W·M, biases b + sum over taps of W·m.
func foldColour(t map[string]weights.Tensor) error {
	m, shift := t["colour.weight"], t["colour.bias"]
	w, b := t["encoder.conv1_1.weight"], t["encoder.conv1_1.bias"]
	if len(m.Data) != 9 || len(shift.Data) != 3 || len(w.Shape) != 4 || w.Shape[1] != 3 || w.Shape[2] != 3 || w.Shape[3] != 3 || len(b.Data) != w.Shape[0] {
		return fmt.Errorf("the first two convolutions do not fit together: 0.weight is %v, 2.weight is %v", m.Shape, w.Shape)
	}
	folded, bias := make([]float32, len(w.Data)), make([]float32, len(b.Data))
	for o := range b.Data {
		sum := float64(b.Data[o])
		for tap := range 9 {
			for i := range 3 {
				var v float64
				for k := range 3 {
					x := float64(w.Data[(o*3+k)*9+tap])
					v += x * float64(m.Data[k*3+i])
					if i == 0 {
						sum += x * float64(shift.Data[k])
					}
				}
				folded[(o*3+i)*9+tap] = float32(v)
			}
		}
		bias[o] = float32(sum)
	}
	t["encoder.conv1_1.weight"] = weights.Tensor{Shape: w.Shape, Data: folded}
	t["encoder.conv1_1.bias"] = weights.Tensor{Shape: b.Shape, Data: bias}
	delete(t, "colour.weight")
	delete(t, "colour.bias")
	return nil
}
