//go:build nogtk

package app

// askSystem is left out of this build; Fyne's own dialogs are used.
func askSystem(wish) (string, error) { return "", errNoDialogs }
