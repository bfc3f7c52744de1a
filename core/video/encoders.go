package video

import (
	"bufio"
	"context"
	"fmt"
	"sync"

	"restyle/core/fault"
)

// lists remembers what each ffmpeg can do, by its path and the question: asking takes as long as some frames.
var lists sync.Map // [2]string to map[string]bool

// answer is the codec for a format.
type answer struct {
	codec codec
	err   error
}

// ask looks for the codec of a format while other things are looked at; nil: it is written without ffmpeg.
func (t Tools) ask(ctx context.Context, f format) <-chan answer {
	if f.muxer == "" || !t.Found() {
		return nil
	}
	found := make(chan answer, 1)
	go func() {
		var a answer
		a.err = fault.Protect(func() (err error) {
			a.codec, err = t.encoder(ctx, f)
			return err
		})
		found <- a
	}()
	return found
}

// encoder is the first of the format's codecs that ffmpeg has.
func (t Tools) encoder(ctx context.Context, f format) (codec, error) {
	known, err := t.list(ctx, "-encoders")
	if err != nil {
		return codec{}, err
	}
	for _, c := range f.codecs {
		if known[c.name] {
			return c, nil
		}
	}
	return codec{}, fmt.Errorf("this ffmpeg cannot write %s files (no %s): install a complete one, or choose another ending", f.ending, f.codecs[0].name)
}

// list asks ffmpeg for the names of its -encoders or -filters.
func (t Tools) list(ctx context.Context, what string) (map[string]bool, error) {
	question := [2]string{t.FFmpeg, what}
	if known, ok := lists.Load(question); ok {
		return known.(map[string]bool), nil
	}
	out, err := command(ctx, t.FFmpeg, "-v", "error", what).output(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask ffmpeg for its %s: %w", what[1:], err)
	}
	known := map[string]bool{}
	for _, line := range splitLines(out) {
		var kind, name string
		if n, _ := fmt.Sscan(line, &kind, &name); n == 2 {
			known[name] = true
		}
	}
	lists.Store(question, known)
	return known, nil
}

func splitLines(b []byte) []string {
	var lines []string
	for len(b) > 0 {
		n, line, err := bufio.ScanLines(b, true)
		if err != nil || n == 0 {
			break
		}
		lines, b = append(lines, string(line)), b[n:]
	}
	return lines
}
