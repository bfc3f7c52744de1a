package video

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"time"

	"restyle/core/fault"
)

// patience is how long a process that was killed may hold its pipes.
const patience = 3 * time.Second

// process is a tool that runs, with the end of what it complains about.
type process struct {
	*exec.Cmd
	complaints tail

	once    sync.Once
	over    chan struct{} // closed behind the end
	failure error         // of the process, then
}

// command prepares a tool; it is killed when ctx ends.
func command(ctx context.Context, program string, args ...string) *process {
	p := &process{Cmd: exec.CommandContext(ctx, program, args...), over: make(chan struct{})}
	p.WaitDelay = patience
	p.Stderr = &p.complaints
	setApart(p.Cmd)
	return p
}

// launch starts a tool that works beside the network.
func (p *process) launch() error {
	err := p.Start()
	if err == nil {
		giveWay(p.Cmd)
	}
	return err
}

// wait waits for the end of a tool that was started, or for that of ctx.
func (p *process) wait(ctx context.Context) error {
	p.watch()
	select {
	case <-p.over:
		return p.explain(ctx, p.failure)
	case <-ctx.Done():
		p.end()
		return ctx.Err()
	}
}

// end kills a tool. It does not wait until the system has put it away, which takes most of a second where all processors are busy and the tool gives way:
// a killed process writes nothing any more. But Windows keeps its files until then.
func (p *process) end() {
	p.Process.Kill()
	p.watch()
	if runtime.GOOS == "windows" {
		<-p.over
	}
}

func (p *process) watch() {
	p.once.Do(func() {
		go func() {
			p.failure = p.Wait()
			close(p.over)
		}()
	})
}

// run starts a tool and waits for its end.
func (p *process) run(ctx context.Context) error {
	if err := p.Start(); err != nil {
		return err
	}
	return p.wait(ctx)
}

// output runs a tool to its end and returns what it prints.
func (p *process) output(ctx context.Context) ([]byte, error) {
	out, err := p.Output()
	return out, p.explain(ctx, err)
}

// explain puts the tool's own words into the error of Run or Wait.
func (p *process) explain(ctx context.Context, err error) error {
	switch words := p.complaints.String(); {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		return nil
	case strings.Contains(words, "No space left on device"):
		return errDiskFull
	case words != "":
		return &toolError{words, err}
	}
	return err
}

// errDiskFull is what any tool says of a full disk.
var errDiskFull = fault.Mark(errors.New("the disk is full: make room or choose another disk"), "disk.full")

// toolError is a failure with the words of the tool.
type toolError struct {
	words string
	cause error
}

func (e *toolError) Error() string { return e.words }
func (e *toolError) Unwrap() error { return e.cause }

// tail keeps the last line that was written to it, and the first one.
type tail struct {
	mutex       sync.Mutex
	first, last []byte
	rest        []byte // of a line that is not over
	count       int
}

const longestLine = 300 // bytes of a line that are kept

func (t *tail) Write(b []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, c := range b {
		switch {
		case c == '\n' || c == '\r':
			t.end()
		case len(t.rest) < longestLine:
			t.rest = append(t.rest, c)
		}
	}
	return len(b), nil
}

func (t *tail) end() {
	if len(strings.TrimSpace(string(t.rest))) == 0 {
		t.rest = t.rest[:0]
		return
	}
	if t.count == 0 {
		t.first = append([]byte(nil), t.rest...)
	}
	t.last, t.rest = append([]byte(nil), t.rest...), t.rest[:0]
	t.count++
}

// address is where a part of ffmpeg lies in memory, which it puts before what it says.
var address = regexp.MustCompile(`\[[^][]* @ 0x[0-9a-f]+\] *`)

// String is the first line, and the last one if there are more, in one sentence.
func (t *tail) String() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.end()
	words := string(t.first)
	if t.count > 1 {
		words = fmt.Sprintf("%s; %s", strings.TrimSpace(words), strings.TrimSpace(string(t.last)))
	}
	return strings.TrimSpace(address.ReplaceAllString(words, ""))
}
