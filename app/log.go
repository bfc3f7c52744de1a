package app

import (
	"fmt"
	"os"
	"sync"
	"time"
)

// eventLog is a file with a line for each event, for tests and for people who look for a fault. It may be nil.
type eventLog struct {
	lock  sync.Mutex
	file  *os.File
	begun time.Time
}

// openLog makes the file; without a name there is none.
func openLog(path string) (*eventLog, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("make the log: %w: name another file with -log", err)
	}
	return &eventLog{file: f, begun: time.Now()}, nil
}

// line writes an event with the seconds since the start.
func (l *eventLog) line(s string) {
	if l == nil {
		return
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	fmt.Fprintf(l.file, "%.3f %s\n", time.Since(l.begun).Seconds(), s)
}

// function is line, or nil without a log.
func (l *eventLog) function() func(string) {
	if l == nil {
		return nil
	}
	return l.line
}

// Close closes the file.
func (l *eventLog) Close() {
	if l != nil {
		l.file.Close()
	}
}

const (
	beatEvery  = 20 * time.Millisecond
	beatReport = time.Second
)

// beat measures how long the window's goroutine keeps a function waiting, and how much it works between two such functions, and writes the most
// of each second in milliseconds, with the window's size. The work does not depend on what else the computer does.
func (l *eventLog) beat(post func(func()), window func() string) {
	if l == nil {
		return
	}
	go func() {
		worst, most, reported, size := time.Duration(0), time.Duration(0), time.Now(), ""
		before := time.Duration(-1)
		for {
			time.Sleep(beatEvery)
			asked, answered := time.Now(), make(chan time.Duration, 1)
			post(func() {
				size = window()
				answered <- threadTime()
			})
			worked := <-answered
			worst = max(worst, time.Since(asked))
			if before >= 0 {
				most = max(most, worked-before)
			}
			before = worked
			if time.Since(reported) > beatReport {
				l.line(fmt.Sprintf("event=heartbeat worst=%d work=%d window=%s", worst.Milliseconds(), most.Milliseconds(), size))
				worst, most, reported = 0, 0, time.Now()
			}
		}
	}()
}
