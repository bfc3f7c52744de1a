package state

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"restyle/core/model"
)

// putAside closes a program in the middle of the training of precious, in a folder of its own.
func putAside(t *testing.T) (folder, own string, styles []string) {
	t.Helper()
	folder = t.TempDir()
	own, styles = filepath.Join(folder, "own"), twoStyles(t, folder)
	d := newSchool(t, own, 100000)
	d.give(styles)
	d.Train.SetName("precious")
	d.Train.Start()
	d.until("it runs", func() bool { return d.Train.View().Step > 3 })
	gone := false
	d.Leave(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
	return folder, own, styles
}

// TestANewTrainingAsksForTheOneKept starts another training while one waits to go on.
func TestANewTrainingAsksForTheOneKept(t *testing.T) {
	_, own, styles := putAside(t)

	again := newSchool(t, own, 100000)
	again.Answer(again.Question(), 0) // later
	again.give(styles)
	again.Train.SetName("other")
	ask := func() *Question {
		t.Helper()
		again.Train.Start()
		q := again.Question()
		if q == nil || q.Text.Key != "state.train.kept" || again.Train.running() {
			t.Fatalf("starting another asks %+v", q)
		}
		return q
	}
	again.Answer(ask(), 0)
	if p, err := readPlan(again.trainingFolder()); p == nil || p.Name != "precious" || err != nil {
		t.Fatalf("not starting another leaves %+v, %v", p, err)
	}
	again.Answer(ask(), 1)
	again.until("the other runs", func() bool { return again.Train.View().Step > 3 })
	if v := again.Train.View(); v.Learning != "other" || v.Interrupted != nil {
		t.Errorf("discarded, and %s is learnt beside %+v", v.Learning, v.Interrupted)
	}
	again.Train.Cancel()
	again.until("it is over", func() bool { return again.Train.View().Phase == TrainIdle })
}

// TestDeletingWhatATrainingBeganFromSaysSo, unless there is a copy of it.
func TestDeletingWhatATrainingBeganFromSaysSo(t *testing.T) {
	d, _ := deskOf(t, "mine")
	asked := func(name string) string {
		t.Helper()
		d.until("models are read", func() bool { return !d.Models.reading })
		d.Models.Delete(name)
		defer func() { d.Answer(d.Question(), 0) }()
		return d.Question().Text.Key
	}
	if key := asked("mine"); key != "state.delete" {
		t.Errorf("without a training: %s", key)
	}
	waits := plan{Name: "precious", From: "mine", Parent: d.Models.details["mine"].Checksum, Styles: []string{"a.png"}}
	if err := waits.write(d.trainingFolder()); err != nil {
		t.Fatal(err)
	}
	if key := asked("mine"); key != "state.delete.needed" {
		t.Errorf("with a training that waits: %s", key)
	}
	if err := d.ports.Library.Add("copy", d.ports.Library.Path("mine")); err != nil {
		t.Fatal(err)
	}
	d.Models.refresh()
	if key := asked("mine"); key != "state.delete" {
		t.Errorf("with a copy of the model: %s", key)
	}
	waits.Parent, waits.From = "", "copy" // before the first step only the name is known
	if err := waits.write(d.trainingFolder()); err != nil {
		t.Fatal(err)
	}
	if one, other := asked("mine"), asked("copy"); one != "state.delete" || other != "state.delete.needed" {
		t.Errorf("by its name: %s, %s", one, other)
	}
}

// TestTheWindowStaysIfATrainingCannotBeKept makes the folder of the training unusable before the window is closed.
func TestTheWindowStaysIfATrainingCannotBeKept(t *testing.T) {
	folder := t.TempDir()
	d := newSchool(t, filepath.Join(folder, "own"), 100000)
	d.give(twoStyles(t, folder))
	d.Train.Start()
	d.until("it runs", func() bool { return d.Train.View().Step > 3 })
	if err := os.RemoveAll(d.trainingFolder()); err != nil {
		t.Fatal(err)
	}
	write(t, d.trainingFolder(), "a file in its place")
	gone := false
	other := d.Jobs.start(task{title: text("state.job.export", "File", "a.png"), work: func(ctx context.Context, _ *running) error {
		<-ctx.Done()
		return ctx.Err()
	}})
	d.Close(func() { gone = true })
	if q := d.Question(); q.Text.Key != "state.close.mixed" || q.Choices[1].Key != "state.save.close" {
		t.Errorf("beside another job closing asks %q, %v", q.Text, q.Choices)
	}
	d.Answer(d.Question(), 0)
	d.Jobs.cancel(other)
	d.until("the other is over", func() bool { return len(d.Jobs.running) == 1 })
	d.Jobs.Clear()
	d.Close(func() { gone = true })
	d.Answer(d.Question(), 1)
	d.until("it is over", func() bool { return d.Jobs.View()[0].Ended() })
	d.pump()
	if j := d.Jobs.View()[0]; gone || j.Problem == nil || !d.Message().Bad {
		t.Fatalf("gone: %v, problem: %v, message: %q", gone, j.Problem, d.Message().Text)
	}
	d.Close(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
}

// TestCancellingATrainingAsks what becomes of what was learnt, however it is cancelled, once it has gone on for a while.
func TestCancellingATrainingAsks(t *testing.T) {
	folder := t.TempDir()
	d := newSchool(t, filepath.Join(folder, "own"), 100000)
	d.Train.precious = 1
	d.give(twoStyles(t, folder))
	ask := func(choice int) {
		t.Helper()
		if d.until("it runs", func() bool { return d.Train.View().Step > 3 }); len(d.questions) > 0 {
			t.Fatalf("before it is cancelled it asks %q", d.Question().Text)
		}
		d.Jobs.Cancel(d.Train.job)
		d.Train.Cancel() // once more
		q := d.Question()
		if q == nil || q.Text.Key != "state.train.cancel" || len(d.questions) != 1 {
			t.Fatalf("cancelling asks %d questions: %+v", len(d.questions), q)
		}
		d.Answer(q, choice)
	}
	d.Train.Start()
	ask(0)
	step := d.Train.View().Step
	d.until("it goes on", func() bool { return d.Train.View().Step > step+2 })
	ask(3)
	d.until("it is put aside", func() bool { return d.Train.View().Phase == TrainIdle })
	if v := d.Train.View(); v.Interrupted == nil || v.Interrupted.Step < step || d.Message().Text.Key != "state.train.waits" {
		t.Fatalf("put aside: %+v, message %q", v.Interrupted, d.Message().Text)
	}
	d.Train.Discard()
	d.Answer(d.Question(), 0)
	if d.Train.View().Interrupted == nil {
		t.Fatal("it is discarded without consent")
	}
	d.Train.Continue()
	ask(1)
	d.until("it is thrown away", func() bool { return d.Train.View().Phase == TrainIdle })
	if p, err := readPlan(d.trainingFolder()); p != nil || err != nil || d.Train.View().Interrupted != nil {
		t.Errorf("thrown away, it left %+v, %v", p, err)
	}
	d.Train.Start()
	ask(2)
	d.until("it is finished", func() bool { return d.Train.View().Phase == TrainEnded })
	if v := d.Train.View(); v.Outcome == nil || v.Problem != nil {
		t.Errorf("finished: %+v, %+v", v.Outcome, v.Problem)
	}
}

// TestATrainingThatCannotGoOnYetWaits while its pictures are away, and is not thrown away for another unasked.
func TestATrainingThatCannotGoOnYetWaits(t *testing.T) {
	folder, own, styles := putAside(t)
	for _, path := range styles {
		if err := os.Rename(path, path+".away"); err != nil {
			t.Fatal(err)
		}
	}
	again := newSchool(t, own, 100000)
	again.Answer(again.Question(), 2)
	again.until("it fails", func() bool { return again.Train.View().Phase == TrainEnded })
	v := again.Train.View()
	if v.Problem == nil || v.Problem.Sentence.Key != "problem.file.missing" || v.Interrupted == nil || v.Interrupted.Name != "precious" {
		t.Fatalf("problem %+v, waiting %+v", v.Problem, v.Interrupted)
	}
	again.Train.ClearStyles()
	again.give([]string{picture(t, filepath.Join(folder, "other.png"), 210, 220, blue)})
	again.Train.SetName("other")
	again.Train.Start()
	if q := again.Question(); q == nil || q.Text.Key != "state.train.kept" {
		t.Fatalf("starting another asks %+v", q)
	}
	for _, path := range styles {
		if err := os.Rename(path+".away", path); err != nil {
			t.Fatal(err)
		}
	}
	again.Answer(again.Question(), 2)
	again.until("it goes on", func() bool { return again.Train.View().Step > 8 })
	if v := again.Train.View(); v.Learning != "precious" || v.Interrupted != nil {
		t.Errorf("%s goes on beside %+v", v.Learning, v.Interrupted)
	}
	again.Train.Cancel()
	again.Answer(again.Question(), 1)
	again.until("it is over", func() bool { return again.Train.View().Phase == TrainIdle })
}

// TestATrainingClosedBeforeItsFirstStep begins anew at the next start, where the pictures are still chosen.
func TestATrainingClosedBeforeItsFirstStep(t *testing.T) {
	folder := t.TempDir()
	own, styles := filepath.Join(folder, "own"), twoStyles(t, folder)
	d := newSchool(t, own, 12)
	d.give(styles)
	d.Train.SetName("mine")
	d.Train.Start()
	gone := false
	d.Close(func() { gone = true })
	d.Answer(d.Question(), 1)
	d.until("it is closed", func() bool { return gone })
	again := newSchool(t, own, 12)
	q := again.Question()
	if q == nil || q.Text.Key != "state.resume.ask" || len(again.Train.View().Styles) != 2 {
		t.Fatalf("the next start asks %+v, with %d styles", q, len(again.Train.View().Styles))
	}
	again.Answer(q, 2)
	again.until("it ends", func() bool { return again.Train.View().Phase == TrainEnded })
	if v := again.Train.View(); v.Problem != nil || v.Outcome == nil || v.Step != 12 || v.Learning != "mine" {
		t.Errorf("ended with %+v: %+v", v.Problem, v.Outcome)
	}
}

// TestWhatIsSetUpToLearnIsRemembered, as far as the files are still there.
func TestWhatIsSetUpToLearnIsRemembered(t *testing.T) {
	folder := t.TempDir()
	own, styles := filepath.Join(folder, "own"), twoStyles(t, folder)
	keepModel(t, own, "base", model.Art, model.Photo)
	d := newSchool(t, own, 12)
	d.until("models are read", func() bool { return len(d.Models.details) == 2 && !d.Models.reading })
	d.give(styles)
	d.Drop(DropTrainContents, []string{picture(t, filepath.Join(folder, "photo.png"), 220, 210, blue)})
	d.until("the photo is there", func() bool { return len(d.Train.View().Contents) == 1 })
	d.Train.SetFrom("base")
	d.Train.SetMode(model.Photo)
	gone := false
	d.Close(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
	if err := os.Remove(styles[1]); err != nil {
		t.Fatal(err)
	}
	again := newSchool(t, own, 12)
	again.until("the picture is seen", func() bool { s := again.Train.View().Styles; return len(s) == 1 && s[0].Thumb != nil })
	if v := again.Train.View(); v.Styles[0].Path != styles[0] || len(v.Contents) != 1 || v.From != "base" || v.Mode != model.Photo || !v.CanStart {
		t.Errorf("after the next start: %+v", v)
	}
}

// TestWhatIsSetUpStaysWhenAnotherTrainingGoesOn, and what that one learns from is shown.
func TestWhatIsSetUpStaysWhenAnotherTrainingGoesOn(t *testing.T) {
	folder, own, styles := putAside(t)
	again := newSchool(t, own, 100000)
	again.Answer(again.Question(), 0) // later
	again.Train.ClearStyles()
	chosen := picture(t, filepath.Join(folder, "chosen.png"), 90, 80, blue)
	again.Drop(DropTrainStyles, []string{chosen})
	again.until("it is chosen", func() bool { return len(again.Train.View().Styles) == 1 })
	again.Train.Continue()
	again.until("it goes on", func() bool { v := again.Train.View(); return v.Step > 3 && v.Learns[0].Thumb != nil })
	if v := again.Train.View(); !slices.Equal(pathsOf(v.Learns), styles) || !slices.Equal(pathsOf(v.Styles), []string{chosen}) {
		t.Errorf("learnt from are %v, chosen are %v", pathsOf(v.Learns), pathsOf(v.Styles))
	}
	again.Train.Cancel()
	again.Answer(again.Question(), 1)
	again.until("it is over", func() bool { return again.Train.View().Phase == TrainIdle })
}

// TestAPictureThatIsGone is left out of a training.
func TestAPictureThatIsGone(t *testing.T) {
	folder := t.TempDir()
	d := newSchool(t, filepath.Join(folder, "own"), 5)
	styles := twoStyles(t, folder)
	d.give(styles)
	if err := os.Remove(styles[0]); err != nil {
		t.Fatal(err)
	}
	d.Train.Start()
	d.until("it ends", func() bool { return d.Train.View().Phase == TrainEnded })
	if v := d.Train.View(); v.Problem != nil || v.Step != 5 {
		t.Errorf("after step %d: %+v", v.Step, v.Problem)
	}
}

// TestTheSecondWindowKeepsItsHandsOff what the first one writes.
func TestTheSecondWindowKeepsItsHandsOff(t *testing.T) {
	folder := t.TempDir()
	own, styles := filepath.Join(folder, "own"), twoStyles(t, folder)
	first := newSchool(t, own, 100000)
	first.give(styles)
	first.Train.SetName("precious")
	first.Train.Start()
	first.until("it runs", func() bool { return first.Train.View().Step > 3 })
	write(t, filepath.Join(first.trainingFolder(), planFile), `{"name":"precious","styles":["x"]}`) // as after some time
	second := anotherDesk(t, own)
	second.Start()
	if q, m := second.Question(), second.Message(); q != nil || m.Text.Key != "state.second" {
		t.Fatalf("the second window asks %+v and says %q", q, m.Text)
	}
	second.give(styles)
	if second.Train.Start(); second.Train.running() || second.Message().Text.Key != "state.second.train" {
		t.Errorf("it trains, and says %q", second.Message().Text)
	}
	second.Settings.SetTheme(DarkTheme)
	path := write(t, filepath.Join(own, "models", "mine.safetensors"), "a model")
	kept, err := second.putAway(path)
	if err != nil || filepath.Dir(kept) == first.deletedFolder() {
		t.Errorf("what the second deletes lies in %s, %v", kept, err)
	}
	second.pastePicture(DropContent, pictureBytes(t, red))
	second.until("it is pasted", func() bool { return second.Stylize.View().Contents[0].Path != "" })
	pasted := second.Stylize.View().Contents[0].Path
	if filepath.Dir(pasted) == first.pastedFolder() {
		t.Errorf("what is pasted into the second lies in %s, which the first one empties", pasted)
	}
	gone := false
	second.Close(func() { gone = true })
	second.until("it is closed", func() bool { return gone })
	if p, err := readPlan(first.trainingFolder()); p == nil || err != nil {
		t.Errorf("the first one's training: %+v, %v", p, err)
	}
	if exists(filepath.Dir(kept)) || exists(filepath.Dir(pasted)) {
		t.Error("what the second deleted or pasted is left")
	}
	first.Leave(func() {})
	first.until("the first is closed", func() bool { return len(first.Jobs.running) == 0 && first.Program.lock == nil })
	if third := newDesk(t, own); third.second || third.Settings.View().Theme == DarkTheme {
		t.Errorf("the next start: second %v, theme %v", third.second, third.Settings.View().Theme)
	}
}

// TestTheResultMayHaveAnotherName when it is to be used.
func TestTheResultMayHaveAnotherName(t *testing.T) {
	folder := t.TempDir()
	own := filepath.Join(folder, "own")
	keepModel(t, own, "my style", model.Art, model.Photo)
	d := newSchool(t, own, 5)
	d.until("models are read", func() bool { return len(d.Models.details) == 2 && !d.Models.reading })
	d.Train.view.Outcome = &Outcome{Model: "my style", Kept: true} // as after a training
	d.Models.Rename("my style", "better name")
	d.until("it is renamed", func() bool { return len(d.Models.moving) == 0 && !d.Models.reading })
	if d.Train.UseResult(); d.Stylize.View().Look.Model != "better name" {
		t.Errorf("used is %q", d.Stylize.View().Look.Model)
	}
	d.Train.PutAside()
	d.Models.Rename("better name", "best name")
	d.until("it is renamed again", func() bool { return len(d.Models.moving) == 0 && !d.Models.reading })
	if o := d.Train.View().Outcome; o != nil {
		t.Errorf("what was put aside is back: %+v", o)
	}
	d.Train.view.Outcome = &Outcome{Model: "best name", Kept: true}
	d.Stylize.SetModel(model.DefaultName)
	d.Models.Delete("best name")
	d.Answer(d.Question(), 1)
	if d.Train.UseResult(); d.Message().Text.Key != "problem.model.none" {
		t.Errorf("deleted, it says %q", d.Message().Text)
	}
}
