package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"restyle/core/batch"
	"restyle/core/imaging"
	"restyle/core/stylize"
)

// batchFlags say which files are read and how results are stored.
type batchFlags struct {
	out, format string
	recursive   bool
	addStyle    bool
	force, skip bool
	recipe      bool
	quality     int
	subsampling string
	depth       int

	depthGiven bool   // on the command line
	jpegGiven  string // what that says of JPEG files, an option; empty: nothing
}

// hear notes what the command line itself says of results.
func (o *batchFlags) hear(f *flag.FlagSet) {
	o.depthGiven = given(f, "depth")
	for _, name := range []string{"quality", "subsampling"} {
		if given(f, name) {
			o.jpegGiven = dashed(name)
		}
	}
}

func (o *batchFlags) register(f *flag.FlagSet) {
	f.StringVar(&o.out, "o", "", "write to `FILE`, or under the contents' names into a folder, where photo.bmp, beside photo.webp, becomes photo-bmp.png; "+
		"without it CONTENT-STYLE in the current folder")
	f.StringVar(&o.format, "format", "", "in folders, write files of `KIND` jpg, png or tif; without it that of the content, or png where it cannot be written")
	f.BoolVar(&o.recursive, "recursive", false, "of contents that are folders, take the folders in them too")
	f.BoolVar(&o.addStyle, "add-style", false, "in folders, call results CONTENT-STYLE in place of CONTENT")
	f.BoolVar(&o.force, "force", false, "overwrite existing files")
	f.BoolVar(&o.skip, "skip", false, "leave out contents whose results exist already, to go on with an earlier run")
	f.BoolVar(&o.recipe, "recipe", false, "write everything that made a result beside it, as RESULT"+batch.RecipeExtension)
	f.IntVar(&o.quality, "quality", 95, "JPEG quality `Q`, 1 to 100")
	f.StringVar(&o.subsampling, "subsampling", "", "store the colours of JPEG files at `S` 4:4:4, 4:2:2 or 4:2:0; without it 4:4:4 from quality 90 on")
	f.IntVar(&o.depth, "depth", 0, "write PNG and TIFF with `BITS` 8 or 16 a channel; without it as the content")
}

// take takes over how results are stored, as far as nothing on the command line says otherwise.
func (o *batchFlags) take(r batch.Output, f *flag.FlagSet) {
	if !given(f, "quality") && r.Quality > 0 {
		o.quality = r.Quality
	}
	if !given(f, "subsampling") {
		o.subsampling = r.Subsampling
	}
	if !o.depthGiven {
		o.depth = r.Depth
	}
}

// checkDepth refuses to promise what no file of the results can hold.
func (o *batchFlags) checkDepth(items []batch.Item) error {
	for _, i := range items {
		if !isJPEG(i.Output) {
			return nil
		}
	}
	if o.depthGiven && o.depth == 16 && len(items) > 0 {
		return wrongUsage("--depth 16: JPEG files have 8 bits: leave it out, or write .png or .tif")
	}
	return nil
}

func isJPEG(path string) bool {
	ending := strings.ToLower(filepath.Ext(path))
	return ending == ".jpg" || ending == ".jpeg"
}

// checkOne refuses what is said of the results in a folder, where the name of the only one is given, and of JPEG files, where it is none.
func (o *batchFlags) checkOne(name string) error {
	for flag, set := range map[string]bool{"--format": o.format != "", "--add-style": o.addStyle} {
		if set {
			return wrongUsage("%s: it is for results in a folder, and %s is a file: leave it out, or name a folder", flag, name)
		}
	}
	if o.jpegGiven != "" && imaging.CanSave(name) == nil && !isJPEG(name) {
		return wrongUsage("%s: it is for JPEG files, and %s is none: leave it out, or write .jpg", o.jpegGiven, name)
	}
	return nil
}

// validate reports values that flag cannot judge.
func (o *batchFlags) validate(c *command) error {
	if o.quality < 1 || o.quality > 100 {
		return wrongUsage("%s: --quality %d: want 1 to 100", c.name, o.quality)
	}
	if err := (imaging.SaveOptions{Quality: o.quality, Subsampling: o.subsampling}).Validate(); err != nil {
		return wrongUsage("%s: %w", c.name, err)
	}
	if o.depth != 0 && o.depth != 8 && o.depth != 16 {
		return wrongUsage("%s: --depth %d: want 8 or 16", c.name, o.depth)
	}
	if o.format != "" && imaging.CanSave("a."+o.format) != nil {
		return wrongUsage("%s: --format %s: want jpg, png or tif", c.name, o.format)
	}
	if o.out == "-" {
		return wrongUsage("%s: -o -: results are not written to standard output: name a file, or ./- for a folder of that name", c.name)
	}
	if o.force && o.skip {
		return wrongUsage("%s: --force and --skip: choose one of the two", c.name)
	}
	return nil
}

// existing is what becomes of results that are there.
func (o *batchFlags) existing() batch.Existing {
	switch {
	case o.skip:
		return batch.Skip
	case o.force:
		return batch.Overwrite
	}
	return batch.Refuse
}

// runBatch does all items and sums up; of a single one, that was named itself, the error is the command's own.
func (p *program) runBatch(o *stylizeFlags, w *batch.Work, items []batch.Item, single bool) error {
	show, begun := p.progress(o.common), time.Now()
	var failure error
	hooks := batch.Hooks{
		Stage:   func(i batch.Item, e stylize.Event) { show.stage(i.Content)(e) },
		Skipped: func(i batch.Item) { show.skipped(i.Output) },
		Failed:  func(i batch.Item, err error) { failure = err },
	}
	last := begun
	hooks.Written = func(i batch.Item, r batch.Result) {
		show.saved(i.Output, fmt.Sprintf(" (%d x %d pixels, %s)", r.Width, r.Height, duration(time.Since(last))))
		if r.Note != "" {
			p.note(i.Content, "note: %s: %s", i.Content, inFlags.Replace(r.Note))
		}
		last = time.Now()
	}
	if !single || p.json { // an event has the file
		hooks.Failed = func(i batch.Item, err error) {
			show.failed(i.Content, err)
			failure = errReported
		}
	}
	summary, err := w.Run(p.ctx, items, o.existing(), hooks)
	show.clear()
	if !single {
		p.sumUp(o, summary, err, len(items))
	}
	var there *batch.ExistsError
	switch {
	case errors.As(err, &there):
		return explain(there)
	case err != nil:
		return err
	}
	return failure
}

// sumUp says what became of the files of a batch.
func (p *program) sumUp(o *stylizeFlags, s batch.Summary, err error, total int) {
	var there *batch.ExistsError
	if errors.As(err, &there) {
		return
	}
	p.tell("%v\n", s)
	p.countFailed(s.Failed, total)
	if errors.Is(err, context.Canceled) && s.Written > 0 {
		p.note("", "%s", o.goOn())
	}
}

// countFailed says how many of the pictures failed, each of which has been told of.
func (p *program) countFailed(failed, all int) {
	if failed > 0 && !p.json {
		p.say(event{Message: fmt.Sprintf("%d of %s failed", failed, count(all, "picture"))})
	}
}

// goOn says how a batch that was interrupted is brought to its end.
func (o *batchFlags) goOn() string {
	if o.force {
		return "the same command begins again with the first picture; with --skip in place of --force it makes those that are not there at all"
	}
	return "the same command with --skip goes on with the rest"
}

// explain puts the refusal to overwrite into the words of the flags.
func explain(e *batch.ExistsError) error {
	if len(e.Files) == 1 {
		return fmt.Errorf("save %s: the file exists: choose another name, or add --force to overwrite it, or --skip to leave it", e.Files[0])
	}
	others := "do " + count(len(e.Files)-1, "other result")
	if len(e.Files) == 2 {
		others = "does 1 other result"
	}
	return fmt.Errorf("save %s: it exists, as %s: add --skip to leave them or --force to overwrite them", e.Files[0], others)
}

// skipped reports a result that was there already.
func (p *progress) skipped(path string) {
	p.clear()
	if p.how == "json" {
		p.show(event{Event: "skipped", File: path}, "")
	}
	p.tell("left %s as it is\n", path)
}
