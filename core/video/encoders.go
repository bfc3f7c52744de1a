package video

import (
	"bufio"
	"context"
	"fmt"
	"strings"
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
			t.passthrough(ctx) // remembered for when reading begins
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

// passthrough is the option by which ffmpeg writes the frames that filters give, no more and no fewer. Before version 5.1 it had another name, and the new one is an
// error; later versions may not know the old one.
func (t Tools) passthrough(ctx context.Context) []string {
	known, err := t.list(ctx, "-h", "long")
	if err == nil && known["-vsync"] && !known["-fps_mode"] {
		return []string{"-vsync", "passthrough"}
	}
	return []string{"-fps_mode", "passthrough"}
}

// list asks ffmpeg for the names of its -encoders or -filters, or for those of its options by -h long.
func (t Tools) list(ctx context.Context, what ...string) (map[string]bool, error) {
	question := [2]string{t.FFmpeg, strings.Join(what, " ")}
	if known, ok := lists.Load(question); ok {
		return known.(map[string]bool), nil
	}
	out, err := command(ctx, t.FFmpeg, append([]string{"-v", "error"}, what...)...).output(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask ffmpeg for its %s: %w", question[1][1:], err)
	}
	known := map[string]bool{}
	for _, line := range splitLines(out) {
		var kind, name string
		n, _ := fmt.Sscan(line, &kind, &name)
		if option, _, _ := strings.Cut(kind, "["); strings.HasPrefix(option, "-") { // behind the bracket is what it may apply to
			known[option] = true
		} else if n == 2 {
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
