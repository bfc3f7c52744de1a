package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"restyle/core/model"
	"restyle/core/onnx"
	"restyle/core/sct"
)

// array is an input of a graph in the order of ONNX, [1 C H W].
type array struct {
	values []float32
	dims   []int
}

// random fills an array with values from a range.
func random(seed uint64, low, high float32, dims ...int) array {
	n := 1
	for _, d := range dims {
		n *= d
	}
	r := rand.New(rand.NewPCG(seed, 1))
	values := make([]float32, n)
	for i := range values {
		values[i] = low + (high-low)*r.Float32()
	}
	return array{values, dims}
}

// inputs are those of a stylization.
func (o options) inputs(m *model.Model) map[string]array {
	in := map[string]array{
		"content": random(1, 0, 1, 1, 3, o.size, o.size),
		"cov":     random(2, -.2, .2, sct.Rank, sct.Rank),
		"mean":    random(3, 0, 1, 1, m.Config.Channels(o.mode), 1, 1),
	}
	if k := m.Config.Statistics(o.mode); k > 0 {
		in["levels"] = random(4, 0, 1, 1, k, 1, 1)
	}
	return in
}

// feed says where an input lies on disk.
type feed struct {
	File string `json:"file"`
	Dims []int  `json:"dims"`
}

func (o options) store(in map[string]array) (map[string]feed, error) {
	feeds := map[string]feed{}
	for name, a := range in {
		path := filepath.Join(o.dir, "in."+name)
		raw := make([]byte, 0, 4*len(a.values))
		for _, v := range a.values {
			raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
		}
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			return nil, fmt.Errorf("store input: %w", err)
		}
		feeds[name] = feed{path, a.dims}
	}
	return feeds, nil
}

func readFloats(path string) ([]float32, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read output: %w", err)
	}
	values := make([]float32, len(raw)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return values, nil
}

// export writes the graph of a part and returns its path.
func (o options) export(m *model.Model, part onnx.Part) (string, error) {
	path := filepath.Join(o.dir, fmt.Sprintf("%s-%v-%v.onnx", o.network, o.mode, part))
	f, err := os.Create(path)
	if err != nil {
		return "", fmt.Errorf("export graph: %w", err)
	}
	w := bufio.NewWriter(f)
	if err := onnx.Export(w, m, o.mode, part); err != nil {
		return "", err
	}
	if err := w.Flush(); err != nil {
		return "", fmt.Errorf("export graph: %w", err)
	}
	return path, f.Close()
}

// toNHWC turns [C pixels] into [pixels C]; toNCHW is its inverse.
func toNHWC(x []float32, channels int) []float32 { return transpose(x, channels) }

func toNCHW(x []float32, channels int) []float32 { return transpose(x, len(x)/channels) }

func transpose(x []float32, rows int) []float32 {
	y, columns := make([]float32, len(x)), len(x)/rows
	for r := range rows {
		for c := range columns {
			y[c*rows+r] = x[r*columns+c]
		}
	}
	return y
}
