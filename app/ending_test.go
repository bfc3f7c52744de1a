package app

import (
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestLeavesWhenTheSystemSays, and others who listened hear nothing of it.
func TestLeavesWhenTheSystemSays(t *testing.T) {
	defer signal.Reset(os.Interrupt, syscall.SIGTERM)
	left := make(chan struct{})
	e := newEnding(func() { close(left) }, func(code int) { t.Errorf("exit %d", code) })
	fyne, asked := make(chan os.Signal, 1), 0
	e.listenAlone(func() bool {
		if asked++; asked == 2 {
			signal.Notify(fyne, os.Interrupt, syscall.SIGTERM)
		}
		return asked == 2
	})
	itself, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := itself.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-left:
	case <-time.After(time.Minute):
		t.Fatal("it does not leave")
	}
	select {
	case <-fyne:
		t.Error("Fyne was told too")
	default:
	}
}

// TestFyneListens looks at goroutines as Fyne's is before and while it listens.
func TestFyneListens(t *testing.T) {
	if fyneListens() {
		t.Fatal("it listens before there is a window")
	}
	told := make(chan os.Signal)
	go catchTerm(told)
	for begun := time.Now(); !fyneListens(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatal("a goroutine that waits for a signal is not known")
		}
	}
	close(told)
}

func catchTerm(told chan os.Signal) { <-told }

// TestEndsThoughNothingIsSaved: somebody has to be told why.
func TestEndsThoughNothingIsSaved(t *testing.T) {
	defer signal.Reset(os.Interrupt, syscall.SIGTERM)
	var told strings.Builder
	code, left := make(chan int), make(chan struct{})
	e := newEnding(func() { close(left) }, func(c int) { code <- c })
	e.most, e.trouble = time.Millisecond, &told
	e.told <- syscall.SIGTERM
	<-left
	if c := <-code; c != 1 || !strings.Contains(told.String(), "TestEndsThoughNothingIsSaved") {
		t.Errorf("exit %d, told %q", c, told.String())
	}
}
