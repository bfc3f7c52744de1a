package app

import (
	"bytes"
	"io"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

const (
	clipboardWait = 10 * time.Second // for each part: some owners compress a large picture only when they are asked
	clipboardMost = 256 << 20        // bytes
)

// Picture is the picture in the clipboard as a PNG file, nil if there is none. Fyne knows text only, so X is asked.
func (c *clipboard) Picture() []byte {
	xgb.Logger.SetOutput(io.Discard) // it would tell the terminal of every missing file
	x, err := xgb.NewConn()
	if err != nil {
		return nil
	}
	defer x.Close()
	q := &selection{conn: x, screen: xproto.Setup(x).DefaultScreen(x)}
	if !q.open() || q.convert() != nil {
		return nil
	}
	done := time.AfterFunc(clipboardWait, x.Close) // ends the wait for events
	defer done.Stop()
	file := q.receive(func() { done.Reset(clipboardWait) })
	if !bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")) {
		return nil // xclip, for one, gives text to whoever asks for a picture
	}
	return file
}

// selection asks the owner of the clipboard for its content.
type selection struct {
	conn              *xgb.Conn
	screen            *xproto.ScreenInfo
	window            xproto.Window
	clipboard, target xproto.Atom
	property, chunks  xproto.Atom
}

func (s *selection) open() bool {
	window, err := xproto.NewWindowId(s.conn)
	if err != nil {
		return false
	}
	s.window = window
	xproto.CreateWindow(s.conn, 0, window, s.screen.Root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, s.screen.RootVisual,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
	for name, atom := range map[string]*xproto.Atom{"CLIPBOARD": &s.clipboard, "image/png": &s.target, "RESTYLE": &s.property, "INCR": &s.chunks} {
		reply, err := xproto.InternAtom(s.conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return false
		}
		*atom = reply.Atom
	}
	return true
}

func (s *selection) convert() error {
	return xproto.ConvertSelectionChecked(s.conn, s.window, s.clipboard, s.target, s.property, xproto.TimeCurrentTime).Check()
}

// receive waits for the content, which large pictures send in chunks. heard is called for each sign of the owner.
func (s *selection) receive(heard func()) []byte {
	var all []byte
	chunked := false
	for len(all) < clipboardMost {
		event, err := s.conn.WaitForEvent()
		if event == nil && err == nil {
			return nil // nobody answered in time
		}
		heard()
		switch e := event.(type) {
		case xproto.SelectionNotifyEvent:
			if e.Property == xproto.AtomNone {
				return nil // no picture
			}
			data, kind := s.take()
			if kind != s.chunks {
				return data
			}
			chunked = true
		case xproto.PropertyNotifyEvent:
			if !chunked || e.Atom != s.property || e.State != xproto.PropertyNewValue {
				continue
			}
			data, _ := s.take()
			if len(data) == 0 {
				return all
			}
			all = append(all, data...)
		}
	}
	return nil
}

// take reads and deletes the property.
func (s *selection) take() ([]byte, xproto.Atom) {
	r, err := xproto.GetProperty(s.conn, true, s.window, s.property, xproto.GetPropertyTypeAny, 0, clipboardMost/4).Reply()
	if err != nil {
		return nil, 0
	}
	return r.Value, r.Type
}
