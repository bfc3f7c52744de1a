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
