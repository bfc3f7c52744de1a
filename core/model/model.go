package model

import (
	"fmt"
	"strings"

	"restyle/core/fault"
	"restyle/core/nn"
	"restyle/core/sct"
)

// Part is what a mode has of its own.
type Part struct {
	SCT     *sct.SCT
	Decoder *Decoder
	centred bool // Config.Centred
}

// Model is one network: an encoder, and SCT and decoder for each mode that it has been taught, of which a distilled encoder has none. Its parameters may be
// used by several graphs at once.
type Model struct {
	Config  Config
	Origin  Origin
	Encoder *Encoder

	parts map[Mode]*Part
	scope *nn.Scope
}

// Origin says where a model comes from. All fields are for people.
type Origin struct {
	Kind   string             `json:"kind"`             // built in, imported, trained
	Name   string             `json:"name,omitempty"`   // as shown
	Data   string             `json:"data,omitempty"`   // what it was trained on
	Steps  int                `json:"steps,omitempty"`  // of training
	Seed   uint64             `json:"seed,omitempty"`   // of training
	Parent string             `json:"parent,omitempty"` // checksum of the model it was trained from
	Losses map[string]float64 `json:"losses,omitempty"` // at the end, by name
}

// Build makes a model whose parameters come from scope: random numbers or a file.
func Build(scope *nn.Scope, c Config, modes ...Mode) (*Model, error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("build model: %w", err)
	}
	m := &Model{Config: c, scope: scope, parts: map[Mode]*Part{}, Encoder: NewEncoder(scope.In("encoder"), c.Widths)}
	for _, mode := range modes {
		s := scope.In(mode.String())
		m.parts[mode] = &Part{SCT: sct.New(s.In("sct"), c.sct(mode)), Decoder: NewDecoder(s.In("decoder"), c, mode), centred: c.Centred[mode]}
	}
	if err := scope.Err(); err != nil {
		return nil, fmt.Errorf("build model: %w", err)
	}
	return m, nil
}

// New makes a model of random numbers to be trained. The decoder's modulation and its residual blocks start out weak: at full strength they would drown
// the content.
func New(seed uint64, c Config, modes ...Mode) (*Model, error) {
	m, err := Build(nn.Fresh(seed), c, modes...)
	if err != nil {
		return nil, err
	}
	for _, p := range m.scope.Params() {
		if startsWeak(p.Name) {
			scale(p, 0.1)
		}
	}
	return m, nil
}

// startsWeak tells whether a parameter's first values shall be small.
func startsWeak(name string) bool {
	return strings.HasSuffix(name, ".modulation.output.weight") || strings.Contains(name, ".residual.") && strings.HasSuffix(name, ".1.weight")
}

// Part returns the SCT and decoder of a mode.
func (m *Model) Part(mode Mode) (*Part, error) {
	p, ok := m.parts[mode]
	if !ok {
		return nil, fault.Mark(m.lacks(mode), "model.mode", "Name", m.Origin.Name)
	}
	return p, nil
}

// lacks says that the model has not been taught a mode.
func (m *Model) lacks(mode Mode) error {
	if len(m.parts) == 0 {
		return fmt.Errorf("model %q is an encoder that has been taught no mode yet: train it from scratch, or choose another model", m.Origin.Name)
	}
	return fmt.Errorf("model %q has no %v mode, only %s: choose that mode or another model", m.Origin.Name, mode, m.modeNames())
}

// Modes lists the modes that the model serves.
func (m *Model) Modes() []Mode {
	var modes []Mode
	for _, mode := range Modes() {
		if m.parts[mode] != nil {
			modes = append(modes, mode)
		}
	}
	return modes
}

func (m *Model) modeNames() string {
	var names []string
	for _, mode := range m.Modes() {
		names = append(names, mode.String())
	}
	return strings.Join(names, " and ")
}

// Params lists the parameters whose names begin with prefix; "" lists all. Names are encoder.conv1_1.weight, art.sct.cnet.0.weight,
// art.decoder.0.bias and so on.
func (m *Model) Params(prefix string) []*nn.Param {
	var params []*nn.Param
	for _, p := range m.scope.Params() {
		if strings.HasPrefix(p.Name, prefix) {
			params = append(params, p)
		}
	}
	return params
}

// Count is the number of parameters.
func (m *Model) Count() int {
	n := 0
	for _, p := range m.scope.Params() {
		n += len(p.Value)
	}
	return n
}
