package state

import (
	"errors"

	"restyle/core/model"
)

// FileKind says what a file dialog is for.
type FileKind uint8

// The kinds of files.
const (
	PictureFiles  FileKind = iota // JPEG, PNG, WebP, BMP, TIFF, GIF
	VideoFiles                    // MP4, MOV, MKV, WebM, AVI, GIF
	ModelFiles                    // .safetensors
	TorchFiles                    // .pth, .tar: the authors' checkpoints
	StyleFiles                    // .style
	PictureOutput                 // .jpg, .png: to be written
	VideoOutput                   // .mp4, .gif …: to be written
	ModelOutput                   // .safetensors: to be written
)

// FilePicker asks the person for files. Its methods return at once; done is called on the owner, never if the person cancels.
type FilePicker interface {
	Open(kind FileKind, folder string, done func(path string, err error))
	// Save asks the person, too, whether a file that is there may be replaced. The ending is as they wrote it; there may be none.
	Save(kind FileKind, folder, name string, done func(path string, err error))
	Folder(folder string, done func(path string, err error))
}

// ErrDialogOpen is the answer to whoever asks for a file while another dialog asks for one. The system's dialogs may lie behind the window: without a word it would
// seem dead.
var ErrDialogOpen = errors.New("a file dialog is open already")

// Notifier shows a message outside the window. It may take long and is called on a goroutine of its own.
type Notifier interface {
	Notify(title, message string) error
}

// Clipboard is what was copied elsewhere.
type Clipboard interface {
	// Picture is a picture file's bytes, or nil if there is none; Text is the text, such as names of files. Called off the owner.
	Picture() []byte
	Text() string
}

// Ports are what the program needs from outside. Post is required; what else is nil is done without.
type Ports struct {
	Post      func(func()) // runs functions in order on the owner, never inside the caller
	Library   *model.Library
	Folder    string // for settings, recent files and interrupted trainings; made if need be
	Files     FilePicker
	Notifier  Notifier
	Clipboard Clipboard
	Say       func(Text) string // in the language of the window, for notifications; called on the owner
	Focused   func() bool       // whether the window is in front
	Log       func(string)      // one line for a log; may be called from any goroutine
}
