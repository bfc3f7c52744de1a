package stylize

import (
	"bytes"
	"context"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// TestPresetsOfOtherModelsAreEncodedAgain, at the scale at which their picture was seen; nothing else is done to them.
func TestPresetsOfOtherModelsAreEncodedAgain(t *testing.T) {
	ctx := context.Background()
	own, c := tiny(t, 0), tiny(t, 0).Config
	foreign, err := model.Build(nn.Fresh(2), c, model.Modes()...)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "leaf.png")
	if err := imaging.Save(file, noise(80, 60), imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	picture, err := imaging.Open(file, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s, other := New(own, Resources{}), New(foreign, Resources{})
	style, err := s.StyleScaled(ctx, picture, model.Art, 1.5)
	if err != nil {
		t.Fatal(err)
	}
	source, err := model.FileSource(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := model.NewPreset("leaf", source, own, map[model.Mode]sct.Style{model.Art: style})
	if err != nil {
		t.Fatal(err)
	}
	p.Scale = 1.5
	path := filepath.Join(folder, "leaf.style")
	if err := model.SavePreset(path, p); err != nil {
		t.Fatal(err)
	}
	if p, err = model.LoadPreset(path); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		session *Session
		mode    model.Mode
		again   bool
	}{{s, model.Art, false}, {s, model.Photo, true}, {other, model.Art, true}} {
		want, err := c.session.StyleScaled(ctx, picture, c.mode, 1.5)
		if err != nil {
			t.Fatal(err)
		}
		got, again, err := c.session.Preset(ctx, p, c.mode)
		if err != nil || again != c.again || !slices.Equal(got.Cov, want.Cov) || !slices.Equal(got.Mean, want.Mean) {
			t.Errorf("%v: again %v, %v: another style than its picture's", c.mode, again, err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	_, _, err = other.Preset(ctx, p, model.Art)
	for _, want := range []string{"style leaf was saved with another model", "leaf.png that style leaf was made from is not there any more"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestBuiltInStylesOfOtherModels are refused by one sentence: they cannot be saved again.
func TestBuiltInStylesOfOtherModels(t *testing.T) {
	all, err := model.BuiltInPresets()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all[:min(1, len(all))] { // a build may lack them
		_, _, err := New(tiny(t, 0), Resources{}).Preset(context.Background(), p, model.Art)
		if want := "style " + p.Name + " is built in for the model " + p.ModelName + ", and the painting does not come with the program: choose that model, or name a picture of your own"; err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestThumbnails(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	a, err := s.Thumbnail(context.Background(), styleOf(t, s, noise(40, 40), model.Art), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Thumbnail(context.Background(), styleOf(t, s, noise(64, 48), model.Art), model.Art)
	if err != nil || bytes.Equal(a, b) {
		t.Errorf("two styles look the same: %v", err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(a)); err != nil || c.Width != thumbnailWidth || c.Height != thumbnailHeight {
		t.Errorf("%+v %v", c, err)
	}
}
