package model

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restyle/internal/testkit"
)

// unpacked writes the golden checkpoints, which hold the constant (k+1)/256 in tensor number k, to a folder.
func unpacked(t testing.TB) func(name string) string {
	t.Helper()
	dir := testkit.Checkpoints(t, t.TempDir())
	return func(name string) string { return filepath.Join(dir, name) }
}

func goldenFiles(at func(string) string) Checkpoints {
	return Checkpoints{
		VGG:        at("vgg_normalised.pth"),
		ArtDecoder: at("art.decoder_iter_160000.pth.tar"), ArtSCT: at("art.sct_iter_160000.pth.tar"),
		PhotoDecoder: at("photo.decoder_iter_160000.pth.tar"), PhotoSCT: at("photo.sct_iter_160000.pth.tar"),
		Name: "paper",
	}
}

// TestImportPutsEveryTensorInItsPlace knows the order of the authors' dictionaries, and so the constant that each of our tensors must hold.
func TestImportPutsEveryTensorInItsPlace(t *testing.T) {
	m, err := Import(goldenFiles(unpacked(t)))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{} // number in its dictionary
	for i, name := range []string{"conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv3_4", "conv4_1"} {
		want["encoder."+name] = 2 * (i + 1) // after the convolution on colours
	}
	for i := range 9 {
		want["art.decoder."+string(rune('0'+i))] = 2 * i
		if i >= 3 {
			want["photo.decoder."+string(rune('0'+i-3))] = 2 * i
		}
	}
	for i, name := range []string{"cnet.0", "cnet.2", "cnet.4", "snet.0", "snet.2", "snet.4", "uncompress"} {
		want["art.sct."+name] = 2 * i
	}
	for i, name := range []string{"cnet.0", "cnet.2", "snet.0", "snet.2", "uncompress"} {
		want["photo.sct."+name] = 2 * i
	}
	seen := 0
	for _, p := range m.Params("") {
		name, kind := p.Name[:strings.LastIndex(p.Name, ".")], p.Name[strings.LastIndex(p.Name, ".")+1:]
		k, ok := want[name]
		if !ok {
			t.Fatalf("unexpected parameter %s", p.Name)
		}
		if kind == "bias" {
			k++
		}
		seen++
		expect := float64(k+1) / 256
		if name == "encoder.conv1_1" { // the convolution on colours, all weights 1/256 and biases 2/256, is folded in
			if expect = 3 * expect / 256; kind == "bias" {
				expect = float64(k+1)/256 + 27*float64(k)/256*2/256
			}
		}
		for i, v := range p.Value {
			if math.Abs(float64(v)-expect) > 1e-7 {
				t.Fatalf("%s[%d] is %g, want %g", p.Name, i, v, expect)
			}
		}
	}
	if seen != 2*len(want) {
		t.Errorf("%d parameters, want %d", seen, 2*len(want))
	}
}

func TestImportExplainsWhatDoesNotFit(t *testing.T) {
	at := unpacked(t)
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, []byte("not a checkpoint"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]struct {
		change func(*Checkpoints)
		want   string
	}{
		"no VGG":            {func(c *Checkpoints) { c.VGG = "" }, "no VGG-19 file"},
		"missing file":      {func(c *Checkpoints) { c.VGG += "x" }, "vgg_normalised.pthx"},
		"text file":         {func(c *Checkpoints) { c.ArtSCT = text }, "notes.txt"},
		"decoder as VGG":    {func(c *Checkpoints) { c.VGG = c.ArtDecoder }, "vgg_normalised.pth?"},
		"SCT as decoder":    {func(c *Checkpoints) { c.ArtDecoder = c.ArtSCT }, "decoder_iter"},
		"decoder as SCT":    {func(c *Checkpoints) { c.ArtSCT = c.ArtDecoder }, "sct_iter"},
		"photo SCT for art": {func(c *Checkpoints) { c.ArtSCT = c.PhotoSCT }, "cnet.4"},
		"art SCT for photo": {func(c *Checkpoints) { c.PhotoSCT = c.ArtSCT }, "shape"},
		"half a mode":       {func(c *Checkpoints) { c.PhotoSCT = "" }, "photo mode"},
		"no mode":           {func(c *Checkpoints) { *c = Checkpoints{VGG: c.VGG} }, "VGG alone"},
	} {
		t.Run(name, func(t *testing.T) {
			c := goldenFiles(at)
			bad.change(&c)
			if _, err := Import(c); err == nil || !strings.Contains(err.Error(), bad.want) {
				t.Errorf("error %v, want one that says %q", err, bad.want)
			}
		})
	}
}
