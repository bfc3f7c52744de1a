package state

import (
	"os"
	"path/filepath"
	"testing"
)

// TestANewTrainingAsksForTheOneKept starts another training while one waits to go on.
func TestANewTrainingAsksForTheOneKept(t *testing.T) {
	folder := t.TempDir()
	own, styles := filepath.Join(folder, "own"), twoStyles(t, folder)
	d := newSchool(t, own, 100000)
	d.give(styles)
	d.Train.SetName("precious")
	d.Train.Start()
	d.until("it runs", func() bool { return d.Train.View().Step > 3 })
	gone := false
	d.Leave(func() { gone = true })
	d.until("it is closed", func() bool { return gone })

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
