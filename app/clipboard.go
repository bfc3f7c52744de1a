package app

import (
	"fyne.io/fyne/v2"
)

// clipboard reads what was copied elsewhere.
type clipboard struct {
	app  fyne.App
	post func(func())
}

// Text is the text in the clipboard, such as the names of files that were copied in a file manager.
func (c *clipboard) Text() string {
	words := make(chan string, 1)
	c.post(func() { words <- c.app.Clipboard().Content() })
	return <-words
}
