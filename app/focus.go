package app

import (
	"sync/atomic"

	"fyne.io/fyne/v2"
)

// focus knows whether the window is in front.
type focus struct{ away atomic.Bool }

func (f *focus) in() bool { return !f.away.Load() }

func (f *focus) watch(a fyne.App) {
	a.Lifecycle().SetOnEnteredForeground(func() { f.away.Store(false) })
	a.Lifecycle().SetOnExitedForeground(func() { f.away.Store(true) })
}
