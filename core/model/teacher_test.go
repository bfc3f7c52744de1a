package model

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"restyle/core/fault"
	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/core/weights"
	"restyle/internal/testkit"
)

// teacherFile is the tensors of a teacher: the colours' convolution, those of the encoder, and the liftings.
func teacherFile(widths [4]int, lifted int) map[string]weights.Tensor {
	convs := []testkit.Conv{{Name: "conv0", In: 3, Out: 3, Size: 1}}
	for _, l := range encoderLayers {
		in := 3
		if l.from >= 0 {
			in = widths[l.from]
		}
		convs = append(convs, testkit.Conv{Name: "conv" + l.name[4:5] + l.name[6:], In: in, Out: widths[l.to], Size: 3})
	}
	for i, in := range widths {
		convs = append(convs, testkit.Conv{Name: fmt.Sprintf("conv%d1_aux", i+1), In: in, Out: lifted, Size: 1})
	}
	return testkit.Convolutions("teacher", convs)
}

// TestLoadedTeachersAreTheirFile: the maps are those of its convolutions one after the other, the one of colours by itself.
func TestLoadedTeachersAreTheirFile(t *testing.T) {
	widths, path := [4]int{4, 5, 6, 7}, filepath.Join(t.TempDir(), "teacher.safetensors")
	file := teacherFile(widths, 9)
	if err := weights.Write(path, weights.File{Tensors: file}); err != nil {
		t.Fatal(err)
	}
	teacher, err := LoadTeacher(path)
	if err != nil {
		t.Fatal(err)
	}
	plain := map[string]weights.Tensor{}
	for _, l := range encoderLayers {
		if err := copyConv(plain, l.name, file, "conv"+l.name[4:5]+l.name[6:]); err != nil {
			t.Fatal(err)
		}
	}
	scope, raw := nn.From(Lookup(plain)), nn.From(Lookup(file))
	encoder := NewEncoder(scope, widths)
	s := kernel.Shape{N: 1, H: 21, W: 18, C: 3}
	b := nn.NewBuilder(nn.NewMachine(1))
	x := b.Constant(testkit.Image("x", s.Len()), s)
	want := encoder.Features(b, b.Conv(x, raw.Conv("conv0", kernel.Conv{Size: 1, In: 3, Out: 3})), 4)
	for i, m := range want {
		want[i] = b.Conv(m, raw.Conv(fmt.Sprintf("conv%d1_aux", i+1), kernel.Conv{Size: 1, In: widths[i], Out: 9, ReLU: true}))
	}
	got := teacher.Features(b, x, 4)
	g, err := b.Compile(nil, append(append([]*nn.Tensor(nil), want...), got...)...)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		testkit.Near(t, fmt.Sprintf("relu%d_1, lifted", i+1), got[i].Data(), want[i].Data(), 1e-4)
	}
	if err := weights.Write(path, weights.File{Tensors: teacherFile(widths, 0)}); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadTeacher(path); err == nil || fault.Of(err) == nil || fault.Of(err).Name != "teacher.other" {
		t.Errorf("lifted to no channels: %v", err)
	}
	for _, name := range []string{"conv0.weight", "conv31.bias", "conv41_aux.weight"} {
		other := teacherFile(widths, 9)
		delete(other, name)
		if err := weights.Write(path, weights.File{Tensors: other}); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadTeacher(path); err == nil || fault.Of(err) == nil || fault.Of(err).Name != "teacher.other" {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// TestChecksumsOfLossNetworks are those of all weights, of the lifting too.
func TestChecksumsOfLossNetworks(t *testing.T) {
	build := func() *Teacher {
		scope := nn.Fresh(1)
		teacher := &Teacher{Encoder: NewEncoder(scope.In("encoder"), [4]int{4, 4, 8, 8})}
		for i, in := range teacher.Encoder.Widths() {
			teacher.lift[i] = scope.Conv(fmt.Sprint("lift", i+1), kernel.Conv{Size: 1, In: in, Out: 12, ReLU: true})
		}
		return teacher
	}
	seen := map[string]string{build().Checksum(): "the teacher"}
	if again := build().Checksum(); seen[again] == "" {
		t.Error("a teacher of the same weights has another checksum")
	}
	encoder, lift := build(), build()
	encoder.Encoder.convs[8].Bias.Value[7] = 1
	lift.lift[3].Weight.Value[0]++
	for name, network := range map[string]Features{"its encoder": build().Encoder, "another encoder": encoder.Encoder, "with another encoder": encoder, "with another lifting": lift} {
		sum := network.Checksum()
		if other := seen[sum]; other != "" || sum == "" {
			t.Errorf("%s has the checksum of %s", name, other)
		}
		seen[sum] = name
	}
}
