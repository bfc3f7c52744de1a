package state

import (
	"context"
	"image/color"
	"os"
	"path/filepath"
	"strings"
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
	done("short", longJob)
	front = true
	done("in sight", longJob+time.Second)
	front = false
	d.Settings.SetNotifications(false)
	done("unwanted", longJob+time.Second)
	d.Settings.SetNotifications(true)
	done("long", longJob+time.Second)
	d.until("the long one is told", func() bool { return len(d.told()) > 0 })
	time.Sleep(20 * time.Millisecond) // for those that should not come
	if all := d.told(); len(all) != 1 || all[0] != "Train long: Saved as long." {
		t.Errorf("the system was told %q", all)
	}
}

// TestACancelledJobSaysNothingOfItsResult to the person who looks elsewhere.
func TestACancelledJobSaysNothingOfItsResult(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.Jobs.long = 0
	for _, file := range []string{"cancelled.png", "done.png"} {
		begun := make(chan struct{})
		id := d.Jobs.start(task{title: text("state.job.export", "File", file), result: result{done: text("state.export.done", "File", file)}, work: func(ctx context.Context, _ *running) error {
			close(begun)
			if file == "cancelled.png" {
				<-ctx.Done()
			}
			return ctx.Err()
		}})
		if <-begun; file == "cancelled.png" {
			d.Jobs.Cancel(id)
		}
		d.jobsEnd()
	}
	d.until("it is told", func() bool { return len(d.told()) > 0 })
	if told := d.told(); len(told) != 1 || !strings.Contains(told[0], "done.png") {
		t.Errorf("told %q", told)
	}
}

// TestPastedPicturesGoWhereTheyAreWanted, and say where that is.
func TestPastedPicturesGoWhereTheyAreWanted(t *testing.T) {
	for _, c := range []struct {
		place, want Place
	}{{DropStyles, DropStyles}, {DropTrainStyles, DropTrainStyles}, {DropVideo, DropContent}, {DropContent, DropContent}, {DropAnywhere, DropContent}} {
		d := newDesk(t, t.TempDir())
		d.ports.Clipboard = pinboard(pictureBytes(t, red))
		went := make(chan Place, 1)
		d.Paste(c.place, func(p Place) { went <- p })
		d.until("it is pasted", func() bool { return len(went) > 0 })
		if got := <-went; got != c.want {
			t.Errorf("pasted at %d, it went to %d, want %d", c.place, got, c.want)
		}
		if c.want == DropTrainStyles {
			d.until("it can be learnt", func() bool { return len(usable(d.Train.View().Styles)) == 1 })
		}
		switch c.want {
		case DropContent:
			d.until("it is shown", func() bool { return d.Stylize.View().Contents[0].Name == "pasted 1.png" })
		case DropStyles:
			d.until("it is selected", func() bool { s := d.Stylize.View().Styles[0]; return s.Name == "pasted 1" && s.Weight > 0 })
		}
	}
}

// pinboard is a clipboard with a picture.
type pinboard []byte

func (p pinboard) Picture() []byte { return p }

func (pinboard) Text() string { return "" }

func pictureBytes(t *testing.T, c color.NRGBA) []byte {
	t.Helper()
	data, err := os.ReadFile(picture(t, filepath.Join(t.TempDir(), "x.png"), 120, 90, c))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
