package state

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestNotificationsAreForThoseWhoLookElsewhere, after long jobs only, and if they are wanted.
func TestNotificationsAreForThoseWhoLookElsewhere(t *testing.T) {
	d := newDesk(t, t.TempDir())
	front := false
	d.ports.Focused = func() bool { return front }
	done := func(name string, took time.Duration) {
		d.Jobs.notify(text("state.job.train", "Name", name), text("state.export.done", "File", name), took)
	}
	said := func() []string {
		d.lock.Lock()
		defer d.lock.Unlock()
		return append([]string{}, d.said...)
	}
	done("short", longJob)
	front = true
	done("in sight", longJob+time.Second)
	front = false
	d.Settings.SetNotifications(false)
	done("unwanted", longJob+time.Second)
	d.Settings.SetNotifications(true)
	done("long", longJob+time.Second)
	d.until("the long one is told", func() bool { return len(said()) > 0 })
	time.Sleep(20 * time.Millisecond) // for those that should not come
	if all := said(); len(all) != 1 || all[0] != "Train long: Saved as long." {
		t.Errorf("the system was told %q", all)
	}
}

// TestPastedPicturesGoWhereTheyAreWanted, and say where that is.
func TestPastedPicturesGoWhereTheyAreWanted(t *testing.T) {
	for _, c := range []struct {
		place, want Place
	}{{DropStyles, DropStyles}, {DropTrainStyles, DropTrainStyles}, {DropVideo, DropContent}, {DropContent, DropContent}, {DropAnywhere, DropContent}} {
		d := newDesk(t, t.TempDir())
		d.ports.Clipboard = pinboard(pictureBytes(t))
		went := make(chan Place, 1)
		d.Paste(c.place, func(p Place) { went <- p })
		d.until("it is pasted", func() bool { return len(went) > 0 })
		if got := <-went; got != c.want {
			t.Errorf("pasted at %d, it went to %d, want %d", c.place, got, c.want)
		}
		if c.want == DropTrainStyles {
			d.until("it can be learnt", func() bool { return len(usable(d.Train.View().Styles)) == 1 })
		}
		if c.want == DropContent && d.Stylize.View().Contents[0].Name != "pasted 1" {
			t.Errorf("the photo is %q", d.Stylize.View().Contents[0].Name)
		}
	}
}

// pinboard is a clipboard with a picture.
type pinboard []byte

func (p pinboard) Picture() []byte { return p }

func (pinboard) Text() string { return "" }

func pictureBytes(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(picture(t, filepath.Join(t.TempDir(), "x.png"), 120, 90, red))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
