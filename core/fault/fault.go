package fault

import (
	"errors"
	"fmt"
)

// Fault is an error with a name.
type Fault struct {
	Name string
	Data map[string]any // what the sentence is about: "File", "Width" …
	err  error
}

func (f *Fault) Error() string { return f.err.Error() }
func (f *Fault) Unwrap() error { return f.err }

// Mark names an error; nil stays nil. pairs are names and values of its data.
func Mark(err error, name string, pairs ...any) error {
	if err == nil {
		return nil
	}
	return New(err, name).With(pairs...)
}

// New is Mark of an error that is there.
func New(err error, name string) *Fault { return &Fault{Name: name, err: err} }

// With adds data and returns the fault.
func (f *Fault) With(pairs ...any) *Fault {
	for i := 0; i+1 < len(pairs); i += 2 {
		if f.Data == nil {
			f.Data = map[string]any{}
		}
		f.Data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return f
}

// Of finds the outermost mark in an error; nil if there is none.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}
