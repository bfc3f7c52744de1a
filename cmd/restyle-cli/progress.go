package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"restyle/core/stylize"
)

// progress tells a person or a program how far the work is.
type progress struct {
	*program
	how string // bar, plain, json or none
}

// event is a line of --progress json. docs/files.md says which fields each has.
type event struct {
	Event   string  `json:"event"` // stage, frame, joining, reading, step, comparing, measured, saved, renamed, removed, repeated, skipped, failed, note, interrupted
	File    string  `json:"file,omitempty"`
	Stage   string  `json:"stage,omitempty"`
	Done    int     `json:"done"`
	Total   int     `json:"total"`
	Loss    float64 `json:"loss,omitempty"`
	Message string  `json:"message,omitempty"`
	Same    *bool   `json:"same,omitempty"` // of a result that was made again: whether it has the bytes of the first time
	Seconds float64 `json:"seconds"`

	Tile     int   `json:"tile,omitempty"`           // side of the parts in pixels, where a picture is cut
	Forecast int64 `json:"forecast_bytes,omitempty"` // of the process's peak
	Peak     int64 `json:"peak_bytes,omitempty"`     // of the process so far

	Rate float64 `json:"rate,omitempty"` // frames of a video per second
	Left float64 `json:"left,omitempty"` // seconds until they are done

	Flicker    float64 `json:"flicker,omitempty"`            // of a video
	Unsteadied float64 `json:"flicker_unsteadied,omitempty"` // of its frames painted one by one
}

// speaker is the flags of any command.
type speaker interface{ how(w io.Writer) string }

func (p *program) progress(o speaker) *progress {
	return &progress{program: p, how: o.how(p.err)}
}

// seconds since the command began.
func (p *program) seconds() float64 {
	if p.begun.IsZero() {
		return 0
	}
	return time.Since(p.begun).Seconds()
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// show reports an event: line is what people read.
func (p *progress) show(e event, line string) {
	e.Seconds = p.seconds()
	switch p.how {
	case "json":
		writeEvent(p.err, e)
	case "plain":
		fmt.Fprintln(p.err, line)
	case "bar":
		fmt.Fprintf(p.err, "\r\x1b[K%s", fit(line, terminalWidth(p.err)-1)) // the last column would begin a new line
	}
}

func writeEvent(w io.Writer, e event) {
	if b, err := json.Marshal(e); err == nil {
		fmt.Fprintf(w, "%s\n", b)
	}
}

// say tells the message of an event, on standard error, to people or as JSON.
func (p *program) say(e event) {
	if p.json {
		e.Seconds = p.seconds()
		writeEvent(p.err, e)
		return
	}
	fmt.Fprintf(p.err, "restyle-cli: %s\n", e.Message)
}

// note tells what is no error, unless --quiet is set. The file that it is about may be empty.
func (p *program) note(file, format string, values ...any) {
	if !p.quiet {
		p.say(event{Event: "note", File: file, Message: fmt.Sprintf(format, values...)})
	}
}

// tell prints what was done, unless --quiet is set.
func (p *program) tell(format string, values ...any) {
	if !p.quiet {
		fmt.Fprintf(p.out, format, values...)
	}
}

// changed tells what was done to the library, programs as an event.
func (p *program) changed(name, format string, values ...any) {
	text := fmt.Sprintf(format, values...)
	if p.json && !p.quiet {
		p.say(event{Event: name, Message: text})
	}
	p.tell("%s\n", text)
}

// stage returns the reporter of the work on one file.
func (p *progress) stage(file string) func(stylize.Event) {
	return func(e stylize.Event) {
		if e.Stage != "" {
			p.show(event{
				Event: "stage", File: file, Stage: string(e.Stage), Done: e.Done, Total: e.Total, Tile: e.Plan.Tile, Forecast: e.Plan.Bytes,
			}, fmt.Sprintf("%s: %s (%d of %d)", file, e.Stage, e.Done+1, e.Total))
		}
	}
}

// clear empties the line of the bar.
func (p *progress) clear() {
	if p.how == "bar" {
		fmt.Fprint(p.err, "\r\x1b[K")
	}
}

// saved reports a finished file, on standard output too.
func (p *progress) saved(path, detail string) {
	p.finished(path)
	p.tell("wrote %s%s\n", path, detail)
}

// finished reports a finished file to programs.
func (p *progress) finished(path string) { p.end(event{File: path}) }

// end is finished with more to tell.
func (p *progress) end(e event) {
	if p.clear(); p.how == "json" {
		e.Event, e.Peak = "saved", peakMemory()
		p.show(e, "")
	}
}

// failed reports the failure of one file among several.
func (p *progress) failed(path string, err error) {
	p.clear()
	p.say(event{Event: "failed", File: path, Message: oneLine(err)})
}
