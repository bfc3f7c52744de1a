package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"restyle/core/stylize"
)

// Existing says what becomes of results that are there already.
type Existing uint8

const (
	Refuse    Existing = iota // nothing is done at all, and the error is an ExistsError
	Skip                      // they are left as they are: a run that was interrupted goes on
	Overwrite                 // they are made again
)

// ExistsError lists the results that are there already.
type ExistsError struct{ Files []string }

func (e *ExistsError) Error() string {
	if len(e.Files) == 1 {
		return fmt.Sprintf("save %s: the file exists: choose another name, or overwrite it", e.Files[0])
	}
	return fmt.Sprintf("save %s: it exists, as do %d others: choose another folder, skip them, or overwrite them", e.Files[0], len(e.Files)-1)
}

// Hooks are told how a run goes on, on the calling goroutine; each may be nil.
type Hooks struct {
	Stage   func(Item, stylize.Event)
	Written func(Item, Result)
	Skipped func(Item)
	Failed  func(Item, error)
}

// Summary is how many of the files had which fate.
type Summary struct{ Written, Skipped, Failed, Left int }

func (s Summary) String() string {
	text := fmt.Sprintf("%d written, %d skipped, %d failed", s.Written, s.Skipped, s.Failed)
	if s.Left > 0 {
		text += fmt.Sprintf(", %d not begun", s.Left)
	}
	return text
}

// Run works through the items in order. Failures are told and counted, and do not stop the rest; the error is that of a context that has ended or an
// ExistsError. No result replaces the content of another item, not even with Overwrite: it may not have been read yet, and is lost in any case.
func (w *Work) Run(ctx context.Context, items []Item, existing Existing, h Hooks) (Summary, error) {
	s := Summary{Left: len(items)}
	if err := w.Validate(); err != nil {
		return s, err
	}
	if existing == Refuse {
		if err := refuse(items); err != nil {
			return s, err
		}
	}
	if existing != Overwrite {
		careful := *w
		careful.Save.New = true // a result may come while another is made
		w = &careful
	}
	contents := contentsOf(items)
	for i, item := range items {
		if exists(item.Output) && existing != Overwrite {
			s.skip(item, h)
			continue
		}
		err := contents.spare(i, item.Output)
		var result Result
		if err == nil {
			result, err = w.File(ctx, item, h.stage(item))
		}
		if ended := ctx.Err(); ended != nil && errors.Is(err, ended) {
			return s, err
		}
		if existing == Skip && errors.Is(err, fs.ErrExist) { // another run has made it meanwhile
			s.skip(item, h)
			continue
		}
		s.Left--
		s.count(item, result, err, h)
	}
	return s, ctx.Err()
}

func (s *Summary) skip(item Item, h Hooks) {
	s.Skipped++
	s.Left--
	if h.Skipped != nil {
		h.Skipped(item)
	}
}

func (s *Summary) count(item Item, result Result, err error, h Hooks) {
	if err != nil {
		s.Failed++
		if h.Failed != nil {
			h.Failed(item, err)
		}
		return
	}
	s.Written++
	if h.Written != nil {
		h.Written(item, result)
	}
}

func (h Hooks) stage(item Item) func(stylize.Event) {
	if h.Stage == nil {
		return nil
	}
	return func(e stylize.Event) { h.Stage(item, e) }
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func refuse(items []Item) error {
	var e ExistsError
	for _, item := range items {
		if exists(item.Output) {
			e.Files = append(e.Files, item.Output)
		}
	}
	if len(e.Files) > 0 {
		return &e
	}
	return nil
}
