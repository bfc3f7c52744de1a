package video

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
)

// chunkWriter keeps encoded pictures in a file, each behind its length: what parts are without ffmpeg.
type chunkWriter struct {
	file   *os.File
	out    *bufio.Writer
	encode func(io.Writer, *Frame) error
	buffer bytes.Buffer
}

func createChunks(path string, encode func(io.Writer, *Frame) error) (Writer, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("write a part: %w", cause(err))
	}
	return &chunkWriter{file: file, out: bufio.NewWriter(file), encode: encode}, nil
}

func (w *chunkWriter) Write(f *Frame) error {
	w.buffer.Reset()
	if err := w.encode(&w.buffer, f); err != nil {
		return fmt.Errorf("encode frame %d: %w", f.Number, err)
	}
	err := binary.Write(w.out, binary.LittleEndian, uint32(w.buffer.Len()))
	if err == nil {
		_, err = w.out.Write(w.buffer.Bytes())
	}
	if err != nil {
		return fmt.Errorf("write a part: %w", cause(err))
	}
	return nil
}

func (w *chunkWriter) Close() error {
	if err := errors.Join(w.out.Flush(), w.file.Sync(), w.file.Close()); err != nil {
		return fmt.Errorf("write a part: %w", cause(err))
	}
	return nil
}

func (w *chunkWriter) Abort() { w.file.Close() }

// eachChunk calls f with every picture of some parts, in order, until ctx ends. The bytes are valid during the call only.
func eachChunk(ctx context.Context, parts []string, f func(chunk []byte) error) error {
	var buffer []byte
	unlessOver := func(chunk []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return f(chunk)
	}
	for _, part := range parts {
		file, err := os.Open(part)
		if err != nil {
			return fmt.Errorf("read a part: %w", cause(err))
		}
		buffer, err = chunksOf(bufio.NewReader(file), buffer, unlessOver)
		file.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func chunksOf(in io.Reader, buffer []byte, f func([]byte) error) ([]byte, error) {
	for {
		var n uint32
		if err := binary.Read(in, binary.LittleEndian, &n); err == io.EOF {
			return buffer, nil
		} else if err != nil {
			return buffer, fmt.Errorf("read a part: %w", cause(err))
		}
		if cap(buffer) < int(n) {
			buffer = make([]byte, n)
		}
		if _, err := io.ReadFull(in, buffer[:n]); err != nil {
			return buffer, fmt.Errorf("read a part: %w", cause(err))
		}
		if err := f(buffer[:n]); err != nil {
			return buffer, err
		}
	}
}

// image is the frame for encoders.
func (f *Frame) image(to *image.RGBA) *image.RGBA {
	if to == nil {
		to = image.NewRGBA(image.Rect(0, 0, f.Width, f.Height))
	}
	for i := range f.Width * f.Height {
		copy(to.Pix[4*i:], f.Pix[3*i:3*i+3])
		to.Pix[4*i+3] = 255
	}
	return to
}

// pngEncoder is quick rather than small.
func pngEncoder() func(io.Writer, *Frame) error {
	var img *image.RGBA
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	return func(w io.Writer, f *Frame) error {
		img = f.image(img)
		return encoder.Encode(w, img)
	}
}

func jpegEncoder(quality int) func(io.Writer, *Frame) error {
	var img *image.RGBA
	return func(w io.Writer, f *Frame) error {
		img = f.image(img)
		return jpeg.Encode(w, img, &jpeg.Options{Quality: quality})
	}
}
