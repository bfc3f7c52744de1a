package e2e

import (
	"fmt"
	"image"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestTraining trains on three styles, goes away in the middle, comes back, cancels.
func TestTraining(t *testing.T) {
	folder := t.TempDir()
	var styles []string
	for i := range 3 {
		styles = append(styles, painted(t, filepath.Join(folder, fmt.Sprintf("style%d.png", i)), 320, 300+10*i))
	}
	w := open(t, folder)
	w.wait("preview", `fine="true"`)
	w.key("ctrl+2")
	w.drop(onTraining, styles...)
	w.wait("drop", `place="3"`)
	w.wait("setup", `styles="3"`, `ready="true"`)
	w.key("ctrl+t")
	w.wait("job", `status="started"`)
	begun := field(t, w.wait("train", `phase="2"`), "step")
	w.key("ctrl+1") // the preview goes on while the training runs
	w.drop(onPicture, styles[0])
	w.wait("preview", `fine="true"`)
	w.key("ctrl+s") // and so does an export
	w.saveAs(filepath.Join(folder, "meanwhile.png"))
	for i := range 6 {
		w.drag(onStrength.Add(image.Pt(-40*i, 0)), onStrength.Add(image.Pt(-40*(i+1), 0)))
	}
	w.wait("message", "Saved as meanwhile.png")
	checkBeats(t, w)
	w.terminate()
	w.wait("closed")
	w.end()

	w = open(t, folder)
	w.wait("question", "was interrupted at step")
	time.Sleep(time.Second) // until the dialog is drawn
	w.click(onGoOn)
	w.wait("answer", "Go on")
	if again := field(t, w.wait("train", `phase="2"`), "step"); again <= begun {
		t.Errorf("it goes on at step %g, and was at %g", again, begun)
	}
	w.key("ctrl+period")
	w.wait("question", "What shall become of what it has learnt?")
	time.Sleep(time.Second) // until the dialog is drawn
	w.click(onDiscard)
	w.wait("job", `status="ended"`)
	w.terminate()
	w.wait("closed")
	w.end()
}

// checkBeats looks at what the window's goroutine did while preview, training and export ran together. How long it kept others waiting depends on what
// else the computer does and is told only; how much it worked at a stretch is judged.
func checkBeats(t *testing.T, w *window) {
	t.Helper()
	const most = 100 // milliseconds
	waits, work := w.beats("worst"), w.beats("work")
	if len(waits) < 3 {
		t.Fatalf("%d seconds were measured", len(waits))
	}
	slices.Sort(waits)
	t.Logf("of %d seconds: functions waited %g ms in the middle and %g ms at most; the window worked for %g ms at most at a stretch",
		len(waits), waits[len(waits)/2], waits[len(waits)-1], slices.Max(work))
	if slices.Max(work) > most {
		t.Errorf("the window was blocked by %g ms of work, want %d or less", slices.Max(work), most)
	}
}
