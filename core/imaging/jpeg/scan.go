package jpeg

// planes are some rows of brightness and colour, the latter at its own resolution, padded by repeating the last column and row.
type planes struct {
	width   int             // of brightness, a multiple of a unit's
	samples [3][]float32    // less 128 [rows width]
	line    []byte          // a row of the picture
	full    [2][2][]float32 // colour of two rows at full resolution
}

func (e *encoder) newPlanes() *planes {
	across, down := e.subsampling.block()
	p := &planes{width: (e.width + 8*across - 1) / (8 * across) * 8 * across, line: make([]byte, 3*e.width)}
	p.samples[0] = make([]float32, p.width*8*down)
	for c := 1; c < 3; c++ {
		p.samples[c] = make([]float32, p.width/across*8)
		for row := range p.full {
			p.full[row][c-1] = make([]float32, p.width)
		}
	}
	return p
}

// read fills the planes with the rows from y on.
func (e *encoder) read(p *planes, src Rows, y int) {
	across, down := e.subsampling.block()
	for row := range 8 * down {
		if y+row < e.height {
			src.RGB(p.line, y+row)
		}
		p.convert(row, row%down)
		if row%down == down-1 {
			p.shrink(row/down, across, down)
		}
	}
}

// convert turns the line into brightness and colour (JFIF 1.02).
func (p *planes) convert(row, of int) {
	to, cb, cr := p.samples[0][row*p.width:][:p.width], p.full[of][0], p.full[of][1]
	width := len(p.line) / 3
	for x := range width {
		r, g, b := float32(p.line[3*x]), float32(p.line[3*x+1]), float32(p.line[3*x+2])
		to[x] = 0.299*r + 0.587*g + 0.114*b - 128
		cb[x] = -0.168735892*r - 0.331264108*g + 0.5*b
		cr[x] = 0.5*r - 0.418687589*g - 0.081312411*b
	}
	for x := width; x < p.width; x++ {
		to[x], cb[x], cr[x] = to[width-1], cb[width-1], cr[width-1]
	}
}

// shrink averages the colour of down rows and across columns into a row.
func (p *planes) shrink(row, across, down int) {
	n := p.width / across
	for c := range 2 {
		to := p.samples[c+1][row*n:][:n]
		a, b := p.full[0][c], p.full[down-1][c]
		if across == 1 {
			copy(to, a)
			continue
		}
		for x := range to {
			to[x] = (a[2*x] + a[2*x+1] + b[2*x] + b[2*x+1]) / 4
		}
	}
}

// unit appends the blocks of brightness at column x and those of colour that lie over them.
func (c *coder) unit(p *planes, x, across, down int) {
	for by := range down {
		for bx := range across {
			cut(&c.samples, p.samples[0], p.width, x+8*bx, 8*by)
			c.block(0)
		}
	}
	for component := 1; component < 3; component++ {
		cut(&c.samples, p.samples[component], p.width/across, x/across, 0)
		c.block(component)
	}
}

func cut(block *[64]float32, plane []float32, width, x, y int) {
	for row := range 8 {
		copy(block[8*row:8*row+8], plane[(y+row)*width+x:])
	}
}
