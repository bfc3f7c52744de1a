package main

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"restyle/core/model"
	"restyle/core/weights"
)

func TestDistill(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	saveTeacher(t, "teacher.safetensors", 1)
	must(t, strings.Fields("distill --teacher teacher.safetensors --style paintings --content photos --name small --widths 4,4,4,8 --size 32 --batch 1 --steps 2")...)
	must(t, strings.Fields("train --scratch --from small --teacher teacher.safetensors --style paintings --size 40 --batch 1 --steps 1 --name learned")...)
	must(t, "stylize", "photo.png", "--style", "leaf.png", "--model", "learned")
	if show := must(t, "model", "show", "small"); !strings.Contains(show, "distilled") || !strings.Contains(show, "widths         [4 4 4 8]") || !strings.Contains(show, "none yet") {
		t.Errorf("%q", show)
	}
	must(t, strings.Fields("model export small -o encoder.onnx --part encoder")...)
	refuse(t, exitFailed, "has been taught no mode yet", strings.Fields("model export small -o whole.onnx")...)
	const untaught = `model "small" is an encoder that has been taught no mode yet: train it from scratch, or choose another model`
	for _, args := range []string{"stylize photo.png --style leaf.png --model small", "train --from small --style paintings --name x --steps 1 --size 40", "style save leaf.png --model small"} {
		refuse(t, exitFailed, untaught, strings.Fields(args)...)
	}
}

// TestDistillKeepsAModelThatComesMeanwhile, unless it was told to overwrite that.
func TestDistillKeepsAModelThatComesMeanwhile(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	saveTeacher(t, "teacher.safetensors", 1)
	args := strings.Fields("distill --teacher teacher.safetensors --style paintings --name small --widths 4,4,4,8 --size 32 --batch 1 --steps 2 --progress json")
	for _, force := range []bool{false, true} {
		library, code, want := model.NewLibrary("library"), exitFailed, "trained"
		if force {
			args, code, want = append(args, "--force"), exitDone, "distilled"
		}
		var once sync.Once
		comes := &watcher{text: `"event":"step"`, found: func() {
			once.Do(func() {
				if err := library.Replace("small", tinyModel(t)); err != nil {
					t.Error(err)
				}
			})
		}}
		var out bytes.Buffer
		if got := run(&program{ctx: t.Context(), out: &out, err: comes}, args); got != code {
			t.Errorf("force %t: exit %d: %s%s", force, got, &out, comes)
		}
		if m, err := library.Load("small"); err != nil || m.Origin.Kind != want {
			t.Errorf("force %t: %v, %v", force, m, err)
		}
		if taken := `there is a model \"small\" already: choose another name or remove it, or add --force to overwrite it`; force == strings.Contains(comes.String(), taken) {
			t.Errorf("force %t: %s", force, comes)
		}
	}
}

// TestTeachersThatAreDamagedAreCalledSo: only files of another kind are told what a teacher is.
func TestTeachersThatAreDamagedAreCalledSo(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	saveTeacher(t, "teacher.safetensors", 1)
	good, err := os.ReadFile("teacher.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	change := func(name string, f func(tensors map[string]weights.Tensor)) {
		file, err := weights.Decode(good)
		if err != nil {
			t.Fatal(err)
		}
		f(file.Tensors)
		if err := weights.Write(name, file); err != nil {
			t.Fatal(err)
		}
	}
	write(t, "empty.safetensors", nil)
	write(t, "cut.safetensors", good[:len(good)/2])
	write(t, "flipped.safetensors", append(bytes.Clone(good[:len(good)-1]), good[len(good)-1]^1))
	change("nan.safetensors", func(tensors map[string]weights.Tensor) { tensors["conv21_aux.weight"].Data[3] = float32(math.NaN()) })
	change("incomplete.safetensors", func(tensors map[string]weights.Tensor) { delete(tensors, "conv32.bias") })
	for file, want := range map[string]string{
		"empty": "the file is empty", "cut": "damaged or cut short", "flipped": "does not match its checksum", "nan": "holds values that are no numbers",
		"incomplete": "this is none: choose vgg_normalised.pth",
	} {
		refuse(t, exitFailed, want, "distill", "--style", "paintings", "--name", "x", "--teacher", file+".safetensors")
		if _, _, err := cli(t, "distill", "--style", "paintings", "--name", "x", "--teacher", file+".safetensors"); strings.Contains(err, "this is none") != (file == "incomplete") {
			t.Errorf("%s: %s", file, err)
		}
	}
}

// saveTeacher writes a teacher of random weights.
func saveTeacher(t *testing.T, path string, seed uint64) {
	t.Helper()
	f := weights.File{Tensors: map[string]weights.Tensor{}}
	random := rand.New(rand.NewPCG(seed, 1))
	add := func(name string, out, in, size int) {
		w := weights.Tensor{Shape: []int{out, in, size, size}, Data: make([]float32, out*in*size*size)}
		for i := range w.Data {
			w.Data[i] = float32(random.NormFloat64()) / float32(in*size)
		}
		f.Tensors[name+".weight"], f.Tensors[name+".bias"] = w, weights.Tensor{Shape: []int{out}, Data: make([]float32, out)}
	}
	add("conv0", 3, 3, 1)
	for name, shape := range map[string][2]int{
		"11": {4, 3}, "12": {4, 4}, "21": {6, 4}, "22": {6, 6}, "31": {8, 6}, "32": {8, 8}, "33": {8, 8}, "34": {8, 8}, "41": {8, 8},
	} {
		add("conv"+name, shape[0], shape[1], 3)
		if name[1] == '1' {
			add("conv"+name+"_aux", 12, shape[0], 1)
		}
	}
	if err := weights.Write(path, f); err != nil {
		t.Fatal(err)
	}
}
