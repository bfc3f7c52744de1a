// Command compare runs the same networks in this engine and in ONNX Runtime, in turn, and prints the ratios. See bench/README.md.
package main

import (
	"flag"
	"fmt"
	"os"

	"restyle/core/model"
	"restyle/core/nn"
)

// options are those of the command line.
type options struct {
	dir     string // for graphs and inputs
	size    int    // side of the square content, pixels
	rounds  int    // turns of each side
	threads int    // of a worker
	network string // of a worker
	mode    model.Mode
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run() error {
	var o options
	var mode string
	var agree, parts, worker bool
	flag.StringVar(&o.dir, "dir", "bench/work", "folder for graphs and inputs")
	flag.IntVar(&o.size, "size", 512, "side of the content, pixels")
	flag.IntVar(&o.rounds, "rounds", 8, "turns of each side")
	flag.IntVar(&o.threads, "threads", 0, "number of threads; 0: 1 and then 2")
	flag.StringVar(&o.network, "network", "", "full or compact, with random weights, or shipped; empty: the first two")
	flag.StringVar(&mode, "mode", "", "art or photo; empty: both")
	flag.BoolVar(&agree, "agree", false, "compare results, not times")
	flag.BoolVar(&parts, "parts", false, "compare the results of each exported part, of the shipped compact network and of a full one")
	flag.BoolVar(&worker, "worker", false, "run this engine, one run for each line of standard input")
	flag.Parse()
	modes, err := chosenModes(mode)
	if err != nil {
		return err
	}
	if worker {
		o.mode = modes[0]
		return o.work()
	}
	networks := chosen(o.network)
	if parts && o.network == "" {
		networks = []string{"full", "shipped"}
	}
	for _, network := range networks {
		for _, m := range modes {
			o.network, o.mode = network, m
			switch {
			case parts:
				err = o.agreeOnParts()
			case agree:
				err = o.agree()
			default:
				err = o.race()
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func chosen(network string) []string {
	if network == "" {
		return []string{"full", "compact"}
	}
	return []string{network}
}

func chosenModes(mode string) ([]model.Mode, error) {
	if mode == "" {
		return model.Modes(), nil
	}
	m, err := model.ParseMode(mode)
	return []model.Mode{m}, err
}

// build makes the network with random weights, on which time does not depend, or loads the one that is built in.
func (o options) build() (*model.Model, error) {
	if o.network == "shipped" {
		return model.NewLibrary(o.dir).Load("")
	}
	config := model.Full()
	if o.network == "compact" {
		config = model.Compact()
	}
	return model.Build(nn.Fresh(1), config, o.mode)
}
