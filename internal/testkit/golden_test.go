package testkit

import (
	"path/filepath"
	"testing"
)

func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(Shared(t, "golden"), "*", "*.safetensors"))
	if err != nil || len(files) != 6 {
		t.Fatalf("%d golden files, want 6: %v", len(files), err)
	}
	for _, path := range files {
		if f := Golden(t, path); len(f.Tensors) == 0 {
			t.Errorf("%s holds no tensors", path)
		}
	}
	shape := Golden(t, Shared(t, "golden/art/inference.safetensors")).Tensors["0.content_shape"]
	if len(shape.Data) != 4 || shape.Data[1] != 3 {
		t.Errorf("0.content_shape is %v, want 1, 3, height, width", shape.Data)
	}
	losses := Golden(t, Shared(t, "golden/photo/training.safetensors")).Tensors["losses"]
	if len(losses.Shape) != 2 || losses.Shape[0] != 10 || losses.Shape[1] != 4 {
		t.Errorf("losses have shape %v, want [10 4]", losses.Shape)
	}
}
