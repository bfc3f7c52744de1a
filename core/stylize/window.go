package stylize

import "image"

// span is a piece of one axis: the window [from, to) is encoded or decoded, of which the core [first, last) is exact and used. All are in
// pixels; the cores of an axis follow each other without gap or overlap.
type span struct{ from, to, first, last int }

// spans cuts n pixels into windows of tile pixels whose cores keep halo pixels from each cut. Windows begin at multiples of stride; the
// last one ends at n, so it may be shorter by less than stride. tile and halo are multiples of stride, tile is over 2*halo.
func spans(n, tile, halo, stride int) []span {
	var all []span
	tile = evened(n, tile, halo, stride)
	for from, first := 0, 0; ; from = first - halo {
		if n-from <= tile {
			if len(all) > 0 { // as long as the others, if the stride permits
				from = (n - tile + stride - 1) / stride * stride
			}
			return append(all, span{from, n, first, n})
		}
		last := from + tile - halo
		all = append(all, span{from, from + tile, first, last})
		first = last
	}
}

// evened is the smallest window of which no more are needed than of tile, so that the last one does not repeat what others did.
func evened(n, tile, halo, stride int) int {
	if n <= tile {
		return tile
	}
	core := tile - 2*halo
	count := (n - 2*halo + core - 1) / core
	return min(tile, up((n+(count-1)*2*halo+count-1)/count, stride))
}

// up is the next multiple of stride.
func up(n, stride int) int { return (n + stride - 1) / stride * stride }

// window is a piece of a picture.
type window struct{ x, y span }

func (w window) size() image.Point { return image.Pt(w.x.to-w.x.from, w.y.to-w.y.from) }

// windows cuts a picture. Those of one size follow each other, the most frequent size first, so that no graph is compiled twice.
func windows(width, height, tile, halo, stride int) []window {
	across, down := spans(width, tile, halo, stride), spans(height, tile, halo, stride)
	var all, right, bottom, corner []window
	for i, y := range down {
		for j, x := range across {
			switch w := (window{x, y}); {
			case j+1 < len(across) && i+1 < len(down):
				all = append(all, w)
			case i+1 < len(down):
				right = append(right, w)
			case j+1 < len(across):
				bottom = append(bottom, w)
			default:
				corner = append(corner, w)
			}
		}
	}
	return append(append(append(all, right...), bottom...), corner...)
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
