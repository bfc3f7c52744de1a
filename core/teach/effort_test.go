package teach

import (
	"encoding/json"
	"testing"

	"restyle/core/model"
	"restyle/core/train"
)

func TestEffortsAreKnownAgain(t *testing.T) {
	for _, e := range Efforts() {
		if again, err := ParseEffort(e.String()); again != e || err != nil {
			t.Errorf("%v: %v, %v", e, again, err)
		}
		for _, mode := range model.Modes() {
			o := e.Options(mode)
			if err := o.Validate(); err != nil {
				t.Errorf("%v, %v: %v", e, mode, err)
			}
			o.Seed = 77
			b, err := json.Marshal(o) // as a checkpoint keeps them
			if err != nil {
				t.Fatal(err)
			}
			var read train.Options
			if err := json.Unmarshal(b, &read); err != nil {
				t.Fatal(err)
			}
			if !OfEffort(&train.Checkpoint{Options: read}) {
				t.Errorf("%v, %v is not known again", e, mode)
			}
			if read.Weights.Style++; OfEffort(&train.Checkpoint{Options: read}) {
				t.Errorf("%v, %v: other weights are taken for it", e, mode)
			}
			if !OfEffort(&train.Checkpoint{Effort: e.String(), Options: read}) {
				t.Errorf("%v, %v with other weights, as in another version, is not known by its name", e, mode)
			}
		}
	}
	if OfEffort(&train.Checkpoint{Options: train.Published(model.Art)}) {
		t.Error("the published settings are taken for an effort")
	}
	if _, err := ParseEffort("long"); err == nil {
		t.Error("an unknown effort is read")
	}
}
