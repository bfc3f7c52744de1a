package state

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Paste takes what is in the clipboard, at a place: a picture, or names of files. went is told where it went, which is elsewhere if that place takes
// no pictures.
func (p *Program) Paste(place Place, went func(Place)) {
	if p.ports.Clipboard == nil {
		return
	}
	go func() {
		picture, words := p.ports.Clipboard.Picture(), p.ports.Clipboard.Text()
		p.ports.Post(func() {
			switch paths := pathsIn(words); {
			case len(picture) > 0:
				went(p.pastePicture(place, picture))
			case len(paths) > 0:
				went(p.Drop(place, paths))
			default:
				p.show(Message{Text: text("state.paste.nothing"), Bad: true})
			}
		})
	}()
}

// pastePicture takes the bytes of a PNG file, and says where. It becomes a file, as others are: it can be learnt from, and is there at the next start.
func (p *Program) pastePicture(place Place, file []byte) Place {
	if place != DropStyles && place != DropTrainStyles {
		place = DropContent
	}
	path, err := p.keepPasted(file)
	if err != nil {
		p.complain(fmt.Errorf("keep the pasted picture: %w", err))
		return place
	}
	return p.Drop(place, []string{path})
}

// pastedFolder holds pictures that were pasted.
func (p *Program) pastedFolder() string { return p.ownFolder("pasted") }

// keepPasted writes a pasted picture to a file with the next number, unless one holds the same picture.
func (p *Program) keepPasted(file []byte) (string, error) {
	for i := 1; ; i++ {
		path := filepath.Join(p.pastedFolder(), p.say(text("state.pasted", "N", i))+".png")
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return path, replaceFile(path, file)
		case err != nil:
			return "", err
		case info.Size() != int64(len(file)):
			continue
		}
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, file) {
			return path, nil
		}
	}
}
