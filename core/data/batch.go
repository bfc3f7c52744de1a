package data

import (
	"fmt"
	"image"
)

// Batch is one step's pairs of crops.
type Batch struct {
	Step    int
	N, Size int
	Content []float32 // [N Size Size 3], RGB in [0,1]
	Style   []float32 // [N Size Size 3], RGB in [0,1]
	Later   []float32 // [N Size Size 3]: the contents a moment later, as Options.Later says; nil: none
	Items   []Item    // [N]
}

// Item says where a pair comes from.
type Item struct {
	Content, Style string // files
	Identity       bool   // the style is the content crop itself
	// Now and Then are where in Content and in Later the square of Size-Motion pixels lies that both show. Now is 0 or Motion, both ways.
	Now, Then image.Point
}

// Batch makes the batch of a step, 0 or more, on the calling goroutine. The result belongs to the caller.
func (s *Set) Batch(step int) (*Batch, error) {
	if step < 0 {
		return nil, fmt.Errorf("batch of step %d: steps count from 0", step)
	}
	n, size := s.options.Batch, s.options.Size
	b := &Batch{
		Step: step, N: n, Size: size, Items: make([]Item, n),
		Content: make([]float32, n*size*size*3), Style: make([]float32, n*size*size*3),
	}
	if s.options.Later > 0 {
		b.Later = make([]float32, n*size*size*3)
	}
	var cutter cutter
	for i := range n {
		s.fill(b, i, &cutter)
	}
	return b, nil
}

// fill makes pair i of a batch.
func (s *Set) fill(b *Batch, i int, cutter *cutter) {
	floats := b.Size * b.Size * 3
	content, style := b.Content[i*floats:(i+1)*floats], b.Style[i*floats:(i+1)*floats]
	d := newDice(s.options.Seed, contentStream, uint64(b.Step), uint64(i))
	identity := d.chance(s.options.Identity)
	p := s.pick(contentStream, b.Step, i, d)
	b.Items[i] = Item{Content: p.name, Style: p.name, Identity: identity}
	if plan := planCrop(d, p, b.Size, s.options.Content); b.Later == nil {
		cutter.cut(content, b.Size, p, plan)
	} else {
		s.film(b, i, cutter.wide(p, plan, b.Size+Motion))
	}
	if identity {
		copy(style, content)
		return
	}
	d = newDice(s.options.Seed, styleStream, uint64(b.Step), uint64(i))
	p = s.pick(styleStream, b.Step, i, d)
	cutter.cut(style, b.Size, p, planCrop(d, p, b.Size, s.options.Style))
	b.Items[i].Style = p.name
}

const (
	contentStream = 1 + iota
	styleStream
	laterStream
)

// pick chooses the picture of item i of a step: mostly the next one of the epoch's order, sometimes any one of the other kind.
func (s *Set) pick(stream uint64, step, i int, d *dice) *picture {
	own, other, share := s.content, s.style, s.options.PaintedContents
	if stream == styleStream {
		own, other, share = s.style, s.content, s.options.PhotoStyles
	}
	if d.chance(share) {
		return other[d.below(len(other))]
	}
	return own[s.order(stream, len(own), step, i)]
}

// order is the place in [0, n) that item i of a step has in its epoch's shuffled order.
func (s *Set) order(stream uint64, n, step, i int) int {
	at := step*s.options.Batch + i
	return newPermutation(n, s.options.Seed, stream, uint64(at/n)).at(at % n)
}
