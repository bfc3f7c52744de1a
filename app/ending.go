package app

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/pprof"
	"sync"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
)

// ending sees to it that the program ends after its window. Fyne 2.7.4 need not come back then: its loop hands its last callback to a goroutine, which brings it
// back to the loop while that looks for the last time. If it comes too late, nobody calls it, and Run waits for it for ever (glfw's runGL, Lifecycle.WaitForEvents):
// once in some hundred ends on a busy machine. Whatever else keeps the program, it ends after a while, and tells what every goroutine was doing.
type ending struct {
	look, most time.Duration  // patience with Run before each look at the loop, and with all
	over       func() bool    // whether Fyne's loop has ended
	finish     func()         // saves what is to be saved
	exit       func(code int) // ends the program
	trouble    io.Writer
	begun      chan os.Signal
	once       sync.Once
}

// newEnding listens to the system. finish is called once, after the loop's end, and exit where Run does not come back.
func newEnding(finish func(), exit func(code int)) *ending {
	e := &ending{look: 2 * time.Second, most: 30 * time.Second, over: loopOver, finish: finish, exit: exit, trouble: os.Stderr, begun: make(chan os.Signal, 2)}
	signal.Notify(e.begun, os.Interrupt, syscall.SIGTERM)
	return e
}

// begin says that the loop is about to end.
func (e *ending) begin() {
	select {
	case e.begun <- nil:
	default: // it is known
	}
}

// watch, on a goroutine of its own, waits for the end of the loop and does what is to be done if Run has not come back by then.
func (e *ending) watch() {
	<-e.begun
	time.AfterFunc(e.most, e.giveUp)
	for time.Sleep(e.look); !e.over(); {
		time.Sleep(e.look)
	}
	e.once.Do(func() {
		e.finish()
		e.exit(0)
	})
}

// giveUp ends the program that does not end.
func (e *ending) giveUp() {
	fmt.Fprintf(e.trouble, "restyle: the program did not end within %v:\n", e.most)
	_ = pprof.Lookup("goroutine").WriteTo(e.trouble, 2)
	e.exit(1)
}

// returned is called when Run has come back. If watch was faster, it waits for the program's end there.
func (e *ending) returned() { e.once.Do(e.finish) }

// loopOver asks Fyne, which calls on the goroutine that asks when its loop has ended. For a moment it panics with "send on closed channel": it is about to.
func loopOver() bool {
	defer func() { recover() }()
	ran, here := make(chan string, 1), goroutine()
	fyne.Do(func() { ran <- goroutine() })
	select {
	case where := <-ran:
		return where == here
	default:
		return false
	}
}
