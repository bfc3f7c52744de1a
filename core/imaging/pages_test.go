package imaging

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"testing"
)

// noteOf is what is said of a file.
func noteOf(t *testing.T, name string, data []byte) string {
	t.Helper()
	d, err := DecodeDocument(bytes.NewReader(data), name, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d.Note()
}

func TestAnimationsAreToldOf(t *testing.T) {
	const want = "it is animated, and only its first frame is taken; for all of them use it as a video"
	for frames, note := range map[int]string{1: "", 2: want, 3: want} {
		g := &gif.GIF{Config: image.Config{Width: 6, Height: 4}}
		for range frames {
			img := image.NewPaletted(image.Rect(0, 0, 6, 4), color.Palette{color.RGBA{255, 0, 0, 255}, color.White})
			g.Image, g.Delay = append(g.Image, img), append(g.Delay, 5)
		}
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, g); err != nil {
			t.Fatal(err)
		}
		if got := noteOf(t, "a.gif", b.Bytes()); got != note {
			t.Errorf("%d frames: %q", frames, got)
		}
		for n := range b.Bytes() {
			animated(b.Bytes()[:n]) // must not look behind the end
		}
	}
}

// TestPagesAreToldOf: a second directory is a page unless it says that it is a smaller copy.
func TestPagesAreToldOf(t *testing.T) {
	file := encoded(t, 8, 6)["tiff"]
	if got := noteOf(t, "a.tif", file); got != "" {
		t.Errorf("one page: %q", got)
	}
	order := binary.LittleEndian
	first := int(order.Uint32(file[4:]))
	link := first + 2 + 12*int(order.Uint16(file[first:]))
	for _, c := range []struct {
		tag, value uint32
		note       string
	}{{254, 0, "it has several pages, of which only the first is taken"}, {256, 1, "it has several pages, of which only the first is taken"}, {254, 1, ""}, {513, 8, ""}} {
		more := bytes.Clone(file)
		order.PutUint32(more[link:], uint32(len(more)))
		more = order.AppendUint16(more, 1)
		more = order.AppendUint16(order.AppendUint16(more, uint16(c.tag)), 4)
		more = order.AppendUint32(order.AppendUint32(order.AppendUint32(more, 1), c.value), 0)
		if got := noteOf(t, "a.tif", more); got != c.note {
			t.Errorf("tag %d of %d: %q", c.tag, c.value, got)
		}
		for n := range more {
			paged(more[:n]) // must not look behind the end
		}
	}
}
