//go:build nogtk

package app

import "errors"

var errNoDialogs = errors.New("this build has no system dialogs")

// askSystem is left out of this build; Fyne's own dialogs are used.
func askSystem(wish) (string, error) { return "", errNoDialogs }
