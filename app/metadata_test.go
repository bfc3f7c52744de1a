package app

import (
	"os"
	"testing"
)

func TestMetadata(t *testing.T) {
	file, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := readMetadata(string(file), nil)
	if err != nil || m.ID != ID || m.Name != "Restyle" || m.Version == "" || m.Build < 1 || !m.Migrations["fyneDo"] {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := readMetadata("[Details", nil); err == nil {
		t.Error("a damaged file is taken")
	}
}
