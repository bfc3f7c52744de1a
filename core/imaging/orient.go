package imaging

// upright is the EXIF orientation of a picture that is stored as it is seen; 2 to 8 are the mirrored and turned ones.
const upright = 1

// orient turns a picture upright that is stored in EXIF orientation o (1 to 8). Orientations above 4 swap width and height.
func orient(p *Picture, o int) *Picture {
	if o <= upright || o > 8 {
		return p
	}
	dst := &Picture{Width: p.Width, Height: p.Height}
	if o > 4 {
		dst.Width, dst.Height = p.Height, p.Width
	}
	dst.Pix = orientPlane(p.Pix, p.Width, p.Height, o, 3)
	if p.Alpha != nil {
		dst.Alpha = orientPlane(p.Alpha, p.Width, p.Height, o, 1)
	}
	return dst
}

// orientPlane walks the rows of src and writes each along a line of dst: the line starts at origin and goes on by step, the next line
// starts rows further; all are in pixels.
func orientPlane(src []float32, width, height, o, channels int) []float32 {
	dst := make([]float32, len(src))
	origin, step, rows := orientWalk(width, height, o)
	for y := range height {
		at := (origin + y*rows) * channels
		for x := range width {
			from := (y*width + x) * channels
			copy(dst[at:at+channels], src[from:from+channels])
			at += step * channels
		}
	}
	return dst
}

// orientWalk says where the stored pixel (0, 0) goes in the upright picture, and how far one pixel along a stored row and one stored
// row down move there.
func orientWalk(width, height, o int) (origin, step, rows int) {
	last := width*height - 1
	switch o {
	case 2: // mirrored left to right
		return width - 1, -1, width
	case 3: // turned by 180 degrees
		return last, -1, -width
	case 4: // mirrored top to bottom
		return last - width + 1, 1, -width
	case 5: // mirrored along the main diagonal
		return 0, height, 1
	case 6: // to be turned by 90 degrees clockwise
		return height - 1, height, -1
	case 7: // mirrored along the other diagonal
		return last, -height, -1
	case 8: // to be turned by 90 degrees counter-clockwise
		return last - height + 1, -height, 1
	}
	return 0, 1, width
}
