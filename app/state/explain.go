package state

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"restyle/app/job"
	"restyle/core/video"
)

// explain turns an error into a sentence for the person at the screen; nil for nil and for what was cancelled.
func explain(err error) *Problem {
	if err == nil || errors.Is(err, context.Canceled) {
		return nil
	}
	var unfinished *video.UnfinishedError
	if errors.As(err, &unfinished) {
		p := explain(unfinished.Unwrap())
		p.Sentence = text("state.video.kept", "Problem", p.Sentence)
		return p
	}
	var crash *job.Crash
	if errors.As(err, &crash) {
		return &Problem{text("state.job.crash"), fmt.Sprintf("%v\n\n%s", crash.Value, crash.Stack)}
	}
	if t, ok := problemText(err); ok {
		return &Problem{t, err.Error()}
	}
	return &Problem{text("problem.other", "Sentence", sentence(err.Error())), err.Error()}
}

// sentences are those of some errors, one after another.
func sentences(all []error) Text {
	said := make([]Text, len(all))
	for i, err := range all {
		said[i] = explain(err).Sentence
	}
	return inTurn(said)
}

// inTurn says one after another.
func inTurn(all []Text) Text {
	var said Text
	for _, t := range all {
		if said.Empty() {
			said = t
		} else {
			said = text("state.both", "First", said, "Second", t)
		}
	}
	return said
}

// The core's sentences speak of the command line; these are the same places in the window.
var inWindow = strings.NewReplacer(
	"choose a smaller size (--size) or allow more (--memory)", "choose a smaller export size, or allow more in the settings",
	"allow more (--memory)", "allow more in the settings",
	"name it with --model", "add it on the models screen",
	"make one from a picture with style save", "choose a picture instead",
	"make one with train, or import the authors' checkpoints", "train one, or import the authors' checkpoints",
)

// sentence begins with a capital and ends with a full stop, and does without the names of packages.
func sentence(s string) string {
	for _, prefix := range []string{"stylize: ", "encode style: "} {
		s = strings.ReplaceAll(s, prefix, "")
	}
	s = inWindow.Replace(strings.Join(strings.Fields(s), " "))
	if first, _, _ := strings.Cut(s, " "); !strings.Contains(strings.TrimRight(first, ".:,"), ".") { // the name of a file stays as it is
		r, n := utf8.DecodeRuneInString(s)
		s = string(unicode.ToUpper(r)) + s[n:]
	}
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
