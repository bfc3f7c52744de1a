package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/stylize"
)

// benchFlags are the flags of bench.
type benchFlags struct {
	libraryFlags
	model, random, threads string
	mode                   modeFlag
	size, count            int
	json, plain            bool
}

func (o *benchFlags) register(f *flag.FlagSet) {
	o.libraryFlags.register(f)
	f.StringVar(&o.model, "model", "", "`NAME` of a model, or a model file")
	f.StringVar(&o.random, "random", "", "measure a network of random weights instead, `WIDTH` full or compact")
	f.StringVar(&o.threads, "threads", strconv.Itoa(runtime.GOMAXPROCS(0)), "`LIST` of numbers of threads, such as 1,2")
	f.Var(&o.mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
	f.IntVar(&o.size, "size", 512, "side of the square picture in `PIXELS`")
	f.IntVar(&o.count, "count", 5, "take the median of `N` runs, after one that does not count")
	registerPlain(f, &o.plain)
	f.BoolVar(&o.json, "json", false, "print one JSON object a line")
}

// measurement is one line of bench; times are medians in seconds.
type measurement struct {
	Model     string  `json:"model"`
	Mode      string  `json:"mode"`
	Size      int     `json:"size"`
	Threads   int     `json:"threads"`
	Count     int     `json:"count"`
	Encode    float64 `json:"encode"`
	Transform float64 `json:"transform"`
	Decode    float64 `json:"decode"`
	Total     float64 `json:"total"`
	Peak      int64   `json:"peak_bytes"` // of the whole process so far; 0: unknown
}

func benchCommand() *command {
	return &command{"bench", "measure the speed of a model", "[--model NAME | --random full|compact] [--mode MODE] [--size N] [--threads 1,2]", func(p *program, c *command, args []string) error {
		o := &benchFlags{}
		f := c.flags()
		o.register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		threads, err := o.check(c)
		if err != nil {
			return err
		}
		m, err := o.load()
		if err != nil {
			return err
		}
		return p.bench(o, m, threads)
	}}
}

// The side of a picture in pixels: a style has to have features, and the picture itself takes memory that no plan counts.
const (
	smallestBench = 16
	largestBench  = 8192
)

func (o *benchFlags) check(c *command) ([]int, error) {
	if err := errors.Join(between(c, "size", float64(o.size), smallestBench, largestBench), between(c, "count", float64(o.count), 1, 1e6), checkPlain(o.plain, o.mode.mode)); err != nil {
		return nil, err
	}
	if o.random != "" && o.model != "" {
		return nil, wrongUsage("bench: --random %s --model %s: choose one of the two", o.random, o.model)
	}
	var threads []int
	for _, s := range strings.Split(o.threads, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 1 {
			return nil, wrongUsage("bench: --threads %s: want numbers of threads such as 1,2", o.threads)
		}
		threads = append(threads, n)
	}
	return threads, nil
}

// load is the model of the library, or one of random weights.
func (o *benchFlags) load() (*model.Model, error) {
	var config model.Config
	switch o.random {
	case "":
		return loadNamed(o.library, o.model)
	case "full":
		config = model.Full()
	case "compact":
		config = model.Compact()
	default:
		return nil, wrongUsage("bench: --random %s: want full or compact", o.random)
	}
	m, err := model.Build(nn.Fresh(1), config, o.mode.mode)
	if err == nil {
		m.Origin.Name = "random " + o.random
	}
	return m, err
}

func (p *program) bench(o *benchFlags, m *model.Model, threads []int) error {
	if !o.json {
		fmt.Fprintf(p.out, "%-16s %-6s %5s %8s %9s %10s %9s %9s %9s\n", "model", "mode", "size", "threads", "encode", "transform", "decode", "total", "peak")
	}
	show := p.progress(o)
	for i, n := range threads {
		r, err := p.measure(o, m, n, func(run int) {
			done, total := i*o.count+run, len(threads)*o.count
			show.show(event{Event: "measured", Done: done, Total: total}, fmt.Sprintf("%s: run %d of %d", count(n, "thread"), run, o.count))
		})
		show.clear()
		if err != nil {
			return err
		}
		if o.json {
			b, err := json.Marshal(r)
			if err != nil {
				return fmt.Errorf("print the measurement: %w", err)
			}
			fmt.Fprintf(p.out, "%s\n", b)
			continue
		}
		fmt.Fprintf(p.out, "%-16s %-6s %5d %8d %6.1f ms %7.1f ms %6.1f ms %6.1f ms %6.0f MB\n",
			r.Model, r.Mode, r.Size, r.Threads, 1e3*r.Encode, 1e3*r.Transform, 1e3*r.Decode, 1e3*r.Total, float64(r.Peak)/1e6)
	}
	return nil
}

// measure times one number of threads, and reports each run that counts, from 1.
func (p *program) measure(o *benchFlags, m *model.Model, threads int, report func(run int)) (measurement, error) {
	session := stylize.New(m, stylize.Resources{Threads: threads})
	defer func() { // before the next number of threads
		session.Release()
		debug.FreeOSMemory()
	}()
	picture := noise(o.size)
	style, err := session.Style(p.ctx, noise(min(o.size, stylize.StyleSide)), o.mode.mode)
	if err != nil {
		return measurement{}, err
	}
	times := map[stylize.Stage][]float64{} // by stage; of the whole without a name
	for i := range o.count + 1 {
		watch := &stopwatch{spent: map[stylize.Stage]time.Duration{}}
		begun := time.Now()
		if _, err := session.Apply(p.ctx, picture, style, stylize.Options{Mode: o.mode.mode, Plain: o.plain}, watch.see); err != nil {
			return measurement{}, err
		}
		if i == 0 {
			continue // compiles graphs and takes memory
		}
		watch.spent[""] = time.Since(begun)
		for _, stage := range []stylize.Stage{stylize.Encode, stylize.Transform, stylize.Decode, ""} {
			times[stage] = append(times[stage], watch.spent[stage].Seconds())
		}
		report(i)
	}
	return measurement{
		Model: m.Origin.Name, Mode: o.mode.String(), Size: o.size, Threads: threads, Count: o.count,
		Encode: median(times[stylize.Encode]), Transform: median(times[stylize.Transform]), Decode: median(times[stylize.Decode]), Total: median(times[""]),
		Peak: peakMemory(),
	}, nil
}

// stopwatch sums up the time of each stage, which comes once for each window of a picture that is cut.
type stopwatch struct {
	spent map[stylize.Stage]time.Duration
	stage stylize.Stage // at work since then; empty: none
	since time.Time
}

func (w *stopwatch) see(e stylize.Event) {
	now := time.Now()
	if w.stage != "" {
		w.spent[w.stage] += now.Sub(w.since)
	}
	w.stage, w.since = e.Stage, now
}

func median(x []float64) float64 {
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// noise is a square picture of random pixels.
func noise(side int) *imaging.Picture {
	p := imaging.New(side, side)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range p.Pix {
		p.Pix[i] = random.Float32()
	}
	return p
}
