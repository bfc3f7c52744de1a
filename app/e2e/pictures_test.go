package e2e

import (
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"restyle/core/imaging"
)

// painted writes a picture file of waves in many colours.
func painted(t *testing.T, path string, width, height int) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	p := imaging.New(width, height)
	for y := range height {
		for x := range width {
			at := p.Pix[3*(y*width+x):]
			u, v := float64(x)/float64(width), float64(y)/float64(height)
			for c := range 3 {
				at[c] = float32(0.5 + 0.5*math.Sin(9*u*float64(c+1)+7*v+3*math.Sin(8*v+float64(c+len(path)%5))))
			}
		}
	}
	if err := imaging.Save(path, p, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	return path
}

func save(t *testing.T, path string, img image.Image) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
