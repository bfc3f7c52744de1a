//go:build !nogtk

package app

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"fyne.io/fyne/v2/lang"
	"github.com/sqweek/dialog"

	"restyle/app/state"
)

// askSystem shows the system's dialog and waits for the person. It panics where there is no display, which counts as an error.
func askSystem(w wish) (path string, err error) {
	runtime.LockOSThread() // GTK belongs to one thread
	defer runtime.UnlockOSThread()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("open the system's dialog: %v", r)
		}
	}()
	if w.what == openFolder {
		path, err = dialog.Directory().SetStartDir(w.folder).Browse()
	} else {
		b := dialog.File().SetStartDir(w.folder).Filter(kindName(w.kind), bare(w)...).Filter(lang.L("All files"), "*")
		if w.what == saveFile {
			path, err = b.SetStartFile(w.name).Save()
		} else {
			path, err = b.Load()
		}
	}
	settleDialog()
	if errors.Is(err, dialog.ErrCancelled) {
		return "", errCancelled
	}
	return path, err
}

// bare are the endings without their dots.
func bare(w wish) []string {
	var all []string
	for _, e := range endings(w.kind) {
		all = append(all, strings.TrimPrefix(e, "."))
	}
	return all
}

// kindName is what the dialog calls the files of a kind.
func kindName(kind state.FileKind) string {
	switch kind {
	case state.VideoFiles, state.VideoOutput:
		return lang.L("Videos")
	case state.ModelFiles, state.ModelOutput:
		return lang.L("Model files")
	case state.TorchFiles:
		return lang.L("Checkpoints of PyTorch")
	case state.StyleFiles:
		return lang.L("Style files")
	}
	return lang.L("Pictures")
}
