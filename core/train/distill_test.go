package train

import (
	"context"
	"errors"
	"strings"
	"testing"

	"restyle/core/model"
)

// TestDistillationsThatFailSayWhatToDo: neither has a checkpoint to go on from.
func TestDistillationsThatFailSayWhatToDo(t *testing.T) {
	set := pictures(t)
	for name, c := range map[string]struct {
		rate float64
		dead bool
		want string
	}{
		"diverging":       {1e30, false, "begin again with a lower learning rate"},
		"a layer is dead": {1e-3, true, "layer relu3_1 of the teacher"},
	} {
		teacher, err := model.New(11, tiny(), model.Art)
		if err != nil {
			t.Fatal(err)
		}
		student, err := model.New(12, tiny(), model.Art)
		if err != nil {
			t.Fatal(err)
		}
		if c.dead {
			convs := teacher.Encoder.ConvsTo(3)
			last := convs[len(convs)-1]
			clear(last.Weight.Value)
			clear(last.Bias.Value)
			last.Weight.Changed()
			last.Bias.Changed()
		}
		d := Distillation{BlockSteps: 5, WholeSteps: 5, Size: 32, Batch: 1, Rate: c.rate, Seed: 1}
		err = Distill(context.Background(), student, teacher.Encoder, set, d, 1, nil)
		if err == nil || errors.Is(err, ErrDiverged) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
