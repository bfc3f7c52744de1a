package model

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestThePictureBesideAPresetComesFirst, before the one that its file names somewhere else.
func TestThePictureBesideAPresetComesFirst(t *testing.T) {
	there, folder := t.TempDir(), t.TempDir()
	for path, width := range map[string]int{filepath.Join(there, "a.jpg"): 30, filepath.Join(folder, "a.jpg"): 40} {
		if err := os.WriteFile(path, thumbnail(t, width, 20), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := Preset{Name: "x", Source: Source{Path: filepath.Join(there, "a.jpg")}, folder: folder}
	if got, err := p.Open(); err != nil || got.Width != 40 || p.PictureFile() != filepath.Join(folder, "a.jpg") {
		t.Errorf("%v, %s", err, p.PictureFile())
	}
	p.folder = there + "/"
	if got, err := p.Open(); err != nil || got.Width != 30 || p.PictureFile() != p.Source.Path {
		t.Errorf("%v, %s", err, p.PictureFile())
	}
}

// TestPresetsReachNoOtherComputer: what a preset from elsewhere names is opened on this computer's disks only.
func TestPresetsReachNoOtherComputer(t *testing.T) {
	for _, path := range []string{
		`\\host\share\x.jpg`, "//host/share/x.jpg", `/\host\share\x.jpg`, `\\?\UNC\host\share\x.jpg`, `\\.\COM1`, `\??\C:\x.jpg`, "/??/UNC/host/share/x.jpg",
	} {
		if !elsewhere(path) {
			t.Errorf("%s is on a disk of this computer", path)
		}
	}
	here := []string{"/home/a/x.jpg", "/x.jpg"}
	if runtime.GOOS == "windows" {
		here = []string{`C:\Users\a\x.jpg`, "C:/x.jpg"}
		if !elsewhere(`C:\NUL`) {
			t.Error("NUL is a file")
		}
	}
	for _, path := range here {
		if elsewhere(path) {
			t.Errorf("%s is not on a disk of this computer", path)
		}
	}
	picture := filepath.Join(t.TempDir(), "a.jpg")
	if err := os.WriteFile(picture, thumbnail(t, 30, 20), 0o600); err != nil {
		t.Fatal(err)
	}
	p := Preset{Name: "x", Source: Source{Path: "/" + picture}, folder: t.TempDir()}
	if _, err := p.Open(); err == nil || !strings.Contains(err.Error(), "is not there any more") {
		t.Errorf("%v", err)
	}
}
