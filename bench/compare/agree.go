package main

import (
	"context"
	"fmt"
	"math"
	"path/filepath"

	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/onnx"
)

// tolerance is the largest difference allowed, of the range of the result.
const tolerance = 1e-3

// sides are the contents and styles that results are compared on: height and width of both.
var sides = [][4]int{{128, 128, 128, 128}, {96, 160, 120, 72}, {67, 93, 101, 77}, {16, 17, 65, 64}, {131, 50, 88, 133}}

// agree compares the results of the whole way, from two pictures to the output.
func (o options) agree() error {
	m, err := o.build()
	if err != nil {
		return err
	}
	graph, err := o.export(m, onnx.Whole)
	if err != nil {
		return err
	}
	theirs, err := start("node", "bench/ort.cjs", graph, "1")
	if err != nil {
		return err
	}
	defer theirs.stop()
	for i, s := range sides {
		in := map[string]array{
			"content": random(uint64(10+i), 0, 1, 1, 3, s[0], s[1]),
			"style":   random(uint64(20+i), .2, .9, 1, 3, s[2], s[3]),
		}
		difference, span, err := o.difference(m, theirs, in)
		if err != nil {
			return err
		}
		fmt.Printf("| %s %v | %dx%d | %dx%d | %.1e of %.3g |\n", o.network, o.mode, s[1], s[0], s[3], s[2], difference, span)
		if !(difference <= tolerance*span) {
			return fmt.Errorf("%s %v at %dx%d: results differ by %.2g of %.2g", o.network, o.mode, s[1], s[0], difference, span)
		}
	}
	return nil
}

// difference is the largest difference between both results, and the range of ours.
func (o options) difference(m *model.Model, theirs *process, in map[string]array) (difference, span float64, err error) {
	feeds, err := o.store(in)
	if err != nil {
		return 0, 0, err
	}
	if _, err := theirs.ask(request{Feeds: feeds, Save: o.dir}); err != nil {
		return 0, 0, err
	}
	got, err := readFloats(filepath.Join(o.dir, "output"))
	if err != nil {
		return 0, 0, err
	}
	want, err := o.result(m, in["content"], in["style"])
	if err != nil {
		return 0, 0, err
	}
	if len(got) != len(want) {
		return 0, 0, fmt.Errorf("results have %d and %d values", len(want), len(got))
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i, v := range want {
		difference = max(difference, math.Abs(float64(v)-float64(got[i])))
		low, high = min(low, float64(v)), max(high, float64(v))
	}
	return difference, high - low, nil
}

// result is this engine's, [3 H W].
func (o options) result(m *model.Model, content, style array) ([]float32, error) {
	machine := nn.NewMachine(0)
	encode, err := newStyling(machine, m, o.mode, style.dims[2], style.dims[3])
	if err != nil {
		return nil, err
	}
	s, err := newStylization(machine, m, o.mode, content.dims[2], content.dims[3])
	if err != nil {
		return nil, err
	}
	copy(encode.picture.Data(), toNHWC(style.values, 3))
	copy(s.content.Data(), toNHWC(content.values, 3))
	if err := encode.graph.Run(context.Background()); err != nil {
		return nil, err
	}
	encode.copyTo(s.style)
	if err := s.graph.Run(context.Background()); err != nil {
		return nil, err
	}
	return toNCHW(s.output.Data(), 3), nil
}
