package state

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"restyle/core/model"
)

// TestNothingDelaysTheFirstPicture: models are read once the first picture is there, their names are known before.
func TestNothingDelaysTheFirstPicture(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.Start()
	if v := d.Stylize.View(); !slices.Contains(v.Models, v.Look.Model) {
		t.Errorf("of the models %q none is %q", v.Models, v.Look.Model)
	}
	d.until("the first picture is there", func() bool {
		v := d.Stylize.View()
		if v.After == nil && d.Models.View().Details != nil {
			t.Fatal("a model's details were read before the first picture was made")
		}
		return v.After != nil
	})
	d.until("the details follow", func() bool { return d.Models.View().Details != nil })
}

func TestFastThumbnailsComeTogether(t *testing.T) {
	posted := make(chan func(), 20)
	thumbs := thumbnails{post: func(f func()) { posted <- f }}
	shown, perCall := 0, []int{}
	made := func(thumbnail) { shown++ }
	slow := func() thumbnail { time.Sleep(2 * together); return thumbnail{} }
	crash := func() thumbnail { panic("spilt milk") }
	thumbs.want(slow, made) // begins at once, the others wait for it
	for range 3 {
		thumbs.want(func() thumbnail { return thumbnail{} }, made)
	}
	thumbs.want(crash, func(x thumbnail) {
		if made(x); x.problem == nil {
			t.Error("a crash is no problem")
		}
	})
	thumbs.want(slow, made)
	for shown < 6 {
		before := shown
		(<-posted)()
		perCall = append(perCall, shown-before)
	}
	if perCall[0] != 1 || len(perCall) == 6 {
		t.Errorf("shown in steps of %v, want the slow one alone and the fast ones together", perCall)
	}
}

// TestNothingIsLeftThatNobodyCanComeBackTo: neither deleted models nor pasted pictures that are of no more use.
func TestNothingIsLeftThatNobodyCanComeBackTo(t *testing.T) {
	folder := t.TempDir()
	keepModel(t, folder, "mine", model.Art)
	d := newDesk(t, folder)
	d.Start()
	d.Models.Delete("mine")
	var pasted []string
	for _, name := range []string{"kept", "chosen", "saved", "lost"} {
		pasted = append(pasted, picture(t, filepath.Join(mkdir(t, d.pastedFolder()), name+".png"), 60, 60, red))
	}
	plan := plan{Name: "later", Styles: pasted[:1]}
	if err := plan.write(d.trainingFolder()); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(d.trainingFolder(), checkpointFile), "")
	d.Stylize.AddStyles(pasted[1:3])
	d.until("they are on the strip", func() bool { return len(d.Stylize.ownStyles()) == 2 })
	d.Stylize.SaveStyle("file:"+pasted[2], "mine")
	d.until("it is saved", func() bool { return d.Message().Text.Key == "state.style.saved" })
	d.Stylize.RemoveStyle("file:" + pasted[2])
	gone := false
	d.Close(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
	if exists(d.deletedFolder()) {
		t.Error("deleted models stay")
	}
	for i, path := range pasted {
		if wanted := i < 3; exists(path) != wanted {
			t.Errorf("%s is there: %v", filepath.Base(path), !wanted)
		}
	}
}

func mkdir(t *testing.T, path string) string {
	t.Helper()
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestClosingNamesWhatRuns, and counts only what is several.
func TestClosingNamesWhatRuns(t *testing.T) {
	d := newDesk(t, t.TempDir())
	job := func() { // until the program ends it
		d.Jobs.start(task{title: text("state.job.export", "File", "a.png"), work: func(ctx context.Context, _ *running) error {
			<-ctx.Done()
			return ctx.Err()
		}})
	}
	asks := func(want string) {
		t.Helper()
		d.Close(func() {})
		if q := d.Question(); q == nil || q.Text.String() != want {
			t.Fatalf("closing asks %+v, want %q", q, want)
		}
		d.Answer(d.Question(), 0)
	}
	job()
	asks("“Export a.png” is still running. Stop it and close?")
	job()
	asks("2 jobs are still running. Stop them and close?")
	gone := false
	d.Leave(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
}

// TestTheSystemEndsAProgramThatIsClosed already: who wants it last is told, once, and only them.
func TestTheSystemEndsAProgramThatIsClosed(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.Start()
	first, last := 0, 0
	d.Close(func() { first++ })
	d.Leave(func() { last++ })
	d.until("it is closed", func() bool { return last > 0 })
	if first != 0 || last != 1 {
		t.Errorf("told %d and %d times", first, last)
	}
}

// TestClosingWaitsForWhatIsBeingWritten: a style that was kept just before is there at the next start.
func TestClosingWaitsForWhatIsBeingWritten(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.studio.reading.Lock() // a slow disk: the model is being read
	d.Stylize.SaveStyle(firstStyle, "kept")
	gone := false
	d.Close(func() { gone = true })
	for range 20 {
		d.pump()
		time.Sleep(5 * time.Millisecond)
	}
	if gone {
		t.Error("it is closed before the style is written")
	}
	d.studio.reading.Unlock()
	d.until("it is closed", func() bool { return gone })
	if path := filepath.Join(d.styleFolder(), "kept.style"); !exists(path) {
		t.Error("the style is not there")
	}
}

// TestAModelRenamedBeforeClosingStaysInUse at the next start.
func TestAModelRenamedBeforeClosingStaysInUse(t *testing.T) {
	d, own := deskOf(t, "mine")
	d.Stylize.SetModel("mine")
	gone := false
	d.Models.Rename("mine", "ours")
	d.Close(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
	if name := newDesk(t, own).Stylize.View().Look.Model; name != "ours" {
		t.Errorf("in use is %s", name)
	}
}

// TestTheQuestionOfClosingGoes when nothing runs any more that it asks about.
func TestTheQuestionOfClosingGoes(t *testing.T) {
	d, _, out := threePictures(t)
	d.Stylize.ExportAllTo(out)
	gone := false
	d.Close(func() { gone = true })
	if !d.closingAsked() {
		t.Fatal("it does not ask")
	}
	d.jobsEnd()
	if q := d.Question(); q != nil || gone {
		t.Errorf("afterwards it asks %+v; closed: %v", q, gone)
	}
	d.Close(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
}
