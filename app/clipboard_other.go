//go:build !linux

package app

// Picture is always nil: Fyne knows text only.
func (c *clipboard) Picture() []byte { return nil }
