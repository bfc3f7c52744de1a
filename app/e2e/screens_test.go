package e2e

import (
	"image"
	"image/gif"
	"os"
	"path/filepath"
	"testing"
	"time"

	"restyle/internal/testkit"
)

// Places in the window at its first size.
var (
	onImport    = image.Pt(674, 638) // of the wizard
	onDelete    = image.Pt(873, 155) // of the chosen model
	onDeleteYes = image.Pt(673, 450) // of the question whether to
	onUndo      = image.Pt(927, 716) // of the message between the screen and the bar of jobs
)

// TestOtherScreens pastes, converts a clip, imports a model, deletes it and takes that back, and looks elsewhere meanwhile.
func TestOtherScreens(t *testing.T) {
	folder := t.TempDir()
	w := open(t, folder)
	w.wait("preview", `fine="true"`)
	w.copyPicture(painted(t, filepath.Join(folder, "copied.png"), 333, 222))
	w.key("ctrl+2")
	w.key("ctrl+v")
	w.wait("setup", `styles="1"`, `ready="true"`)
	w.key("ctrl+5")
	w.key("ctrl+v") // settings take no pictures: the window shows where it went
	w.wait("preview", `width="333"`, `fine="true"`)

	convertClip(t, w, folder)
	importAndDelete(t, w, folder)

	w.leave() // now the system would be told of the end of long jobs
	w.wait("focus", `away="true"`)
	w.xdotool("windowfocus", w.id)
	w.wait("focus", `away="false"`)
	w.terminate()
	w.wait("closed")
	w.end()
}

// convertClip drops a small animation on the screen of videos and exports it.
func convertClip(t *testing.T, w *window, folder string) {
	t.Helper()
	const frames = 5
	w.key("ctrl+3")
	w.drop(onTraining, testkit.Animation(t, filepath.Join(folder, "clip.gif"), frames))
	w.wait("frame")
	w.key("ctrl+p")
	w.wait("played")
	w.wait("frame") // the last one, when it has been played
	out := filepath.Join(folder, "converted.gif")
	w.key("ctrl+s")
	w.saveAs(out)
	w.wait("message", "Saved as converted.gif")
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	made, err := gif.DecodeAll(f)
	if err != nil || len(made.Image) != frames || made.Config.Width != 96 {
		t.Fatalf("the converted clip: %v, %+v", err, made)
	}
}

// importAndDelete imports the authors' files with the wizard, deletes the model and takes that back.
func importAndDelete(t *testing.T, w *window, folder string) {
	t.Helper()
	w.key("ctrl+4")
	w.drop(onTraining, testkit.Checkpoints(t, filepath.Join(folder, "authors")))
	w.wait("import", `ready="true"`)
	time.Sleep(time.Second) // until the dialog is drawn
	w.click(onImport)
	w.wait("message", "paper was imported")
	model := filepath.Join(folder, "config", "restyle", "models", "paper.safetensors")
	if _, err := os.Stat(model); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // until its details are read
	w.click(onDelete)
	w.wait("question", "Delete the model paper?")
	time.Sleep(time.Second) // until the dialog is drawn
	w.click(onDeleteYes)
	w.wait("message", "Deleted the model paper")
	if _, err := os.Stat(model); err == nil {
		t.Error("the deleted model is there")
	}
	time.Sleep(500 * time.Millisecond)
	w.click(onUndo)
	w.wait("message", "paper is back")
	if _, err := os.Stat(model); err != nil {
		t.Error(err)
	}
}
