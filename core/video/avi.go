package video

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
)

// joinAVI writes JPEG pictures as a Motion JPEG AVI (Microsoft, AVI RIFF File Reference), without sound.
func joinAVI(ctx context.Context, out *os.File, parts []string, p picture) error {
	var sizes []uint32
	total, largest := int64(0), uint32(0)
	err := eachChunk(ctx, parts, func(chunk []byte) error {
		n := uint32(len(chunk))
		sizes, total, largest = append(sizes, n), total+int64(padded(n))+8, max(largest, n)
		return nil
	})
	if err != nil {
		return err
	}
	if total+16*int64(len(sizes)) > math.MaxUint32-1<<16 {
		return errors.New("an AVI file cannot be larger than 4 GB: choose another format, or a smaller size or quality")
	}
	w := bufio.NewWriter(out)
	header := aviHeader(p, len(sizes), largest)
	movi := binary.LittleEndian.AppendUint32([]byte("LIST"), uint32(4+total))
	rest := uint32(4+len(header)+12+8+16*len(sizes)) + uint32(total)
	riff := append(binary.LittleEndian.AppendUint32([]byte("RIFF"), rest), "AVI "...)
	w.Write(append(append(append(riff, header...), movi...), "movi"...))
	if err := eachChunk(ctx, parts, func(chunk []byte) error { return writeChunk(w, "00dc", chunk) }); err != nil {
		return err
	}
	writeIndex(w, sizes)
	return w.Flush()
}

// padded is a size rounded up to the 16 bits that RIFF counts in.
func padded(n uint32) uint32 { return n + n%2 }

func writeChunk(w io.Writer, name string, data []byte) error {
	head := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data)))
	_, err := w.Write(head)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil && len(data)%2 == 1 {
		_, err = w.Write([]byte{0})
	}
	return err
}

// chunkList is a LIST chunk.
func chunkList(name string, body []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte("LIST"), uint32(4+len(body)))
	return append(append(b, name...), body...)
}

func chunk(name string, values ...uint32) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(name), uint32(4*len(values)))
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// fourCC is four letters as a number.
func fourCC(s string) uint32 { return binary.LittleEndian.Uint32([]byte(s)) }

// aviHeader is the list hdrl: the file, its only stream, and the format of that.
func aviHeader(p picture, frames int, largest uint32) []byte {
	const hasIndex = 0x10
	w, h, n := uint32(p.width), uint32(p.height), uint32(frames)
	micros := uint32(math.Round(1e6 / p.rate.Float()))
	file := chunk("avih", micros, 0, 0, hasIndex, n, 0, 1, largest, w, h, 0, 0, 0, 0)
	stream := chunk("strh", fourCC("vids"), fourCC("MJPG"), 0, 0, 0, uint32(p.rate.Den), uint32(p.rate.Num), 0, n, largest, math.MaxUint32, 0, 0, h<<16|w)
	bitmap := chunk("strf", 40, w, h, 1|24<<16, fourCC("MJPG"), 3*w*h, 0, 0, 0, 0)
	return chunkList("hdrl", append(file, chunkList("strl", append(stream, bitmap...))...))
}

// writeIndex writes the index of all pictures; offsets count from the word movi.
func writeIndex(w io.Writer, sizes []uint32) {
	const keyframe = 0x10
	binary.Write(w, binary.LittleEndian, append([]byte("idx1"), binary.LittleEndian.AppendUint32(nil, uint32(16*len(sizes)))...))
	at := uint32(4)
	for _, n := range sizes {
		binary.Write(w, binary.LittleEndian, [4]uint32{fourCC("00dc"), keyframe, at, n})
		at += padded(n) + 8
	}
}
