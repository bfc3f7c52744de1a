package imaging

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"

	"restyle/core/imaging/exif"
)

// tiffWriter writes a little-endian TIFF file: strips of compressed rows, each row as differences to the left neighbour, and then the directory.
type tiffWriter struct {
	file           *os.File
	raster         *Raster
	samples, depth int
	at             int64 // end of the file so far
	offsets, sizes []uint32

	differences []byte       // of a row
	strip       bytes.Buffer // compressed
	compressor  *zlib.Writer // into strip: a new one for each would be a megabyte of garbage
}

const bytesOfStrip = 1 << 18 // before compression

var errLargeTIFF = errors.New("the file would be over 4 GB, more than a TIFF file can be")

func encodeTIFF(f *os.File, d *Document, _ SaveOptions) error {
	w := &tiffWriter{file: f, raster: d.Pixels.packed(), samples: 3, depth: d.Pixels.Depth(), at: 8}
	if !d.Pixels.opaque {
		w.samples = 4
	}
	if _, err := f.Seek(w.at, io.SeekStart); err != nil {
		return err
	}
	width, height := d.Size()
	w.differences, w.compressor = make([]byte, width*w.samples*w.depth/8), zlib.NewWriter(&w.strip)
	rows := max(bytesOfStrip/len(w.differences), 1)
	for y := 0; y < height; y += rows {
		if err := w.write(y, min(y+rows, height)); err != nil {
			return err
		}
	}
	described, below := exif.Description(d.block())
	entries := append(described, w.entries(width, height, rows)...)
	if d.Profile != nil {
		entries = append(entries, exif.Bytes(34675, d.Profile))
	}
	return w.directory(exif.WriteTIFF(nil, int(w.at), entries, below))
}

// entries describe how the pixels are stored; the resolution is what the block does not say.
func (w *tiffWriter) entries(width, height, rows int) []exif.Entry {
	const deflate, rgb, chunky, horizontal, inch, straightAlpha = 8, 2, 1, 2, 2, 2
	depths := make([]uint16, w.samples)
	for i := range depths {
		depths[i] = uint16(w.depth)
	}
	dpi := exif.Entry{Kind: 5, Count: 1, Value: []byte{72, 0, 0, 0, 1, 0, 0, 0}}
	across, down := dpi, dpi
	across.Tag, down.Tag = 282, 283
	entries := []exif.Entry{
		exif.Longs(256, uint32(width)), exif.Longs(257, uint32(height)), exif.Shorts(258, depths...), exif.Shorts(259, deflate), exif.Shorts(262, rgb),
		exif.Longs(273, w.offsets...), exif.Shorts(274, upright), exif.Shorts(277, uint16(w.samples)), exif.Longs(278, uint32(rows)),
		exif.Longs(279, w.sizes...), across, down, exif.Shorts(284, chunky), exif.Shorts(296, inch), exif.Shorts(317, horizontal),
	}
	if w.samples == 4 {
		entries = append(entries, exif.Shorts(338, straightAlpha))
	}
	return entries
}

// write writes the rows from first to last as a strip.
func (w *tiffWriter) write(first, last int) error {
	w.strip.Reset()
	w.compressor.Reset(&w.strip)
	for y := first; y < last; y++ {
		w.row(w.differences, y)
		w.compressor.Write(w.differences) // a buffer takes everything
	}
	w.compressor.Close()
	size := w.strip.Len()
	if size%2 != 0 {
		w.strip.WriteByte(0) // what follows begins at an even place
	}
	if w.at+int64(w.strip.Len()) > math.MaxUint32-largestProfile {
		return errLargeTIFF
	}
	w.offsets, w.sizes = append(w.offsets, uint32(w.at)), append(w.sizes, uint32(size))
	w.at += int64(w.strip.Len())
	_, err := w.file.Write(w.strip.Bytes())
	return err
}

// row fills dst with the differences of row y.
func (w *tiffWriter) row(dst []byte, y int) {
	if w.depth == 8 {
		src := w.raster.narrow.Pix[y*w.raster.narrow.Stride:]
		var left [4]byte
		for ; len(dst) > 0; dst, src = dst[w.samples:], src[4:] {
			for c := range w.samples {
				dst[c] = src[c] - left[c]
				left[c] = src[c]
			}
		}
		return
	}
	src := w.raster.wide.Pix[y*w.raster.wide.Stride:]
	var left [4]uint16
	for ; len(dst) > 0; dst, src = dst[2*w.samples:], src[8:] {
		for c := range w.samples {
			v := binary.BigEndian.Uint16(src[2*c:])
			binary.LittleEndian.PutUint16(dst[2*c:], v-left[c])
			left[c] = v
		}
	}
}

// directory ends the file and names the directory at its beginning.
func (w *tiffWriter) directory(data []byte) error {
	if _, err := w.file.Write(data); err != nil {
		return err
	}
	header := binary.LittleEndian.AppendUint32([]byte("II*\x00"), uint32(w.at))
	_, err := w.file.WriteAt(header, 0)
	return err
}
