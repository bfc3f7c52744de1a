package app

import (
	"fmt"
	"sync/atomic"

	"fyne.io/fyne/v2"
)

// focus knows whether the window is in front.
type focus struct{ away atomic.Bool }

func (f *focus) in() bool { return !f.away.Load() }

func (f *focus) watch(a fyne.App, log *eventLog) {
	change := func(away bool) func() {
		return func() {
			f.away.Store(away)
			log.line(fmt.Sprintf("event=focus away=%q", fmt.Sprint(away)))
		}
	}
	a.Lifecycle().SetOnEnteredForeground(change(false))
	a.Lifecycle().SetOnExitedForeground(change(true))
}
