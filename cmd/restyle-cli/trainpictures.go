package main

import (
	"flag"
	"fmt"
	"math"

	"restyle/core/data"
)

// pictures are the flags that name training pictures.
type pictures struct {
	contents, styles listFlag
	memory           bytesFlag
}

// register adds the flags; instead is what serves without contents.
func (o *pictures) register(f *flag.FlagSet, instead string) {
	f.Var(&o.contents, "content", "`FOLDER` of photographs to practise on; may be repeated; without it "+instead)
	f.Var(&o.styles, "style", "`FOLDER` of pictures whose style to learn; may be repeated")
	f.Var(&o.memory, "memory", "keep the pictures in no more memory than `SIZE`, such as 4GB: each has an equal share, to which larger ones are shrunk; without it 1GB")
}

func (o *pictures) check(c *command) error {
	if len(o.styles) == 0 {
		return wrongUsage("%s: no pictures are named: add --style FOLDER", c.name)
	}
	return nil
}

// orStyles are the contents, those of the styles where none are named.
func (o *pictures) orStyles() []string {
	if len(o.contents) == 0 {
		return o.styles
	}
	return o.contents
}

// sources are the pictures to read, with contents to practise on.
func (o *pictures) sources(contents []string) data.Sources {
	return data.Sources{Content: contents, Style: o.styles, Memory: int64(o.memory)}
}

// openPictures reads the training pictures, of which crops of up to so many pixels are wanted; files that are none are named, but do no harm.
func (p *program) openPictures(sources data.Sources, crop int, show *progress) (*data.Set, error) {
	report := func(e data.Event) {
		if e.Done == 1 && e.Pixels < crop*crop {
			show.clear()
			p.note("", "%s", cramped(e, crop))
		}
		show.show(event{Event: "reading", File: e.File, Done: e.Done, Total: e.Total}, fmt.Sprintf("reading pictures: %d of %d", e.Done, e.Total))
	}
	set, err := data.Open(p.ctx, sources, data.Recipe(), report)
	show.clear()
	if err != nil {
		return nil, err
	}
	for _, s := range set.Skipped() {
		p.note(s.File, "left out: %s", oneLine(s.Err))
	}
	return set, nil
}

// cramped says that there is too little memory for so many pictures, and how much would do.
func cramped(e data.Event, crop int) string {
	side := int(math.Sqrt(float64(e.Pixels)))
	enough := bytesFlag(math.Ceil(3*float64(e.Total)*float64(crop*crop)/1e6) * 1e6)
	return fmt.Sprintf("the memory for %s keeps no more than %d pixels of each, such as %d x %d, from which crops of %d x %d are enlarged: allow more with --memory %s, or name fewer",
		count(e.Total, "picture"), e.Pixels, side, side, crop, crop, &enough)
}
