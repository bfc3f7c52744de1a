package stylize

import (
	"bytes"
	"context"
	"testing"

	"restyle/assets"
	"restyle/core/imaging"
	"restyle/core/metrics"
	"restyle/core/model"
)

// samplePicture is a built-in picture with a long side of at most side pixels.
func samplePicture(t testing.TB, s assets.Sample, side int) *imaging.Picture {
	t.Helper()
	p, err := imaging.Decode(bytes.NewReader(s.JPEG), s.Name, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return imaging.FitLongSide(p, side)
}

// TestPhotographsStaySharp measures the built-in model on the built-in pictures: the edges of the photograph stay, and so do nine tenths of what the
// network's own output takes of the style's colours. bench/README.md has the figures for 144 pairs of other pictures.
func TestPhotographsStaySharp(t *testing.T) {
	m, err := model.NewLibrary(t.TempDir()).Load("")
	if err != nil {
		t.Fatal(err)
	}
	s := New(m, Resources{})
	var sharp, plain struct{ edges, color float64 }
	for _, painting := range assets.Styles() {
		picture := samplePicture(t, painting, StyleSide)
		style := styleOf(t, s, picture, model.Photo)
		for _, photo := range assets.Photos() {
			content := samplePicture(t, photo, 320)
			measure := func(o Options) (edges, color float64) {
				result := apply(t, s, content, style, o)
				edges, err := metrics.EdgeSSIM(context.Background(), result, content)
				if err != nil {
					t.Fatal(err)
				}
				if color, err = metrics.ColorMatch(context.Background(), result, content, picture); err != nil {
					t.Fatal(err)
				}
				return edges, color
			}
			edges, color := measure(Options{Mode: model.Photo})
			sharp.edges, sharp.color = sharp.edges+edges/12, sharp.color+color/12
			edges, color = measure(Options{Mode: model.Photo, Plain: true})
			plain.edges, plain.color = plain.edges+edges/12, plain.color+color/12
		}
	}
	t.Logf("edges %.3f, of the plain output %.3f; colours %.3f, of the plain output %.3f", sharp.edges, plain.edges, sharp.color, plain.color)
	if sharp.edges < 0.85 || sharp.edges < plain.edges {
		t.Errorf("edges %.3f: want 0.85", sharp.edges)
	}
	if sharp.color < 0.9*plain.color {
		t.Errorf("colours %.3f, of the plain output %.3f: want at least 90 %%", sharp.color, plain.color)
	}
}
