package jpeg

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
)

// Subsampling is the resolution at which colour is stored.
type Subsampling uint8

const (
	Full    Subsampling = iota // 4:4:4, every pixel
	Half                       // 4:2:2, every second column
	Quarter                    // 4:2:0, every second column and row
)

func (s Subsampling) String() string { return [...]string{"4:4:4", "4:2:2", "4:2:0"}[s] }

// ParseSubsampling is the inverse of String; the colons may be left out.
func ParseSubsampling(text string) (Subsampling, error) {
	for s := Full; s <= Quarter; s++ {
		if name := s.String(); text == name || text == name[:1]+name[2:3]+name[4:] {
			return s, nil
		}
	}
	return Full, fmt.Errorf("subsampling %q: want 4:4:4, 4:2:2 or 4:2:0", text)
}

// block is how many pixels a sample of colour stands for, across and down.
func (s Subsampling) block() (across, down int) {
	return [...]int{1, 2, 2}[s], [...]int{1, 1, 2}[s]
}

// Options says how a picture is written.
type Options struct {
	Quality     int // 1 to 100
	Subsampling Subsampling
	Segments    []Segment // in this order, after the file's own
	Threads     int       // goroutines that encode; 0: one per processor
}

// Validate reports options that cannot be used.
func (o Options) Validate() error {
	if o.Quality < 1 || o.Quality > 100 {
		return fmt.Errorf("JPEG quality %d: choose 1 to 100", o.Quality)
	}
	if o.Subsampling > Quarter {
		return fmt.Errorf("there is no subsampling number %d", o.Subsampling)
	}
	return nil
}

// Rows is a picture that is read row by row, by several goroutines at once.
type Rows interface {
	Size() (width, height int)
	RGB(dst []byte, y int) // fills dst [3 width]
}

// longest is the most pixels of a side.
const longest = 65535

// ErrLarge is a side that the format has no number for.
var ErrLarge = errors.New("a side is over 65535 pixels, more than a JPEG file can have")

// Encode writes a picture.
func Encode(w io.Writer, src Rows, o Options) error {
	if err := o.Validate(); err != nil {
		return err
	}
	width, height := src.Size()
	if width < 1 || height < 1 {
		return errors.New("the picture has no pixels")
	}
	if max(width, height) > longest {
		return ErrLarge
	}
	for _, s := range o.Segments {
		if len(s.Data) > MostBytes {
			return fmt.Errorf("a segment of %d bytes does not fit", len(s.Data))
		}
	}
	e := &encoder{w: bufio.NewWriterSize(w, 1<<16), width: width, height: height, subsampling: o.Subsampling}
	e.quantization(o.Quality)
	e.header(o.Segments)
	if err := e.scan(src, o.threads()); err != nil {
		return err
	}
	e.segmentless(endOfImage)
	return e.w.Flush() // which remembers the first error of all
}

func (o Options) threads() int {
	if o.Threads > 0 {
		return o.Threads
	}
	return runtime.GOMAXPROCS(0)
}

// encoder writes one file; errors are the buffer's.
type encoder struct {
	w             *bufio.Writer
	width, height int
	subsampling   Subsampling
	tables        [2][64]byte    // quantization of brightness and colour, in zigzag order
	reciprocal    [2][64]float32 // what to multiply coefficients by, in natural order
	codes         [4]*codes      // brightness: first and other coefficients; colour: the same
}

const (
	startOfImage, endOfImage     = 0xd8, 0xd9
	startOfFrame, startOfScan    = 0xc0, 0xda
	restartInterval, restart     = 0xdd, 0xd0
	quantizationTable, codeTable = 0xdb, 0xc4
)

// Segment is application data, number 0 to 15.
type Segment struct {
	Number byte
	Data   []byte
}

// MostBytes is what a segment can hold.
const MostBytes = 65533

// ICC cuts a colour profile into segments.
func ICC(profile []byte) []Segment {
	const name, most = "ICC_PROFILE\x00", MostBytes - 14
	count := (len(profile) + most - 1) / most
	if count > 255 {
		return nil
	}
	var all []Segment
	for i := range count {
		part := profile[i*most : min((i+1)*most, len(profile))]
		data := append([]byte(name), byte(i+1), byte(count))
		all = append(all, Segment{2, append(data, part...)})
	}
	return all
}

// Exif is the segment of an EXIF block; a block that does not fit is left out.
func Exif(block []byte) []Segment {
	const name = "Exif\x00\x00"
	if len(block) == 0 || len(block) > MostBytes-len(name) {
		return nil
	}
	return []Segment{{1, append([]byte(name), block...)}}
}

func (e *encoder) segmentless(marker byte) { e.w.Write([]byte{0xff, marker}) }

func (e *encoder) segment(marker byte, data []byte) {
	e.segmentless(marker)
	e.w.Write(binary.BigEndian.AppendUint16(nil, uint16(len(data)+2)))
	e.w.Write(data)
}

// header writes all that comes before the codes of the pixels.
func (e *encoder) header(segments []Segment) {
	e.segmentless(startOfImage)
	e.segment(0xe0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"))
	for _, s := range segments {
		e.segment(0xe0+s.Number&15, s.Data)
	}
	for i, t := range e.tables {
		e.segment(quantizationTable, append([]byte{byte(i)}, t[:]...))
	}
	across, down := e.subsampling.block()
	frame := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, uint16(e.height)), uint16(e.width))
	e.segment(startOfFrame, append(frame, 3, 1, byte(across<<4|down), 0, 2, 0x11, 1, 3, 0x11, 1))
	for i, s := range annexK() {
		e.codes[i] = s.codes()
		e.segment(codeTable, append(append([]byte{byte(i&1<<4 | i>>1)}, s.counts[:]...), s.symbols...))
	}
	if bands, rows, units := e.bands(); bands > 1 {
		e.segment(restartInterval, binary.BigEndian.AppendUint16(nil, uint16(rows*units)))
	}
	e.segment(startOfScan, []byte{3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0})
}
