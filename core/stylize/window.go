package stylize

import "image"

// span is a piece of one axis: the window [from, to) is encoded or decoded, of which the core [first, last) is exact and used. All are in
// pixels; the cores of an axis follow each other without gap or overlap.
type span struct{ from, to, first, last int }

// spans cuts n pixels into windows of one size whose cores keep m.halo pixels from each cut; m.cuts are found around each core by span.narrowed. Windows begin at
// multiples of stride and the last one ends at n, so what n is above a multiple of stride is added to all. tile, to which it is added, and the margins are
// multiples of stride, tile is over 2*m.halo.
func spans(n, tile int, m margins, stride int) []span {
	size, rest := windowSide(n, tile, m, stride), n%stride
	if size >= n {
		return []span{{0, n, 0, n}}
	}
	core := size - rest - 2*m.halo
	var all []span
	for first := 0; first < n; {
		from := max(0, min(first-m.halo, n-size))
		last := first + core
		switch {
		case n-first <= core+rest+m.last():
			last = n
		case first == 0:
			last += m.last()
		}
		all = append(all, span{from, from + size, first, last})
		first = last
	}
	return all
}

// windowSide is the size that spans gives its windows.
func windowSide(n, tile int, m margins, stride int) int {
	if n <= tile {
		return n
	}
	return min(n, evened(n-n%stride, tile, m, stride)+n%stride)
}

// evened is the smallest window of which no more are needed than of tile, so that the last one does not repeat what others did.
func evened(n, tile int, m margins, stride int) int {
	if n <= tile {
		return tile
	}
	core, inner := tile-2*m.halo, n-2*m.last()
	count := (inner + core - 1) / core
	return min(tile, up((inner+count-1)/count, stride)+2*m.halo)
}

// up is the next multiple of stride.
func up(n, stride int) int { return (n + stride - 1) / stride * stride }

// window is a piece of a picture.
type window struct{ x, y span }

func (w window) size() image.Point { return image.Pt(w.x.to-w.x.from, w.y.to-w.y.from) }

// windows cuts a picture, row by row from the top. All have one size, so that one pipeline serves them.
func windows(width, height, tile int, m margins, stride int) []window {
	var all []window
	across := spans(width, tile, m, stride)
	for _, y := range spans(height, tile, m, stride) {
		for _, x := range across {
			all = append(all, window{x, y})
		}
	}
	return all
}

// cells are the positions of a map of that stride that make up the core, counted from the picture's origin, and the window's first one.
func (w window) cells(stride int) (core image.Rectangle, origin image.Point) {
	core = image.Rect(w.x.first/stride, w.y.first/stride, up(w.x.last, stride)/stride, up(w.y.last, stride)/stride)
	return core, image.Pt(w.x.from/stride, w.y.from/stride)
}

// whole is the window that holds everything.
func whole(width, height int) window {
	return window{span{0, width, 0, width}, span{0, height, 0, height}}
}
