package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"restyle/core/onnx"
)

// pause lets the other side's idle threads stop spinning before a run.
const pause = 100 * time.Millisecond

// contest is the outcome of one network on a number of threads: medians over the turns in milliseconds, the median of the turns' ratios, and
// peak memory in MB. Both sides of a turn run within a second or two of each other, so that what else the machine does counts for both.
type contest struct{ ours, theirs, ratio, oursMB, theirsMB float64 }

// race times one network on 1 and 2 threads and prints a line for each.
func (o options) race() error {
	m, err := o.build()
	if err != nil {
		return err
	}
	graph, err := o.export(m, onnx.Stylize)
	if err != nil {
		return err
	}
	feeds, err := o.store(o.inputs(m))
	if err != nil {
		return err
	}
	counts := []int{o.threads}
	if o.threads == 0 {
		counts = []int{1, 2}
	}
	single := 0.0
	for _, threads := range counts {
		c, err := o.contest(graph, feeds, threads)
		if err != nil {
			return err
		}
		fmt.Printf("| %s %v %d | %d | %.1f ms | %.1f ms | %.2f | %.0f MB | %.0f MB |", o.network, o.mode, o.size, threads, c.ours, c.theirs, c.ratio, c.oursMB, c.theirsMB)
		if single == 0 {
			single = c.ours
			fmt.Println(" |")
		} else {
			fmt.Printf(" %.2f |\n", single/c.ours)
		}
	}
	return nil
}

// contest runs both sides in turn, in bursts.
func (o options) contest(graph string, feeds map[string]feed, threads int) (contest, error) {
	self, err := os.Executable()
	if err != nil {
		return contest{}, err
	}
	ours, err := start(self, "-worker", "-network", o.network, "-mode", o.mode.String(), "-threads", strconv.Itoa(threads), "-size", strconv.Itoa(o.size))
	if err != nil {
		return contest{}, err
	}
	defer ours.stop()
	theirs, err := start("node", "bench/ort.cjs", graph, strconv.Itoa(threads))
	if err != nil {
		return contest{}, err
	}
	defer theirs.stop()
	var times [2][]float64 // by turn
	var ratios []float64
	if _, err := theirs.ask(request{Feeds: feeds}); err != nil {
		return contest{}, err
	}
	for range o.rounds {
		for i, p := range []*process{ours, theirs} {
			time.Sleep(pause)
			t, err := p.burst()
			if err != nil {
				return contest{}, err
			}
			times[i] = append(times[i], median(t))
		}
		ratios = append(ratios, times[1][len(times[1])-1]/times[0][len(times[0])-1])
	}
	return contest{median(times[0]), median(times[1]), median(ratios), ours.peak(), theirs.peak()}, nil
}

// burst runs for half a second, at least once, after one run that does not count: throughput, not the first run after a rest.
func (p *process) burst() ([]float64, error) {
	var times []float64
	total := 0.0
	for total < 500 {
		r, err := p.ask(request{Run: true})
		if err != nil {
			return nil, err
		}
		times = append(times, r.Milliseconds)
		if len(times) > 1 {
			total += r.Milliseconds
		}
	}
	return times[1:], nil
}

func median(x []float64) float64 {
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
