package imaging

import (
	"bytes"
	"image/png"
	"path/filepath"
	"runtime"
	"testing"
)

// TestSavingTakesLittleMemory: what a file is written with is made once, not for each strip or pixel, of which plans of memory know nothing.
func TestSavingTakesLittleMemory(t *testing.T) {
	const most = 3 << 20
	for _, name := range []string{"a.tif", "a.png"} {
		for _, depth := range []int{8, 16} {
			d := &Document{Pixels: newRaster(1000, 1000, depth), Depth: depth}
			row := scene(1000, 1)
			for y := range 1000 {
				d.Pixels.SetRow(row.Pix, 0, y)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := SaveDocument(filepath.Join(t.TempDir(), name), d, SaveOptions{})
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; err != nil || used > most {
				t.Errorf("%s of %d bits: %d bytes, want at most %d, %v", name, depth, used, most, err)
			}
		}
	}
}

// TestDeepPNGFilesAreThoseOfTheLibrary, byte by byte.
func TestDeepPNGFilesAreThoseOfTheLibrary(t *testing.T) {
	d := photograph(71, 53, 16, false)
	var got, want bytes.Buffer
	if err := png.Encode(&got, withoutGarbage(d.Pixels.stored())); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&want, d.Pixels.stored()); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
		t.Errorf("%d bytes, want %d, %v", got.Len(), want.Len(), err)
	}
}
