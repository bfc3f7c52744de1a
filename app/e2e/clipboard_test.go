package e2e

import (
	"io"
	"os"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// copyPicture puts a PNG file into the clipboard, as a picture program does, until the test ends.
func (w *window) copyPicture(path string) {
	w.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	xgb.Logger.SetOutput(io.Discard)
	conn, err := xgb.NewConnDisplay(w.name)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(conn.Close)
	atoms := map[string]xproto.Atom{}
	for _, name := range []string{"CLIPBOARD", "image/png"} {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			w.t.Fatal(err)
		}
		atoms[name] = reply.Atom
	}
	owner := other(w, conn)
	if err := xproto.SetSelectionOwnerChecked(conn, owner, atoms["CLIPBOARD"], xproto.TimeCurrentTime).Check(); err != nil {
		w.t.Fatal(err)
	}
	go func() {
		for {
			event, err := conn.WaitForEvent()
			if event == nil && err == nil {
				return
			}
			if e, ok := event.(xproto.SelectionRequestEvent); ok {
				answer(conn, e, atoms["image/png"], data)
			}
		}
	}()
}

// answer gives a picture to a program that asks for one, and nothing to one that asks for text.
func answer(conn *xgb.Conn, e xproto.SelectionRequestEvent, png xproto.Atom, data []byte) {
	done := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target}
	if e.Target == png {
		xproto.ChangeProperty(conn, xproto.PropModeReplace, e.Requestor, e.Property, png, 8, uint32(len(data)), data)
		done.Property = e.Property
	}
	xproto.SendEvent(conn, false, e.Requestor, 0, string(done.Bytes()))
}

// other is a window of another program, at the edge of the screen.
func other(w *window, conn *xgb.Conn) xproto.Window {
	w.t.Helper()
	id, err := xproto.NewWindowId(conn)
	if err != nil {
		w.t.Fatal(err)
	}
	screen := xproto.Setup(conn).DefaultScreen(conn)
	const corner = 990
	err = xproto.CreateWindowChecked(conn, 0, id, screen.Root, corner, corner, 4, 4, 0, xproto.WindowClassInputOnly, screen.RootVisual, 0, nil).Check()
	if err != nil {
		w.t.Fatal(err)
	}
	xproto.MapWindow(conn, id)
	return id
}

// leave gives the keyboard to another program's window.
func (w *window) leave() {
	w.t.Helper()
	conn, err := xgb.NewConnDisplay(w.name)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(conn.Close)
	if err := xproto.SetInputFocusChecked(conn, xproto.InputFocusPointerRoot, other(w, conn), xproto.TimeCurrentTime).Check(); err != nil {
		w.t.Fatal(err)
	}
}
