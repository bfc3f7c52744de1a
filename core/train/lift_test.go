package train

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/weights"
	"restyle/internal/testkit"
)

// teacherOf writes and loads a teacher that has the maps of m's encoder times factor.
func teacherOf(t *testing.T, m *model.Model, factor float32) *model.Teacher {
	t.Helper()
	tensors := map[string]weights.Tensor{"conv0.weight": {Shape: []int{3, 3, 1, 1}, Data: []float32{1, 0, 0, 0, 1, 0, 0, 0, 1}}, "conv0.bias": {Shape: []int{3}, Data: make([]float32, 3)}}
	for _, p := range m.Params("encoder.") { // encoder.conv1_1.weight becomes conv11.weight
		_, name, _ := strings.Cut(strings.Replace(p.Name, "_", "", 1), ".")
		data := append([]float32(nil), p.Value...)
		if strings.HasSuffix(name, ".bias") || strings.HasPrefix(name, "conv11.") {
			for i := range data {
				data[i] *= factor
			}
		}
		tensors[name] = weights.Tensor{Shape: p.Shape, Data: data}
	}
	for i, w := range m.Config.Widths {
		name := fmt.Sprintf("conv%d1_aux", i+1)
		tensors[name+".weight"] = weights.Tensor{Shape: []int{12, w, 1, 1}, Data: testkit.Weights(name, w, 12*w)}
		tensors[name+".bias"] = weights.Tensor{Shape: []int{12}, Data: testkit.Biases(name, 12)}
	}
	path := filepath.Join(t.TempDir(), "teacher.safetensors")
	if err := weights.Write(path, weights.File{Tensors: tensors}); err != nil {
		t.Fatal(err)
	}
	teacher, err := model.LoadTeacher(path)
	if err != nil {
		t.Fatal(err)
	}
	return teacher
}

// TestLiftedTrainingIsTheTeachers: of an encoder that has the teacher's maps up to a factor, losses are those of the teacher itself.
func TestLiftedTrainingIsTheTeachers(t *testing.T) {
	set := pictures(t)
	losses := func(lift bool) (all []float32) {
		_, m := tinyTrainer(t, tinyOptions(model.Art), 2)
		teacher := teacherOf(t, m, 5)
		var loss model.Features = teacher
		if lift {
			lifted, err := Lift(context.Background(), teacher, m.Encoder, set, 2)
			if err != nil {
				t.Fatal(err)
			}
			loss = lifted
		}
		trainer, err := New(m, loss, tinyOptions(model.Art), 2)
		if err != nil {
			t.Fatal(err)
		}
		err = trainer.Run(context.Background(), set, func(e Event) error {
			all = append(all, e.Losses.Content, e.Losses.Style, e.Losses.CCPL, e.Losses.Total)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	testkit.Near(t, "losses", losses(true), losses(false), 1e-3)
}

func TestLiftRefusesOthers(t *testing.T) {
	set := pictures(t)
	_, m := tinyTrainer(t, tinyOptions(model.Art), 1)
	other, err := model.New(99, tiny(), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	wider, err := model.Build(nn.Fresh(1), model.Config{Widths: [4]int{5, 4, 8, 8}, Hidden: [2][]int{{8}, {8}}}, model.Art)
	if err != nil {
		t.Fatal(err)
	}
	for name, e := range map[string]*model.Encoder{"other weights": other.Encoder, "other widths": wider.Encoder} {
		if _, err := Lift(context.Background(), teacherOf(t, m, 1), e, set, 1); !errors.Is(err, ErrOtherTeacher) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
