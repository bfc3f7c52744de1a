package train

import (
	"context"
	"math/rand/v2"

	"restyle/core/ccpl"
	"restyle/core/data"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// Step computes losses and gradients of batches of one shape. The batch is cut into chunks whose graphs run at the same time, each on a thread
// of its own: they need not wait for each other at every layer. The cut does not depend on the number of threads, nor do the results.
type Step struct {
	team     *kernel.Team
	machines []*nn.Machine // chunk i runs on number i modulo their number
	chunks   []*chunk
}

// Networks are what a step is built from. Only SCT, decoder and heads are trained; the encoder and Loss stay as they are.
type Networks struct {
	Model    *model.Model
	Loss     model.Features
	Heads    *ccpl.CCPL
	Temporal *ccpl.CCPL // of the term Temporal, on the first layers; nil without it
}

// newNetworks adds the contrastive heads that the options ask for, made in scope, and returns their parameters, those of terms that count.
func newNetworks(m *model.Model, loss model.Features, o Options, scope *nn.Scope) (Networks, []*nn.Param) {
	n := Networks{Model: m, Loss: loss, Heads: ccpl.New(scope.In("mlp"), loss.Widths()[:o.Mode.Layers()], o.CCPL)}
	var heads []*nn.Param
	if o.Weights.CCPL > 0 {
		heads = scope.In("mlp").Params()
	}
	if o.Weights.Temporal > 0 {
		temporal := o.temporal()
		n.Temporal = ccpl.New(scope.In("temporal"), loss.Widths()[:temporal.Layers], temporal)
		heads = append(heads, scope.In("temporal").Params()...)
	}
	return n, heads
}

// chunkItems is the number of items in a chunk of a batch of n: two, and one where that would leave fewer than two chunks.
func chunkItems(n int) int { return max(1, min(2, n/2)) }

// NewStep builds the graphs for batches of n pairs of size x size pixels. threads: 0 for one per processor.
func NewStep(threads int, net Networks, o Options, n, size int) (*Step, error) {
	s := &Step{team: kernel.NewTeam(threads)}
	for first := 0; first < n; first += chunkItems(n) {
		items := min(chunkItems(n), n-first)
		s.chunks = append(s.chunks, &chunk{first: first, items: items, share: float32(items) / float32(n)})
	}
	threads = s.team.Threads()
	workers := min(threads, len(s.chunks))
	for w := range workers {
		s.machines = append(s.machines, nn.NewMachine((threads+w)/workers))
	}
	for i, c := range s.chunks {
		b := nn.NewBuilder(s.machines[i%workers])
		if i > 0 {
			b.Replica()
		}
		if err := c.build(b, net, o, size); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Run computes losses and gradients of a batch. The positions of CCPL are drawn from r.
func (s *Step) Run(ctx context.Context, batch *data.Batch, w Weights, r *rand.Rand) (Losses, error) {
	for _, p := range s.chunks[0].positions {
		p.Draw(r)
	}
	return s.run(ctx, batch, w)
}

// run is Run at the positions of the first chunk, which are copied to the others.
func (s *Step) run(ctx context.Context, batch *data.Batch, w Weights) (Losses, error) {
	for i, p := range s.chunks[0].positions {
		for _, c := range s.chunks[1:] {
			c.positions[i].Copy(p)
		}
	}
	s.chunks[0].graph.Pack(s.team)
	faults := make([]error, len(s.chunks))
	s.team.Run(len(s.machines), func(_, machine int) {
		for i := machine; i < len(s.chunks); i += len(s.machines) {
			faults[i] = s.chunks[i].run(ctx, batch, w)
		}
	})
	for _, err := range faults {
		if err != nil {
			return Losses{}, err
		}
	}
	for _, c := range s.chunks[1:] {
		c.graph.AddGradients(s.team)
	}
	return s.losses(), nil
}

// losses are the means over the batch. They are left in the nodes of the first chunk.
func (s *Step) losses() Losses {
	first := &s.chunks[0].terms
	for k, node := range first.nodes {
		if node == nil {
			continue
		}
		mean := 0.0
		for _, c := range s.chunks {
			mean += float64(c.share) * float64(c.terms.nodes[k].Scalar())
		}
		node.Data()[0] = float32(mean)
	}
	for _, c := range s.chunks[1:] {
		first.total.Data()[0] += c.terms.total.Scalar() // its share already
	}
	return first.losses()
}

// Output is the generated pictures [N S S 3] of the last Run.
func (s *Step) Output() []float32 {
	var output []float32
	for _, c := range s.chunks {
		output = append(output, c.output.Data()...)
	}
	return output
}

// Release gives up the memory for intermediate results until the next Run.
func (s *Step) Release() {
	for _, m := range s.machines {
		m.Release()
	}
}
