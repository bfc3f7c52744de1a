package video

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"io"
	"os"
	"slices"
)

// gifEncoder makes a GIF of one frame: 256 colours of its own, the rest mixed by dots.
func gifEncoder() func(io.Writer, *Frame) error {
	var img *image.RGBA
	return func(w io.Writer, f *Frame) error {
		img = f.image(img)
		small := image.NewPaletted(img.Rect, paletteOf(f))
		draw.FloydSteinberg.Draw(small, img.Rect, img, image.Point{})
		return gif.Encode(w, small, nil)
	}
}

// box is some of a frame's colours.
type box []color.RGBA

// paletteOf finds up to 256 colours by median cut (Heckbert, SIGGRAPH 1982) of some thousands of pixels.
func paletteOf(f *Frame) color.Palette {
	const samples = 1 << 13
	var all box
	step := max(f.Width*f.Height/samples, 1)
	for i := 0; i < f.Width*f.Height; i += step {
		all = append(all, color.RGBA{f.Pix[3*i], f.Pix[3*i+1], f.Pix[3*i+2], 255})
	}
	boxes := []box{all}
	for len(boxes) < 256 {
		widest, extent, channel := -1, 0, 0
		for i, b := range boxes {
			if e, c := b.extent(); e > extent {
				widest, extent, channel = i, e, c
			}
		}
		if widest < 0 {
			break
		}
		a, b := boxes[widest].halve(channel)
		boxes[widest] = a
		boxes = append(boxes, b)
	}
	var p color.Palette
	for _, b := range boxes {
		p = append(p, b.mean())
	}
	return p
}

func channelOf(c color.RGBA, i int) int { return int([3]uint8{c.R, c.G, c.B}[i]) }

// extent is the largest difference in any channel.
func (b box) extent() (extent, channel int) {
	for c := range 3 {
		low, high := 255, 0
		for _, v := range b {
			low, high = min(low, channelOf(v, c)), max(high, channelOf(v, c))
		}
		if e := high - low; e > extent {
			extent, channel = e, c
		}
	}
	return extent, channel
}

// halve cuts at the middle of the sorted colours; equal colours stay together.
func (b box) halve(channel int) (box, box) {
	slices.SortFunc(b, func(x, y color.RGBA) int { return channelOf(x, channel) - channelOf(y, channel) })
	at := len(b) / 2
	for at > 0 && channelOf(b[at-1], channel) == channelOf(b[at], channel) {
		at--
	}
	if at == 0 {
		for at = 1; channelOf(b[at-1], channel) == channelOf(b[at], channel); {
			at++
		}
	}
	return b[:at], b[at:]
}

func (b box) mean() color.RGBA {
	var sum [3]int
	for _, v := range b {
		for c := range sum {
			sum[c] += channelOf(v, c)
		}
	}
	n := len(b)
	return color.RGBA{uint8((sum[0] + n/2) / n), uint8((sum[1] + n/2) / n), uint8((sum[2] + n/2) / n), 255}
}

// joinGIF makes an endless animation of GIFs of one picture each.
func joinGIF(ctx context.Context, out *os.File, parts []string, p picture) error {
	w := bufio.NewWriter(out)
	head := binary.LittleEndian.AppendUint16([]byte("GIF89a"), uint16(p.width))
	head = append(binary.LittleEndian.AppendUint16(head, uint16(p.height)), 0, 0, 0)
	w.Write(append(head, "\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"...))
	n := 0
	err := eachChunk(ctx, parts, func(chunk []byte) error {
		delay := hundredths(p.rate, n+1) - hundredths(p.rate, n)
		n++
		return writeGIFPicture(w, chunk, delay)
	})
	if err != nil {
		return err
	}
	w.WriteByte(0x3b)
	return w.Flush()
}

// hundredths is when frame n begins, in the unit of GIF.
func hundredths(r Rate, n int) int { return (200*n*r.Den + r.Num) / (2 * r.Num) }

// writeGIFPicture copies the picture out of a file of its own; its global colours become local.
func writeGIFPicture(w *bufio.Writer, file []byte, delay int) error {
	g, err := newGIFBlocks(bytes.NewReader(file))
	if err != nil {
		return err
	}
	p, err := g.next()
	if err != nil {
		return err
	}
	w.Write([]byte{0x21, 0xf9, 4, 0, byte(delay), byte(delay >> 8), 0, 0})
	if p.data[9]&0x80 == 0 { // no colours of its own
		p.data[9] |= 0x80 | g.head[10]&7
		w.Write(p.data[:10])
		w.Write(g.head[13:])
		_, err = w.Write(p.data[10:])
		return err
	}
	_, err = w.Write(p.data)
	return err
}
