package e2e

import (
	"fmt"
	"path/filepath"
	"testing"
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
	w.wait("preview", `fresh="true"`)
	w.terminate()
	w.wait("closed")
	w.end()

	w = open(t, folder)
	w.wait("question", "was interrupted at step")
	w.key("Return") // the likely choice
	w.wait("answer", "Go on")
	if again := field(t, w.wait("train", `phase="2"`), "step"); again <= begun {
		t.Errorf("it goes on at step %g, and was at %g", again, begun)
	}
	w.key("ctrl+period")
	w.wait("job", `status="ended"`)
	w.terminate()
	w.wait("closed")
	w.end()
}
