package app

import (
	"errors"
	"sync/atomic"
	"time"

	"github.com/gen2brain/beeep"
)

// notifier shows notifications of the system. A daemon that hangs holds up its call for good, so that there is at most one.
type notifier struct{ busy atomic.Bool }

const notifyWithin = 3 * time.Second

// Notify returns within three seconds.
func (n *notifier) Notify(title, message string) error {
	if !n.busy.CompareAndSwap(false, true) {
		return errors.New("the notification before has not come through yet")
	}
	done := make(chan error, 1)
	go func() {
		defer n.busy.Store(false)
		beeep.AppName = "Restyle"
		done <- beeep.Notify(title, message, "")
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(notifyWithin):
		return errors.New("the system does not answer")
	}
}
