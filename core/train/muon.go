package train

import (
	"fmt"
	"math"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// Optimizer is how gradients change the weights.
type Optimizer uint8

const (
	AdamOnly Optimizer = iota // of Kingma and Ba, as published
	Muon                      // of Jordan et al. for convolutions between many channels, Adam for the rest
)

func (o Optimizer) String() string { return [...]string{"adam", "muon"}[o] }

// MarshalText makes optimizers readable in JSON.
func (o Optimizer) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (o *Optimizer) UnmarshalText(b []byte) error {
	for *o = AdamOnly; *o <= Muon; *o++ {
		if o.String() == string(b) {
			return nil
		}
	}
	*o = AdamOnly
	return fmt.Errorf("optimizer %q: want adam or muon", b)
}

const (
	muonMomentum = .95
	muonLeast    = 16 // channels in and out; layers with fewer, biases and the picture's layers are Adam's
	muonRounds   = 5
	// muonNothing is the norm of what is no direction: the momentum of a layer that gets no gradient any more. Of smaller ones the squares are
	// too small for float32, and the rounds would not end near 1 but beyond all bounds.
	muonNothing = 1e-15
	// muonSize makes a step about as large as Adam's (Liu et al., Muon is Scalable for LLM Training, 2025), so that one learning rate serves both.
	muonSize = .2
)

// muon changes one matrix [Out In*Size*Size] by Muon (K. Jordan et al., 2024): momentum whose singular values are all brought near 1 by
// Newton and Schulz's iteration, so that rare directions move as far as frequent ones.
type muon struct {
	rows, columns int
	x, y          []float32 // [rows columns]
	a, b          []float32 // [short short]
}

// newMuon returns nil for a parameter that is Adam's.
func newMuon(p *nn.Param) *muon {
	if len(p.Shape) != 4 || p.Shape[0] < muonLeast || p.Shape[1] < muonLeast {
		return nil
	}
	m := &muon{rows: p.Shape[0], columns: p.Len() / p.Shape[0], x: make([]float32, p.Len()), y: make([]float32, p.Len())}
	short := min(m.rows, m.columns)
	m.a, m.b = make([]float32, short*short), make([]float32, short*short)
	return m
}

// update changes w by its gradient g; momentum is kept between steps.
func (m *muon) update(t *kernel.Team, w, momentum, g []float32, rate float64) {
	kernel.Scale(t, momentum, momentum, muonMomentum)
	kernel.Add(t, momentum, momentum, g)
	copy(m.y, g) // Nesterov's: the gradient once more
	kernel.AddScaled(t, m.y, momentum, muonMomentum)
	step := m.orthogonal(t)
	kernel.AddScaled(t, w, step, float32(-rate*muonSize*math.Sqrt(float64(max(m.rows, m.columns)))))
}

// orthogonal is y with all singular values near 1: five rounds of the odd polynomial that lifts small ones fastest.
func (m *muon) orthogonal(t *kernel.Team) []float32 {
	x, y, rows, columns := m.x, m.y, m.rows, m.columns
	tall := rows > columns
	if tall {
		transpose(x, y, rows, columns)
		rows, columns = columns, rows
		x, y = y, x
	}
	norm := math.Sqrt(kernel.SumSquares(t, y))
	if norm < muonNothing {
		clear(y)
		return y
	}
	kernel.Scale(t, y, y, float32(1/norm))
	for range muonRounds {
		kernel.MultiplyNT(t, m.a, y, y, rows, columns, rows)
		kernel.MultiplyNN(t, m.b, m.a, m.a, rows, rows, rows)
		kernel.Scale(t, m.b, m.b, 2.0315)
		kernel.AddScaled(t, m.b, m.a, -4.7750)
		kernel.MultiplyNN(t, x, m.b, y, rows, rows, columns)
		kernel.AddScaled(t, x, y, 3.4445)
		x, y = y, x
	}
	if tall {
		transpose(x, y, rows, columns)
		return x
	}
	return y
}

// transpose sets dst [columns rows] to the transpose of src [rows columns].
func transpose(dst, src []float32, rows, columns int) {
	for r := range rows {
		for c := range columns {
			dst[c*rows+r] = src[r*columns+c]
		}
	}
}
