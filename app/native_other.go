//go:build !linux && !nogtk

package app

// settleDialog has nothing to do where dialogs are the system's own.
func settleDialog() {}
