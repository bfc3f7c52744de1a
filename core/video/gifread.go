package video

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"io"
	"math"
	"os"

	"restyle/core/imaging"
)

// gifBlocks reads an animated GIF picture by picture; image/gif, which decodes them, would hold them all.
type gifBlocks struct {
	in            *bufio.Reader
	head          []byte // logical screen and global colours: what every picture needs
	width, height int
}

// gifPicture is one picture of an animation.
type gifPicture struct {
	control  []byte // graphic control extension; nil: none
	data     []byte // from the image separator to the end of its pixels
	delay    int    // in hundredths of a second
	disposal byte
}

func newGIFBlocks(r io.Reader) (*gifBlocks, error) {
	g := &gifBlocks{in: bufio.NewReader(r)}
	g.head = make([]byte, 13)
	if _, err := io.ReadFull(g.in, g.head); err != nil {
		return nil, errors.New("the file is cut off")
	}
	if string(g.head[:3]) != "GIF" {
		return nil, errors.New("this is no GIF file, in spite of its name")
	}
	g.width, g.height = int(binary.LittleEndian.Uint16(g.head[6:])), int(binary.LittleEndian.Uint16(g.head[8:]))
	if g.width < 1 || g.height < 1 || max(g.width, g.height) > largest {
		return nil, fmt.Errorf("its frames have %d x %d pixels: want 1 to %d a side", g.width, g.height, largest)
	}
	colors, err := g.colors(g.head[10])
	g.head = append(g.head, colors...)
	return g, err
}

// colors reads the table that a byte of flags announces.
func (g *gifBlocks) colors(flags byte) ([]byte, error) {
	if flags&0x80 == 0 {
		return nil, nil
	}
	table := make([]byte, 3<<(flags&7+1))
	_, err := io.ReadFull(g.in, table)
	return table, err
}

// next returns the next picture; io.EOF after the last.
func (g *gifBlocks) next() (*gifPicture, error) {
	p := &gifPicture{}
	for {
		kind, err := g.in.ReadByte()
		if err != nil {
			return nil, err
		}
		switch kind {
		case 0x21:
			if err := g.extension(p); err != nil {
				return nil, err
			}
		case 0x2c:
			return p, g.pixels(p)
		case 0x3b:
			return nil, io.EOF
		default:
			return nil, fmt.Errorf("the GIF file is damaged: a block of kind %#x", kind)
		}
	}
}

func (g *gifBlocks) extension(p *gifPicture) error {
	label, err := g.in.ReadByte()
	if err != nil {
		return err
	}
	body, err := g.sub([]byte{0x21, label})
	if err == nil && label == 0xf9 && len(body) == 8 {
		p.control, p.disposal, p.delay = body, body[3]>>2&7, int(binary.LittleEndian.Uint16(body[4:]))
	}
	return err
}

// sub appends the blocks of data that follow, up to the empty one.
func (g *gifBlocks) sub(to []byte) ([]byte, error) {
	for {
		n, err := g.in.ReadByte()
		if err != nil {
			return to, err
		}
		to = append(to, n)
		if n == 0 {
			return to, nil
		}
		at := len(to)
		to = append(to, make([]byte, n)...)
		if _, err := io.ReadFull(g.in, to[at:]); err != nil {
			return to, err
		}
	}
}

func (g *gifBlocks) pixels(p *gifPicture) error {
	p.data = make([]byte, 10, 1<<10)
	p.data[0] = 0x2c
	if _, err := io.ReadFull(g.in, p.data[1:]); err != nil {
		return err
	}
	colors, err := g.colors(p.data[9])
	if err != nil {
		return err
	}
	p.data = append(p.data, colors...)
	size, err := g.in.ReadByte()
	if err != nil {
		return err
	}
	p.data, err = g.sub(append(p.data, size))
	return err
}

// decode makes a picture of it. Some files have pictures that reach beyond the screen, which image/gif refuses: it is told of a larger one.
func (g *gifBlocks) decode(p *gifPicture) (image.Image, error) {
	head := bytes.Clone(g.head)
	binary.LittleEndian.PutUint16(head[6:], largest)
	binary.LittleEndian.PutUint16(head[8:], largest)
	var file bytes.Buffer
	for _, part := range [][]byte{head, p.control, p.data, {0x3b}} {
		file.Write(part)
	}
	return gif.Decode(&file)
}

// usualDelay in hundredths of a second stands for delays that are missing or too short, as in browsers.
const usualDelay = 10

func (p *gifPicture) time() int {
	if p.delay < 2 {
		return usualDelay
	}
	return p.delay
}

// probeGIF reads all blocks, without decoding pixels.
func probeGIF(path string) (*Info, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, openProblem(path, "%w", reason(err))
	}
	defer file.Close()
	g, err := newGIFBlocks(file)
	if err != nil {
		return nil, openProblem(path, "%w", err)
	}
	info := &Info{Kind: GIF, Width: g.width, Height: g.height}
	total, shortest, longest, pictures := 0, math.MaxInt, 0, 0
	for {
		p, err := g.next()
		if err != nil {
			break // what comes before counts
		}
		pictures, total = pictures+1, total+p.time()
		shortest, longest = min(shortest, p.time()), max(longest, p.time())
	}
	if pictures == 0 {
		return nil, openProblem(path, "there is no picture in it: the file is damaged or cut off: get a complete copy")
	}
	info.Variable = longest > shortest+1 // one is what rounding makes
	info.Rate = rateOf(min(100/float64(shortest), 50))
	if !info.Variable {
		info.Rate = rateOf(min(100*float64(pictures)/float64(total), 50))
	}
	info.Frames = max((total*info.Rate.Num+50*info.Rate.Den)/(100*info.Rate.Den), 1)
	return info, nil
}

// gifReader shows an animation on a canvas and looks at it at the times of the grid.
type gifReader struct {
	ctx      context.Context
	file     *os.File
	blocks   *gifBlocks
	rate     Rate
	canvas   *image.NRGBA
	before   *image.NRGBA    // the canvas, where the picture on it is to be undone
	undo     image.Rectangle // to be as before when the next picture comes
	clean    image.Rectangle // to be empty then
	until    int             // when the picture on the canvas ends, in hundredths of a second
	next     int
	last     int
	finished bool
}

func readGIF(ctx context.Context, info *Info, r Range) (Reader, error) {
	file, err := os.Open(info.Path)
	if err != nil {
		return nil, openProblem(info.Path, "%w", reason(err))
	}
	screen := image.Rect(0, 0, info.Width, info.Height)
	g := &gifReader{ctx: ctx, file: file, rate: info.Rate, next: r.First, last: r.Last, canvas: image.NewNRGBA(screen), before: image.NewNRGBA(screen)}
	if g.blocks, err = newGIFBlocks(file); err != nil {
		file.Close()
		return nil, openProblem(info.Path, "%w", err)
	}
	return g, nil
}

func (g *gifReader) Read(dst *Frame) error {
	if err := g.ctx.Err(); err != nil {
		return err
	}
	at := g.rate.Time(g.next).Seconds()*100 + 0.5
	for !g.finished && float64(g.until) < at {
		if err := g.advance(); err != nil {
			g.finished = true
		}
	}
	if g.next >= g.last || float64(g.until) < at {
		return io.EOF
	}
	dst.set(imaging.FromImage(g.canvas))
	dst.Number = g.next
	g.next++
	return nil
}

// advance draws the next picture, once what the last one leaves behind is what its file says.
func (g *gifReader) advance() error {
	p, err := g.blocks.next()
	if err != nil {
		return err
	}
	img, err := g.blocks.decode(p)
	if err != nil {
		return err
	}
	draw.Draw(g.canvas, g.clean, image.Transparent, image.Point{}, draw.Src)
	draw.Draw(g.canvas, g.undo, g.before, g.undo.Min, draw.Src)
	g.clean, g.undo = image.Rectangle{}, image.Rectangle{}
	switch p.disposal {
	case gif.DisposalBackground:
		g.clean = img.Bounds()
	case gif.DisposalPrevious:
		g.undo = img.Bounds()
		draw.Draw(g.before, g.undo, g.canvas, g.undo.Min, draw.Src)
	}
	draw.Draw(g.canvas, img.Bounds(), img, img.Bounds().Min, draw.Over)
	g.until += p.time()
	return nil
}

func (g *gifReader) Close() error { return g.file.Close() }
