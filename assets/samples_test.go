package assets

import (
	"bytes"
	"image/jpeg"
	"os"
	"strings"
	"testing"
)

func TestSamplesAreSmallPictures(t *testing.T) {
	total := 0
	all := append(Photos(), Styles()...)
	if len(Photos()) < 2 || len(Styles()) < 3 {
		t.Errorf("%d photos and %d styles", len(Photos()), len(Styles()))
	}
	for _, s := range all {
		img, err := jpeg.Decode(bytes.NewReader(s.JPEG))
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
			continue
		}
		if b := img.Bounds(); max(b.Dx(), b.Dy()) > 1280 || min(b.Dx(), b.Dy()) < 256 {
			t.Errorf("%s is %v", s.Name, b.Size())
		}
		total += len(s.JPEG)
	}
	if total > 2_000_000 {
		t.Errorf("the samples take %d bytes, more than 2 MB", total)
	}
}

// TestPracticeIsSmallAndApart: the photographs to practise on are many, small, and none of the samples, which are held out.
func TestPracticeIsSmallAndApart(t *testing.T) {
	held, total := map[string]bool{}, 0
	for _, s := range Photos() {
		held[s.Name] = true
	}
	all := Practice()
	if len(all) < 24 {
		t.Errorf("only %d photographs", len(all))
	}
	for _, s := range all {
		config, err := jpeg.DecodeConfig(bytes.NewReader(s.JPEG))
		if err != nil || min(config.Width, config.Height) != 288 || max(config.Width, config.Height) > 600 {
			t.Errorf("%s is %dx%d: %v", s.Name, config.Width, config.Height, err)
		}
		if held[s.Name] {
			t.Errorf("%s is a sample photo too", s.Name)
		}
		total += len(s.JPEG)
	}
	if total > 1_500_000 {
		t.Errorf("the photographs take %d bytes, more than 1.5 MB", total)
	}
}

func TestEverySampleIsCredited(t *testing.T) {
	credits, err := os.ReadFile("CREDITS.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"photos", "styles", "practice"} {
		entries, err := pictures.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.Contains(string(credits), "`"+folder+"/"+e.Name()+"`") {
				t.Errorf("%s/%s is not in CREDITS.md", folder, e.Name())
			}
		}
	}
}

func TestFind(t *testing.T) {
	if s, err := Style("cafe terrace"); err != nil || s.Name != "cafe terrace" || len(s.JPEG) == 0 {
		t.Errorf("cafe terrace: %v", err)
	}
	if s, err := Photo("castle"); err != nil || s.Name != "castle" {
		t.Errorf("castle: %v", err)
	}
	if _, err := Photo("castel"); err == nil || !strings.Contains(err.Error(), "choose one of astronaut, castle, kitten, mountains") {
		t.Errorf("castel: %v", err)
	}
}
