//go:build !linux

package app

// hasDisplay is true where there is always a screen.
func hasDisplay() bool { return true }
