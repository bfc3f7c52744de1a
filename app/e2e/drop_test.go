package e2e

import (
	"image"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// dragSource offers files to other windows by the XDND protocol, version 5, as file managers do.
type dragSource struct {
	conn   *xgb.Conn
	window xproto.Window
	target xproto.Window
	atoms  map[string]xproto.Atom
	list   string // text/uri-list
}

// drop drops files on a point of the window.
func (w *window) drop(at image.Point, paths ...string) {
	w.t.Helper()
	xgb.Logger.SetOutput(io.Discard)
	conn, err := xgb.NewConnDisplay(w.name)
	if err != nil {
		w.t.Fatal(err)
	}
	defer conn.Close()
	id, err := strconv.Atoi(w.id)
	if err != nil {
		w.t.Fatal(err)
	}
	d := &dragSource{conn: conn, target: xproto.Window(id), atoms: map[string]xproto.Atom{}}
	for _, path := range paths {
		d.list += (&url.URL{Scheme: "file", Path: path}).String() + "\r\n"
	}
	if err := d.open(); err != nil {
		w.t.Fatal(err)
	}
	timeout := time.AfterFunc(patience, conn.Close)
	defer timeout.Stop()
	if what := d.drop(at); what != "" {
		w.t.Fatalf("drop %v: %s", paths, what)
	}
}

func (d *dragSource) open() error {
	names := "XdndSelection XdndEnter XdndPosition XdndStatus XdndDrop XdndFinished XdndActionCopy text/uri-list"
	for _, name := range strings.Fields(names) {
		reply, err := xproto.InternAtom(d.conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return err
		}
		d.atoms[name] = reply.Atom
	}
	screen := xproto.Setup(d.conn).DefaultScreen(d.conn)
	window, err := xproto.NewWindowId(d.conn)
	if err != nil {
		return err
	}
	d.window = window
	xproto.CreateWindow(d.conn, 0, window, screen.Root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, screen.RootVisual, 0, nil)
	return xproto.SetSelectionOwnerChecked(d.conn, window, d.atoms["XdndSelection"], xproto.TimeCurrentTime).Check()
}

// drop says what went wrong.
func (d *dragSource) drop(at image.Point) string {
	const version = 5
	self := uint32(d.window)
	d.send("XdndEnter", self, version<<24, uint32(d.atoms["text/uri-list"]), 0, 0)
	d.send("XdndPosition", self, 0, uint32(at.X)<<16|uint32(at.Y), 0, uint32(d.atoms["XdndActionCopy"]))
	status, ok := d.await("XdndStatus")
	if !ok || status[1]&1 == 0 {
		return "the window does not want it"
	}
	d.send("XdndDrop", self, 0, 0, 0, 0)
	if _, ok := d.await("XdndFinished"); !ok {
		return "the window did not take it"
	}
	return ""
}

func (d *dragSource) send(kind string, data ...uint32) {
	e := xproto.ClientMessageEvent{Format: 32, Window: d.target, Type: d.atoms[kind], Data: xproto.ClientMessageDataUnionData32New(data)}
	xproto.SendEvent(d.conn, false, d.target, 0, string(e.Bytes()))
}

// await waits for a message and meanwhile gives the files to those who ask.
func (d *dragSource) await(kind string) ([]uint32, bool) {
	for {
		event, err := d.conn.WaitForEvent()
		if event == nil && err == nil {
			return nil, false
		}
		switch e := event.(type) {
		case xproto.SelectionRequestEvent:
			d.give(e)
		case xproto.ClientMessageEvent:
			if e.Type == d.atoms[kind] {
				return e.Data.Data32, true
			}
		}
	}
}

func (d *dragSource) give(e xproto.SelectionRequestEvent) {
	xproto.ChangeProperty(d.conn, xproto.PropModeReplace, e.Requestor, e.Property, e.Target, 8, uint32(len(d.list)), []byte(d.list))
	done := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: e.Property}
	xproto.SendEvent(d.conn, false, e.Requestor, 0, string(done.Bytes()))
}
