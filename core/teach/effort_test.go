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
			if !IsEffort(read) {
				t.Errorf("%v, %v is not known again", e, mode)
			}
			if read.Weights.Style++; IsEffort(read) {
				t.Errorf("%v, %v: other weights are taken for it", e, mode)
			}
		}
	}
	if IsEffort(train.Published(model.Art)) {
		t.Error("the published settings are taken for an effort")
	}
	if _, err := ParseEffort("long"); err == nil {
		t.Error("an unknown effort is read")
	}
}
