package model

import (
	"fmt"

	"restyle/core/fault"
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
	// Checksum identifies the weights.
	Checksum() string
}

// Teacher is a VGG-19 to relu4_1 compressed 16 times (Wang et al., Collaborative Distillation, CVPR 2020) with 1x1 convolutions that lift its
// maps to the original's 64, 128, 256 and 512 channels. It is a tool for training: our own encoder is distilled from its maps, and losses
// are measured in the lifted space.
type Teacher struct {
	Encoder *Encoder
	lift    [4]*nn.Conv
}

// LoadTeacher reads a teacher file: conv0, conv11 … conv41 and conv11_aux … conv41_aux. The error of a file that has other tensors is called teacher.other.
func LoadTeacher(path string) (*Teacher, error) {
	f, err := weights.Read(path)
	if err != nil {
		return nil, fmt.Errorf("load teacher: %w", err)
	}
	tensors, err := teacherTensors(f.Tensors)
	if err != nil {
		return nil, fault.Mark(fmt.Errorf("load teacher %s: %w", path, err), "teacher.other")
	}
	t := &Teacher{}
	scope := nn.From(Lookup(tensors))
	var widths [4]int
	for i := range widths {
		name := fmt.Sprintf("lift%d", i+1)
		w := tensors[name+".weight"]
		if len(w.Shape) != 4 || w.Shape[0] < 1 || w.Shape[1] < 1 {
			return nil, fault.Mark(fmt.Errorf("load teacher %s: tensor conv%d1_aux.weight is no convolution", path, i+1), "teacher.other")
		}
		widths[i] = w.Shape[1]
		t.lift[i] = scope.Conv(name, kernel.Conv{Size: 1, In: w.Shape[1], Out: w.Shape[0], ReLU: true})
	}
	t.Encoder = NewEncoder(scope.In("encoder"), widths)
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
	lifted := t.Encoder.Features(b, x, layers)
	for i, m := range lifted {
		lifted[i] = b.Conv(m, t.lift[i])
	}
	return lifted
}

// Widths are the channels of the lifted maps.
func (t *Teacher) Widths() []int {
	var w []int
	for _, l := range t.lift {
		w = append(w, l.Out)
	}
	return w
}

// Checksum identifies the weights of encoder and lifting.
func (t *Teacher) Checksum() string { return checksum(append(t.Encoder.ConvsTo(4), t.lift[:]...)) }

// checksum identifies the weights of convolutions with different names.
func checksum(convs []*nn.Conv) string {
	f := weights.File{Tensors: map[string]weights.Tensor{}}
	for _, c := range convs {
		for _, p := range c.Params() {
			f.Tensors[p.Name] = weights.Tensor{Shape: p.Shape, Data: p.Value}
		}
	}
	return f.Checksum()
}
