package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"restyle/core/fault"
	"restyle/core/imaging"
)

// Sources says which pictures to train on and how much memory they may take.
type Sources struct {
	Content, Style []string // folders, searched recursively, or single files; a file may serve as both
	Side           int      // longest short side of a picture in memory, in pixels; 0: 512
	Memory         int64    // bytes for all pictures, of which each file has an equal share; 0: 1 GB
}

// Event is the progress of Open: so many of the files have been read, the last one being File. Larger pictures are shrunk to Pixels, their share of the memory.
type Event struct {
	Done, Total int
	File        string
	Pixels      int
}

// Skipped is a file or folder that could not be used; Err is one sentence that says why.
type Skipped struct {
	File string
	Err  error
}

// Set holds the training pictures in memory and makes batches of them. It is safe for use by several goroutines.
type Set struct {
	options        Options
	content, style []*picture // some may serve as both
	bytes          int64      // of all
	skippedOnOpen  []Skipped
}

// Open reads all pictures, each once. It takes about 5 ms a picture and processor; report may be nil and is called by one goroutine at a time.
// Files that cannot be read, and folders in those that are named, are skipped; no content or no style at all is an error.
func Open(ctx context.Context, sources Sources, o Options, report func(Event)) (*Set, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	content, noContent, err := files(sources.Content)
	if err != nil {
		return nil, err
	}
	style, noStyle, err := files(sources.Style)
	if err != nil {
		return nil, err
	}
	all := unique(append(slices.Clone(content), style...))
	load := sources.loader(len(all))
	pictures, skipped, err := load.loadAll(ctx, all, counter(len(all), load.pixels, report))
	if err != nil {
		return nil, err
	}
	set := &Set{options: o.withDefaults(), skippedOnOpen: append(once(append(noContent, noStyle...)), skipped...)}
	set.content, set.style = named(pictures, content), named(pictures, style)
	for _, p := range pictures {
		set.bytes += int64(len(p.pix))
	}
	if len(set.content) == 0 {
		return nil, none("content", sources.Content)
	}
	if len(set.style) == 0 {
		return nil, none("style", sources.Style)
	}
	return set, nil
}

// With is the same pictures, not read again, under other options: another stage of the training.
func (s *Set) With(o Options) (*Set, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	other := *s
	other.options = o.withDefaults()
	return &other, nil
}

// Options are the options in force, defaults filled in.
func (s *Set) Options() Options { return s.options }

// Skipped lists the files and folders that could not be used, each once.
func (s *Set) Skipped() []Skipped { return s.skippedOnOpen }

// Len is the number of content and of style pictures.
func (s *Set) Len() (content, style int) { return len(s.content), len(s.style) }

// Styles lists the files of the style pictures, sorted.
func (s *Set) Styles() []string {
	var files []string
	for _, p := range s.style {
		files = append(files, p.name)
	}
	return files
}

// Bytes is the memory the pictures take.
func (s *Set) Bytes() int64 { return s.bytes }

func (s Sources) loader(count int) loader {
	if s.Side <= 0 {
		s.Side = 512
	}
	if s.Memory <= 0 {
		s.Memory = 1_000_000_000
	}
	share := s.Memory / 3 / int64(max(count, 1))
	const most = 100_000_000 // pixels of a picture, and of all that are decoded at the same time
	return loader{s.Side, int(max(share, smallestSide*smallestSide)), imaging.Limits{Pixels: most}, newGate(most)}
}

// named are those of the pictures that have the names, in the order of these.
func named(pictures []*picture, names []string) (found []*picture) {
	by := map[string]*picture{}
	for _, p := range pictures {
		by[p.name] = p
	}
	for _, name := range names {
		if p := by[name]; p != nil {
			found = append(found, p)
		}
	}
	return found
}

// once leaves out folders that were named before.
func once(all []Skipped) (first []Skipped) {
	for _, s := range all {
		if !slices.ContainsFunc(first, func(f Skipped) bool { return f.File == s.File }) {
			first = append(first, s)
		}
	}
	return first
}

// counter turns calls from several goroutines into events, one at a time.
func counter(total, pixels int, report func(Event)) func(path string) {
	if report == nil {
		return func(string) {}
	}
	var lock sync.Mutex
	done := 0
	return func(path string) {
		lock.Lock()
		defer lock.Unlock()
		done++
		report(Event{done, total, path, pixels})
	}
}

func none(kind string, places []string) error {
	if len(places) == 0 {
		return fmt.Errorf("read training pictures: no folder of %s pictures is chosen; choose one", kind)
	}
	err := fmt.Errorf("read training pictures: there is no readable %s picture in %s; choose another folder", kind, strings.Join(places, ", "))
	return fault.Mark(err, "pictures."+kind)
}
