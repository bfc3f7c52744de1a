package train

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestRecipesOfTheBuiltInModelAreValid reads the files that train --recipe takes.
func TestRecipesOfTheBuiltInModelAreValid(t *testing.T) {
	files, err := filepath.Glob("../../assets/models/recipes/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d recipes, %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var o Options
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		if err := d.Decode(&o); err != nil {
			t.Errorf("%s: %v", f, err)
		} else if err := o.Validate(); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}
