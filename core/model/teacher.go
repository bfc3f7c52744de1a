package model

import (
	"fmt"

	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/core/weights"
)

// Features is a network that pictures are compared in: the model's own encoder, as in the paper, or a Teacher.
type Features interface {
	// Features returns the maps of the first layers of x [N H W 3], from full size to an eighth.
	Features(b *nn.Builder, x *nn.Tensor, layers int) []*nn.Tensor
	// Widths are the channels of the four layers.
	Widths() []int
}

// Teacher is a VGG-19 to relu4_1 compressed 16 times (Wang et al., Collaborative Distillation, CVPR 2020) with 1x1 convolutions that lift its
// maps to the original's 64, 128, 256 and 512 channels. It is a tool for training: our own encoder is distilled from its maps, and losses
// are measured in the lifted space.
type Teacher struct {
	Encoder *Encoder
	lift    [4]*nn.Conv
	widths  [4]int
}

// LoadTeacher reads a teacher file: conv0, conv11 … conv41 and conv11_aux … conv41_aux.
func LoadTeacher(path string) (*Teacher, error) {
	f, err := weights.Read(path)
	if err != nil {
		return nil, fmt.Errorf("load teacher: %w", err)
	}
	tensors, err := teacherTensors(f.Tensors)
	if err != nil {
		return nil, fmt.Errorf("load teacher %s: %w", path, err)
	}
	t := &Teacher{}
	scope := nn.From(Lookup(tensors))
	for i := range t.widths {
		name := fmt.Sprintf("lift%d", i+1)
		w := tensors[name+".weight"]
		if len(w.Shape) != 4 {
			return nil, fmt.Errorf("load teacher %s: tensor conv%d1_aux.weight is missing or not a convolution", path, i+1)
		}
		t.widths[i] = w.Shape[1]
		t.lift[i] = scope.Conv(name, kernel.Conv{Size: 1, In: w.Shape[1], Out: w.Shape[0], ReLU: true})
	}
	t.Encoder = NewEncoder(scope.In("encoder"), t.widths)
	if err := scope.Err(); err != nil {
		return nil, fmt.Errorf("load teacher %s: %w", path, err)
	}
	for _, p := range scope.Params() {
		p.Train = false
	}
	return t, nil
}

// Features returns the lifted maps.
func (t *Teacher) Features(b *nn.Builder, x *nn.Tensor, layers int) []*nn.Tensor {
	return (&Lifted{t.Encoder, t}).Features(b, x, layers)
}

// Widths are the channels of the lifted maps.
func (t *Teacher) Widths() []int {
	var w []int
	for _, l := range t.lift {
		w = append(w, l.Out)
	}
	return w
}

// Rescale multiplies the maps of the encoder by factors; the lifted maps stay as they are.
func (t *Teacher) Rescale(factors [4]float32) {
	t.Encoder.Rescale(factors)
	for i, f := range factors {
		scale(t.lift[i].Weight, 1/f)
	}
}

// Lifted is a Teacher's lifted space seen through an encoder that was distilled from the Teacher's.
type Lifted struct {
	Encoder *Encoder
	teacher *Teacher
}

// Through returns the Teacher's lifted space seen through e, whose maps must be the Teacher's own up to small errors.
func (t *Teacher) Through(e *Encoder) (*Lifted, error) {
	for l, w := range e.Widths() {
		if w != t.widths[l] {
			return nil, fmt.Errorf("see the teacher's maps through an encoder of %v channels: want %v", e.Widths(), t.widths)
		}
	}
	return &Lifted{e, t}, nil
}

// Features returns the lifted maps.
func (l *Lifted) Features(b *nn.Builder, x *nn.Tensor, layers int) []*nn.Tensor {
	return l.Lift(b, l.Encoder.Features(b, x, layers))
}

// Lift returns the lifted maps of the encoder's maps.
func (l *Lifted) Lift(b *nn.Builder, maps []*nn.Tensor) []*nn.Tensor {
	lifted := make([]*nn.Tensor, len(maps))
	for i, m := range maps {
		lifted[i] = b.Conv(m, l.teacher.lift[i])
	}
	return lifted
}

// Widths are the channels of the lifted maps.
func (l *Lifted) Widths() []int { return l.teacher.Widths() }
