package app

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/pprof"
	"syscall"
	"time"
)

// ending is the way out. Everything is saved while Fyne's loop runs, and then the program exits; its loop is never told to end. For Fyne 2.7.4 brings its last
// callback, which writes its preferences, from a goroutine to a loop that may just have ended: then it waits for ever, or panics there, and what was to be saved
// is lost (glfw's runGL and runOnMainWithWait, Lifecycle.RunEventQueue).
type ending struct {
	most    time.Duration  // patience with what is being saved when the system ends the program
	exit    func(code int) // ends the program
	trouble io.Writer
	told    chan os.Signal // by the system
}

// newEnding listens to the system: leave is called, on a goroutine of its own, when it ends the program.
func newEnding(leave func(), exit func(code int)) *ending {
	e := &ending{most: 30 * time.Second, exit: exit, trouble: os.Stderr, told: make(chan os.Signal, 1)}
	e.listen()
	go func() {
		<-e.told
		time.AfterFunc(e.most, e.giveUp)
		leave()
	}()
	return e
}

// listen to what ends the program: the end of the terminal that it was started from, too, unless it was told to outlive that.
func (e *ending) listen() {
	signal.Notify(e.told, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(e.told, syscall.SIGHUP)
	}
}

// listenAlone has somebody else who listens hear nothing more, as soon as he does: Fyne would end its loop. Whom it does not know after some seconds it takes
// to have begun.
func (e *ending) listenAlone(other func() bool) {
	for begun := time.Now(); !other() && time.Since(begun) < 5*time.Second; {
		time.Sleep(10 * time.Millisecond)
	}
	signal.Reset(os.Interrupt, syscall.SIGTERM)
	e.listen()
}

// fyneListens tells whether Fyne listens to the system: Run begins a goroutine for it, which a busy computer may let wait longer than the window.
func fyneListens() bool {
	stacks := make([]byte, 1<<20)
	for g := range bytes.SplitSeq(stacks[:runtime.Stack(stacks, true)], []byte("\n\n")) {
		if bytes.Contains(g, []byte("catchTerm(")) {
			state, _, _ := bytes.Cut(g, []byte("\n")) // goroutine 7 [chan receive]:
			return bytes.Contains(state, []byte("[chan receive"))
		}
	}
	return false
}

// giveUp ends the program that does not end, and tells what every goroutine was doing.
func (e *ending) giveUp() {
	fmt.Fprintf(e.trouble, "restyle: the program did not end within %v:\n", e.most)
	_ = pprof.Lookup("goroutine").WriteTo(e.trouble, 2)
	e.exit(1)
}
