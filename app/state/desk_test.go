package state

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"restyle/core/imaging"
	"restyle/core/model"
)

// desk is a program without a window: the test goroutine is the owner.
type desk struct {
	*Program
	t      *testing.T
	folder string
	lock   sync.Mutex
	queue  []func()
	files  fakeFiles
	said   []string // notifications
	seen   Change   // all changes so far
}

// fakeFiles answers file dialogs, at once if it has an answer.
type fakeFiles struct {
	answer  string
	err     error
	asked   []string
	waiting func(path string, err error) // answers the dialog that is open
}

func (f *fakeFiles) reply(what string, done func(string, error)) {
	f.asked = append(f.asked, what)
	if f.waiting = done; f.answer != "" || f.err != nil {
		done(f.answer, f.err)
	}
}

func (f *fakeFiles) Open(kind FileKind, folder string, done func(string, error)) {
	f.reply(fmt.Sprint("open ", kind), done)
}

func (f *fakeFiles) Save(kind FileKind, folder, name string, done func(string, error)) {
	f.reply(fmt.Sprint("save ", kind, " ", name), done)
}

func (f *fakeFiles) Folder(folder string, done func(string, error)) { f.reply("folder "+folder, done) }

func (d *desk) Notify(title, message string) error {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.said = append(d.said, title+": "+message)
	return errors.New("nobody listens")
}

// told is what the system was told.
func (d *desk) told() []string {
	d.lock.Lock()
	defer d.lock.Unlock()
	return append([]string{}, d.said...)
}

func (d *desk) post(f func()) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.queue = append(d.queue, f)
}

// deskOf opens a program that has an artistic model of that name in its folder.
func deskOf(t *testing.T, name string) (d *desk, folder string) {
	t.Helper()
	folder = t.TempDir()
	keepModel(t, folder, name, model.Art)
	d = newDesk(t, folder)
	d.started = true
	d.Models.refresh()
	return d, folder
}

// newDesk opens a program in a folder of its own; the same folder again is the next start, even if the one before was not closed.
func newDesk(t *testing.T, folder string) *desk {
	t.Helper()
	if before, ok := desks.Load(folder); ok {
		before.(*desk).leaveFolder()
	}
	d := anotherDesk(t, folder)
	desks.Store(folder, d)
	t.Cleanup(func() { desks.Delete(folder) }) // or all models of all tests would stay in memory
	return d
}

// desks are those opened last in each folder.
var desks sync.Map

// anotherDesk opens a program where another may be open.
func anotherDesk(t *testing.T, folder string) *desk {
	t.Helper()
	d := &desk{t: t, folder: folder}
	p, err := New(Ports{Post: d.post, Folder: folder, Library: model.NewLibrary(folder), Files: &d.files, Notifier: d})
	if err != nil {
		t.Fatal(err)
	}
	d.Program = p
	for part := Change(1); part < EveryChange; part <<= 1 {
		p.Watch(part, func() { d.seen |= part })
	}
	t.Cleanup(d.Stylize.preview.line.Close)
	t.Cleanup(d.Video.film.line.Close)
	t.Cleanup(d.leaveFolder)
	return d
}

// deskWith opens a program in a folder of its own inside folder, and drops a photograph and a style.
func deskWith(t *testing.T, folder, photo, style string) *desk {
	t.Helper()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropContent, []string{photo})
	d.Drop(DropStyles, []string{style})
	d.until("both are there", func() bool {
		v := d.Stylize.View()
		return v.Contents[0].Path == photo && v.Styles[0].Weight == 1
	})
	return d
}

// pump runs what was posted.
func (d *desk) pump() {
	for {
		d.lock.Lock()
		if len(d.queue) == 0 {
			d.lock.Unlock()
			return
		}
		f := d.queue[0]
		d.queue = d.queue[1:]
		d.lock.Unlock()
		f()
	}
}

// until pumps until something is so.
func (d *desk) until(what string, ok func() bool) {
	d.t.Helper()
	for begun := time.Now(); time.Since(begun) < 3*time.Minute; time.Sleep(2 * time.Millisecond) {
		d.pump()
		if ok() {
			return
		}
	}
	d.t.Fatalf("not so after 3 minutes: %s; preview problem %v, message %v", what, d.Stylize.View().Problem, d.Message())
}

func (d *desk) fine() bool {
	v := d.Stylize.View()
	return v.Fine && !v.Busy
}

// picture writes a picture file: stripes and a gradient.
func picture(t *testing.T, path string, width, height int, c color.NRGBA) string {
	t.Helper()
	p := imaging.New(width, height)
	for y := range height {
		for x := range width {
			at := p.Pix[3*(y*width+x):]
			stripe := float32((x/8 + y/13) % 3)
			at[0] = float32(c.R) / 255 * stripe / 2
			at[1] = float32(c.G) / 255 * float32(x) / float32(width)
			at[2] = float32(c.B) / 255 * float32(y) / float32(height)
		}
	}
	if err := imaging.Save(path, p, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	return path
}

// keepModel puts a new model into a library.
func keepModel(t *testing.T, folder, name string, modes ...model.Mode) {
	t.Helper()
	m, err := model.New(1, model.Compact(), modes...)
	if err != nil {
		t.Fatal(err)
	}
	if err := model.NewLibrary(folder).Save(name, m); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// compact tells whether a picture may be handed to a window as it is.
func compact(img *image.RGBA) bool {
	return img != nil && img.Rect.Min == (image.Point{}) && img.Stride == 4*img.Rect.Dx() && len(img.Pix) == img.Stride*img.Rect.Dy()
}

var red, blue = color.NRGBA{R: 255, G: 80, B: 40, A: 255}, color.NRGBA{R: 30, G: 90, B: 255, A: 255}
