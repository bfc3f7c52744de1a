package train

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"restyle/core/data"
	"restyle/core/model"
	"restyle/core/nn"
)

// BenchmarkStep is a step of the compact network, batch 4, 128x128: both encodings, stylization, all losses in the network's own encoder,
// gradients and Adam. bench/train_torch.py times the same step in PyTorch.
func BenchmarkStep(b *testing.B) {
	for _, mode := range model.Modes() {
		for _, weights := range []Weights{Paper(), {Content: 1, Style: 10}} {
			for _, threads := range []int{1, 2} {
				b.Run(fmt.Sprintf("%v/ccpl=%v/threads=%d", mode, weights.CCPL > 0, threads), func(b *testing.B) {
					benchmarkStep(b, Options{Mode: mode, Weights: weights}, threads)
				})
			}
		}
	}
}

// BenchmarkTemporal is a step of the artistic mode on one thread without and with the term Temporal, which stylizes each content twice and encodes both results.
func BenchmarkTemporal(b *testing.B) {
	for _, factor := range []float32{0, 1} {
		b.Run(fmt.Sprintf("factor=%v", factor), func(b *testing.B) {
			w := Paper()
			w.Temporal = factor
			benchmarkStep(b, Options{Mode: model.Art, Weights: w}, 1)
		})
	}
}

func benchmarkStep(b *testing.B, o Options, threads int) {
	const n, size = 4, 128
	m, err := model.Build(nn.Fresh(1), model.Compact(), o.Mode)
	if err != nil {
		b.Fatal(err)
	}
	net, heads := newNetworks(m, m.Encoder, o, nn.Fresh(2))
	params := append(m.Params(o.Mode.String()+"."), heads...)
	for _, p := range params {
		p.Train = true
	}
	step, err := NewStep(threads, net, o, n, size)
	if err != nil {
		b.Fatal(err)
	}
	adam, random := NewAdam(params, threads), rand.New(rand.NewPCG(1, 2))
	batch := noise(random, n, size)
	batch.Later = noise(random, n, size).Content
	once := func() {
		if _, err := step.Run(context.Background(), batch, o.Weights, random); err != nil {
			b.Fatal(err)
		}
		adam.Step(1e-4)
	}
	for range 5 { // take memory and wake the processor
		once()
	}
	for b.Loop() {
		once()
	}
}

// noise is a batch of random pixels.
func noise(r *rand.Rand, n, size int) *data.Batch {
	b := &data.Batch{N: n, Size: size, Items: make([]data.Item, n), Content: make([]float32, n*size*size*3), Style: make([]float32, n*size*size*3)}
	for i := range b.Content {
		b.Content[i], b.Style[i] = r.Float32(), r.Float32()
	}
	return b
}

// BenchmarkOptimizer changes the artistic mode's weights once.
func BenchmarkOptimizer(b *testing.B) {
	for _, optimizer := range []Optimizer{AdamOnly, Muon} {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("%v/threads=%d", optimizer, threads), func(b *testing.B) {
				m, err := model.Build(nn.Fresh(1), model.Compact(), model.Art)
				if err != nil {
					b.Fatal(err)
				}
				params := m.Params("art.")
				r := rand.New(rand.NewPCG(1, 2))
				for _, p := range params {
					p.Train = true
					p.Grad = make([]float32, p.Len())
					for i := range p.Grad {
						p.Grad[i] = r.Float32() - 0.5
					}
				}
				adam := NewAdam(params, threads)
				if optimizer == Muon {
					adam.UseMuon()
				}
				for b.Loop() {
					adam.Step(1e-4)
				}
			})
		}
	}
}
