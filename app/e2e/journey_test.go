package e2e

import (
	"image"
	"image/color"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"restyle/core/imaging"
)

// TestFirstMinute is what somebody does who has just installed the program.
func TestFirstMinute(t *testing.T) {
	folder := t.TempDir()
	photo := painted(t, filepath.Join(folder, "my photo.png"), 900, 600)
	style := painted(t, filepath.Join(folder, "图 style.jpg"), 400, 300)
	w := open(t, folder)
	t.Logf("after %.2f s the window was there, after %.2f s the picture in it", w.began, w.since("preview"))
	w.wait("preview", `fine="true"`)

	w.drop(onPicture, photo)
	w.wait("drop", `place="1"`)
	w.wait("preview", `width="900"`, `fine="true"`)
	w.drop(onStrip, style)
	w.wait("drop", `place="2"`)
	w.wait("preview", `fine="true"`)

	before := w.look()
	w.drag(onDivider, onDivider.Add(image.Pt(-200, 0)))
	time.Sleep(500 * time.Millisecond)
	if after := w.look(); !differ(before, after, image.Rect(onDivider.X-150, 200, onDivider.X-20, 450)) {
		t.Error("dragging the divider shows nothing else")
	}
	w.click(onPhotoTab)
	w.wait("look", `mode="photo"`)
	w.wait("preview", `fine="true"`)

	out := filepath.Join(folder, "result.png")
	w.key("ctrl+s")
	w.saveAs(out)
	w.wait("message", "Saved as result.png")
	compareWithCommandLine(t, w, out, photo, style)

	w.key("ctrl+z")
	w.wait("look", `mode="art"`)
	w.key("ctrl+y")
	w.wait("look", `mode="photo"`)
	w.xdotool("windowsize", w.id, "1100", "700")
	w.wait("heartbeat", "window=1100x700") // the window knows
	w.terminate()
	w.wait("closed", "window=1100x700")
	w.end()
	compareNextStart(t, folder)
}

// compareNextStart looks whether the photo and the window's size are there again.
func compareNextStart(t *testing.T, folder string) {
	t.Helper()
	w := open(t, folder)
	w.wait("preview", `width="900"`, `fine="true"`)
	size := w.xdotool("getwindowgeometry", w.id)
	for begun := time.Now(); !strings.Contains(size, "1100x700") && time.Since(begun) < 10*time.Second; size = w.xdotool("getwindowgeometry", w.id) {
		time.Sleep(100 * time.Millisecond) // the screen answers later than the program draws
	}
	if !strings.Contains(size, "1100x700") {
		t.Errorf("the window had 1100x700 pixels, and at the next start %s", size)
	}
	w.terminate()
	w.wait("closed")
	w.end()
}

// compareWithCommandLine makes the same picture with restyle-cli.
func compareWithCommandLine(t *testing.T, w *window, out, photo, style string) {
	t.Helper()
	again := filepath.Join(w.home, "again.png")
	c := exec.Command(commandLine(), "stylize", photo, "--style", style, "--mode", "photo", "-o", again, "--quiet")
	c.Env = w.environment(w.home)
	if b, err := c.CombinedOutput(); err != nil {
		t.Fatalf("restyle-cli: %v\n%s", err, b)
	}
	a, err := imaging.Open(out, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := imaging.Open(again, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Width != b.Width || a.Height != b.Height {
		t.Fatalf("exported %d x %d pixels, restyle-cli %d x %d", a.Width, a.Height, b.Width, b.Height)
	}
	worst := 0.0
	for i, v := range a.Pix {
		worst = max(worst, math.Abs(float64(v-b.Pix[i]))*255)
	}
	if worst > 1 { // the two may have cut the picture into other tiles
		t.Errorf("exported pixels differ from those of restyle-cli by up to %g of 255", worst)
	}
}

// TestBadFiles drops what is no picture, or too much of one.
func TestBadFiles(t *testing.T) {
	folder := t.TempDir()
	letter := filepath.Join(folder, "letter.txt")
	if err := os.WriteFile(letter, []byte("dear all"), 0o644); err != nil {
		t.Fatal(err)
	}
	whole := painted(t, filepath.Join(folder, "album", "whole.jpg"), 300, 200)
	painted(t, filepath.Join(folder, "album", "other.png"), 320, 200)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(folder, "broken.jpg")
	if err := os.WriteFile(broken, data[:len(data)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	w := open(t, folder)
	w.wait("preview", `fine="true"`)
	w.drop(onPicture, letter)
	w.wait("message", "letter.txt holds no picture", `bad="true"`)
	w.drop(onPicture, broken)
	w.wait("message", "broken.jpg is cut off", `bad="true"`)
	w.wait("preview", `fine="true"`) // the sample is back
	w.drop(onPicture, filepath.Join(folder, "album"))
	w.wait("preview", `width="320"`, `fine="true"`)
	w.drop(onPicture, huge(t, filepath.Join(folder, "huge.png")))
	w.wait("preview", `width="1280"`)
	w.terminate()
	w.wait("closed")
	w.end()
}

// huge is a PNG of 100 megapixels in one colour.
func huge(t *testing.T, path string) string {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, 12500, 8000), color.Palette{color.RGBA{90, 140, 200, 255}, color.White})
	for y := 2000; y < 3000; y++ {
		for x := 0; x < 12500; x += 3 {
			img.Pix[y*img.Stride+x] = 1
		}
	}
	save(t, path, img)
	return path
}

// differ tells whether two pictures are different inside a rectangle.
func differ(a, b image.Image, r image.Rectangle) bool {
	changed := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				changed++
			}
		}
	}
	return changed > r.Dx()*r.Dy()/4
}
