package steady

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"restyle/core/imaging"
)

// Memory is all that is remembered of the frames so far.
type Memory struct {
	Statistics *Statistics
	Motion     *Motion
	Follow     *Follow
	Flicker    *Flicker
}

// saved is a Memory in a file.
type saved struct {
	Past          []moment
	Small         stored
	Styled        []byte // rounded to 8 bits, as they are
	Width, Height int
	First, Pairs  int
	Before, After float64
	Pair, PairRaw stored
}

// stored is a picture of floats; empty: none.
type stored struct {
	Width, Height int
	Pix           []float32
}

func store(p *imaging.Picture) stored {
	if p == nil {
		return stored{}
	}
	return stored{p.Width, p.Height, p.Pix}
}

func (s stored) picture() (*imaging.Picture, error) {
	if s.Width == 0 && s.Height == 0 {
		return nil, nil
	}
	if s.Width < 1 || s.Height < 1 || len(s.Pix) != 3*s.Width*s.Height {
		return nil, fmt.Errorf("a picture of %d x %d with %d values", s.Width, s.Height, len(s.Pix))
	}
	return &imaging.Picture{Width: s.Width, Height: s.Height, Pix: s.Pix}, nil
}

// Cut forgets the frames so far: another shot begins.
func (m *Memory) Cut() {
	m.Statistics.Cut()
	m.Motion.Cut()
	m.Follow.Cut()
	m.Flicker.Cut()
}

// Save writes what Load reads.
func (m *Memory) Save() ([]byte, error) {
	s := saved{
		Past: m.Statistics.past, Small: store(m.Motion.before),
		First: m.Flicker.First, Pairs: m.Flicker.Pairs, Before: m.Flicker.Before, After: m.Flicker.After,
		Pair: store(m.Flicker.before), PairRaw: store(m.Flicker.beforeRaw),
	}
	if p := m.Follow.before; p != nil {
		s.Width, s.Height, s.Styled = p.Width, p.Height, make([]byte, len(p.Pix))
		p.RGB24(s.Styled)
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(s)
	return b.Bytes(), err
}

// Load takes over what was saved.
func (m *Memory) Load(b []byte) error {
	var s saved
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&s); err != nil {
		return err
	}
	if s.Width < 0 || s.Height < 0 || len(s.Styled) != 3*s.Width*s.Height {
		return fmt.Errorf("a frame of %d x %d with %d values", s.Width, s.Height, len(s.Styled))
	}
	m.Cut()
	m.Statistics.past = s.Past
	m.Flicker.First, m.Flicker.Pairs, m.Flicker.Before, m.Flicker.After = s.First, s.Pairs, s.Before, s.After
	if len(s.Styled) > 0 {
		m.Follow.before = imaging.FromRGB24(s.Styled, s.Width, s.Height)
	}
	for _, p := range []struct {
		to   **imaging.Picture
		from stored
	}{{&m.Motion.before, s.Small}, {&m.Flicker.before, s.Pair}, {&m.Flicker.beforeRaw, s.PairRaw}} {
		var err error
		if *p.to, err = p.from.picture(); err != nil {
			return err
		}
	}
	return nil
}
