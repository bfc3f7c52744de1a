package kernel

// geometry says where the pixels of a 3x3 convolution come from: output (y, x) sees input rows rows[y..y+2] and columns cols[x..x+2];
// -1 stands for zeros. The tables are long enough for whole 4x4 tiles of output; what lies past the output repeats the last entry.
type geometry struct {
	in         Shape // input
	h, w       int   // output
	rows, cols []int
	up         bool // rows and columns come in equal pairs
}

// forwardGeometry is that of c on an input of shape in.
func forwardGeometry(c Conv, in Shape) geometry {
	out := c.OutShape(in)
	table := func(n, side int) []int {
		return sourceTable(n, func(i int) int { return c.source(i-1, side) })
	}
	return geometry{in: in, h: out.H, w: out.W, rows: table(out.H, in.H), cols: table(out.W, in.W), up: c.Up && c.Pad == Reflect}
}

// backwardGeometry is that of the full correlation which carries the gradient g back: 2 pixels larger than g, zeros beyond.
func backwardGeometry(g Shape) geometry {
	table := func(n int) []int {
		return sourceTable(n+2, func(i int) int {
			if i -= 2; i < 0 || i >= n {
				return -1
			}
			return i
		})
	}
	return geometry{in: g, h: g.H + 2, w: g.W + 2, rows: table(g.H), cols: table(g.W)}
}

// inverseGeometry is that of the correlation which carries the gradient g back to the pixels inside: as large as g, zeros beyond.
func inverseGeometry(g Shape) geometry {
	table := func(n int) []int {
		return sourceTable(n, func(i int) int {
			if i--; i < 0 || i >= n {
				return -1
			}
			return i
		})
	}
	return geometry{in: g, h: g.H, w: g.W, rows: table(g.H), cols: table(g.W)}
}

func sourceTable(n int, source func(i int) int) []int {
	t := make([]int, (n+3)/4*4+2)
	for i := range t {
		t[i] = source(min(i, n+1))
	}
	return t
}

// zeros reports for each tile of 4 whether one of its 6 table entries is -1.
func zeros(table []int) []bool {
	z := make([]bool, (len(table)-2)/4)
	for t := range z {
		for _, i := range table[4*t : 4*t+6] {
			z[t] = z[t] || i < 0
		}
	}
	return z
}

// padRow copies input row number row (-1: zeros) of image n into dst, columns as in the table, width of them.
func (g geometry) padRow(dst, src []float32, n, row, width int) {
	c := g.in.C
	if row < 0 {
		clear(dst[:width*c])
		return
	}
	from := src[(n*g.in.H+row)*g.in.W*c:][:g.in.W*c]
	for x := 0; x < width; {
		run := 1
		for x+run < width && g.cols[x] >= 0 && g.cols[x+run] == g.cols[x]+run {
			run++
		}
		if s := g.cols[x]; s < 0 {
			clear(dst[x*c : (x+1)*c])
		} else {
			copy(dst[x*c:], from[s*c:(s+run)*c])
		}
		x += run
	}
}
