package imaging

import (
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"restyle/core/imaging/icc"
)

// TestColoursAgreeWithLittleCMS converts a picture from a wide space to Adobe RGB, by way of extended sRGB here and directly in Little CMS.
func TestColoursAgreeWithLittleCMS(t *testing.T) {
	convert, err := exec.LookPath("convert")
	if err != nil {
		t.Skip("ImageMagick, which has Little CMS, is not installed: apt-get install imagemagick")
	}
	if about, err := exec.Command(convert, "-version").Output(); err != nil || !strings.Contains(string(about), " lcms") {
		t.Skipf("this ImageMagick has no Little CMS: %v", err)
	}
	t.Chdir(t.TempDir())
	profile := icc.AdobeRGB().Profile("Adobe RGB")
	if err := os.WriteFile("adobe.icc", profile, 0o600); err != nil {
		t.Fatal(err)
	}
	d := saved(t, "in.tif", photograph(71, 53, 16, false))
	if out, err := exec.Command(convert, "in.tif", "-depth", "16", "-intent", "relative", "-profile", "adobe.icc", "out.tif").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	theirs, err := OpenDocument("out.tif", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(theirs.Profile) != len(profile) {
		t.Fatalf("Little CMS wrote a profile of %d bytes, want the %d it was given", len(theirs.Profile), len(profile))
	}
	ours, row := theirs.Like(16), make([]float32, 3*71)
	for y := range 53 {
		d.Row(row, 0, y)
		ours.SetRow(row, 0, y)
	}
	old, want, got, moved := d.Pixels.Picture(), theirs.Pixels.Picture(), ours.Pixels.Picture(), 0.0
	for i, v := range got.Pix {
		if math.Abs(float64(v-want.Pix[i])) > 0.1/255 {
			t.Fatalf("value %d is %.4f, want %.4f", i, v, want.Pix[i])
		}
		moved = max(moved, math.Abs(float64(v-old.Pix[i])))
	}
	if moved < 5./255 {
		t.Errorf("nothing was converted: values have moved by %.4f", moved)
	}
}
