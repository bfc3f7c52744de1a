package stylize

import (
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// relight keeps a photograph sharp. The network paints each pixel anew, and softly; so it is only asked how colours and light change: in the
// surroundings of each place the affine map of colours that leads from the content nearest to the network's result is found, and the
// content itself is sent through it. This is a guided filter (He, Sun and Tang, Guided Image Filtering, 2013) of the result by
// the content in colour, on cells of pixels (He and Sun, Fast Guided Filter, 2015), with two changes: what the surroundings cannot tell is drawn
// to the identity in place of a constant, so that faint detail keeps its contrast; and of the contrast that the fit loses against the
// result, because not all of it is in the content, the root is given back. bench/HISTORY.md compares it with others.
type relight struct {
	team          *kernel.Team
	width, height int       // in cells
	means         []float32 // [height width 6]: RGB of the content, then of the result
	fits          []float32 // [height width 12]: of one surroundings each, for R, G and B three factors and a constant
	maps          []float32 // [height width 12]: mean of the fits of all surroundings that a cell is in
}

const (
	cellShift    = 3
	cellSide     = 1 << cellShift // of a cell in pixels; windows begin on whole ones
	surroundings = 1              // cells in each direction
	ridge        = 1e-3           // variance of colours, in [0,1], below which the identity wins
	mostContrast = 2              // factor by which lost contrast is given back at most
	sumsPerCell  = 24             // see addCell
	valuesPerMap = 12

	// relightHalo is how far a pixel looks: the fits around it, the cells around these, and the next cell for interpolation.
	relightHalo = (2*surroundings + 1) * cellSide

	relightFloats = 6 + 2*valuesPerMap // memory for a cell
)

// relights tells whether the options ask for detail from the content.
func (o Options) relights() bool { return o.Mode == model.Photo && !o.Plain }

// halo is how many exact pixels of the network's result a finished pixel depends on, in each direction.
func (o Options) halo() int {
	if o.relights() {
		return relightHalo
	}
	return 0
}

// relightBytes is the memory for a window of width x height pixels, if the options' halo is not 0.
func relightBytes(halo, width, height int) int64 {
	if halo == 0 {
		return 0
	}
	return halve(width, cellShift) * halve(height, cellShift) * relightFloats * float
}

func newRelight(team *kernel.Team, width, height int) *relight {
	l := &relight{team: team, width: (width + cellSide - 1) / cellSide, height: (height + cellSide - 1) / cellSide}
	cells := l.width * l.height
	l.means, l.fits, l.maps = make([]float32, cells*6), make([]float32, cells*valuesPerMap), make([]float32, cells*valuesPerMap)
	return l
}

// relight is what the pipeline's result tells of colours and light, or nil where the options do not ask for that.
func (r *rendering) relight(p *pipeline) *relight {
	if !r.options.relights() {
		return nil
	}
	if p.light == nil {
		p.light = newRelight(p.team, p.picture.Shape.W, p.picture.Shape.H)
	}
	p.light.learn(p.picture, p.result)
	return p.light
}

// learn finds the maps from content [1 H W 3] to result, whose surplus rows and columns do not count. The result is clipped.
func (l *relight) learn(content, result *nn.Tensor) {
	height, width := content.Shape.H, content.Shape.W
	l.team.Run(l.height, func(_, j int) {
		means := l.means[j*l.width*6 : (j+1)*l.width*6]
		clear(means)
		from, to := j*cellSide, min((j+1)*cellSide, height)
		for y := from; y < to; y++ {
			row := rowOf(result, y, 0, width)
			for i, v := range row {
				row[i] = clip(v)
			}
			addRow(means, rowOf(content, y, 0, width), 0)
			addRow(means, row, 3)
		}
		for i := range l.width {
			n := 1 / float32((to-from)*(min((i+1)*cellSide, width)-i*cellSide))
			for c := range 6 {
				means[6*i+c] *= n
			}
		}
	})
	l.team.Run(l.height, l.fitRow)
	l.team.Run(l.height, l.smoothRow)
}

// addRow adds a row of pixels to three of the six sums of each cell.
func addRow(sums, row []float32, channel int) {
	for i := channel; len(row) > 0; i += 6 {
		n := min(3*cellSide, len(row))
		var r, g, b float32
		for p := row[:n]; len(p) >= 3; p = p[3:] {
			r, g, b = r+p[0], g+p[1], b+p[2]
		}
		s := sums[i : i+3]
		s[0], s[1], s[2] = s[0]+r, s[1]+g, s[2]+b
		row = row[n:]
	}
}

// around is the range of cells around i, of n.
func around(i, n int) (from, to int) { return max(i-surroundings, 0), min(i+surroundings+1, n) }

// fitRow fits the surroundings of row j: sums over rows first, then over columns.
func (l *relight) fitRow(worker, j int) {
	sums := l.team.Scratch(worker, l.width*sumsPerCell)
	clear(sums)
	top, bottom := around(j, l.height)
	for k := top; k < bottom; k++ {
		for i := range l.width {
			addCell((*[sumsPerCell]float32)(sums[i*sumsPerCell:]), (*[6]float32)(l.means[(k*l.width+i)*6:]))
		}
	}
	for i := range l.width {
		var total [sumsPerCell]float32
		from, to := around(i, l.width)
		for k := from; k < to; k++ {
			for c, v := range sums[k*sumsPerCell:][:sumsPerCell] {
				total[c] += v
			}
		}
		n := 1 / float32((to-from)*(bottom-top))
		for c := range total {
			total[c] *= n
		}
		fit((*[valuesPerMap]float32)(l.fits[(j*l.width+i)*valuesPerMap:]), &total)
	}
}

// addCell adds to s the means of content x and result y, the products x_a x_b (a <= b), x_a y_b, and y_a y_a.
func addCell(s *[sumsPerCell]float32, m *[6]float32) {
	x, y, z, r, g, b := m[0], m[1], m[2], m[3], m[4], m[5]
	s[0], s[1], s[2], s[3], s[4], s[5] = s[0]+x, s[1]+y, s[2]+z, s[3]+r, s[4]+g, s[5]+b
	s[6], s[7], s[8], s[9], s[10], s[11] = s[6]+x*x, s[7]+x*y, s[8]+x*z, s[9]+y*y, s[10]+y*z, s[11]+z*z
	s[12], s[13], s[14] = s[12]+x*r, s[13]+x*g, s[14]+x*b
	s[15], s[16], s[17] = s[15]+y*r, s[16]+y*g, s[17]+y*b
	s[18], s[19], s[20] = s[18]+z*r, s[19]+z*g, s[20]+z*b
	s[21], s[22], s[23] = s[21]+r*r, s[22]+g*g, s[23]+b*b
}

// smoothRow averages the fits around each cell of row j.
func (l *relight) smoothRow(worker, j int) {
	sums := l.team.Scratch(worker, l.width*valuesPerMap)
	clear(sums)
	top, bottom := around(j, l.height)
	for k := top; k < bottom; k++ {
		for i, v := range l.fits[k*len(sums) : (k+1)*len(sums)] {
			sums[i] += v
		}
	}
	for i := range l.width {
		var total [valuesPerMap]float32
		from, to := around(i, l.width)
		for k := from; k < to; k++ {
			for c, v := range sums[k*valuesPerMap:][:valuesPerMap] {
				total[c] += v
			}
		}
		n := 1 / float32((to-from)*(bottom-top))
		for c, v := range total {
			l.maps[(j*l.width+i)*valuesPerMap+c] = v * n
		}
	}
}
