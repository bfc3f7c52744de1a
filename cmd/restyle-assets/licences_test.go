package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLicences finds those of what the command line is made of, and refuses a module without one.
func TestLicences(t *testing.T) {
	out := filepath.Join(t.TempDir(), "LICENSES.txt")
	if err := makeLicences(t.Context(), "restyle/cmd/restyle-cli", out); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, has := range []string{
		"======== Go: LICENSE\n\nCopyright 2009 The Go Authors.", "======== gorgonia.org/gorgonia v0.9.18: LICENSE\n", "======== github.com/disintegration/gift v1.2.1: LICENSE\n",
	} {
		if strings.Count(string(text), has) != 1 {
			t.Errorf("%q is not there once", has)
		}
	}
	if strings.Contains(string(text), "======== restyle") || strings.Contains(string(text), "fyne.io") {
		t.Error("there are licences of what the program is not made of")
	}
	if err := (module{"bare v1", t.TempDir()}).licences(&bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "bare v1") {
		t.Errorf("a module without a licence: %v", err)
	}
}
