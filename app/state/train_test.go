package state

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"restyle/core/model"
	"restyle/core/teach"
	"restyle/core/train"
)

// newSchool is a desk with two style pictures on the train screen, and trainings of a few small steps.
func newSchool(t *testing.T, folder string, steps int) *desk {
	t.Helper()
	d := newDesk(t, folder)
	d.Train.options = func(_ Effort, mode model.Mode) train.Options {
		o := Quick.Options(mode)
		o.Stages, o.Ramp, o.Warmup = []train.Stage{{Steps: steps, Size: 64, Batch: 1}}, 0, 0
		return o
	}
	d.Train.measure = func(*model.Library, string, model.Mode, int) ([3]float64, error) {
		return [3]float64{}, errors.New("not now")
	}
	d.Train.pairs, d.Train.precious = 3, time.Hour
	d.Start()
	return d
}

func twoStyles(t *testing.T, folder string) []string {
	t.Helper()
	return []string{
		picture(t, filepath.Join(folder, "one.png"), 210, 220, red), picture(t, filepath.Join(folder, "two.png"), 230, 200, color.NRGBA{G: 200, B: 90}),
	}
}

func (d *desk) give(styles []string) {
	d.t.Helper()
	d.Drop(DropTrainStyles, styles)
	d.until("the styles are there", func() bool { return len(d.Train.View().Styles) == len(styles) })
}

func TestTrainingKeepsTheBetter(t *testing.T) {
	folder := t.TempDir()
	d := newSchool(t, filepath.Join(folder, "own"), 12)
	d.Train.Start()
	if m := d.Message(); !m.Bad || d.Train.View().CanStart {
		t.Fatalf("a training without pictures starts: %q", m.Text)
	}
	letter := write(t, filepath.Join(folder, "letter.txt"), "dear all")
	styles := twoStyles(t, folder)
	d.Drop(DropTrainStyles, append([]string{letter}, styles...))
	d.until("the styles are there", func() bool { return len(d.Train.View().Styles) == 2 })
	if m := d.Message(); !m.Bad || !strings.Contains(m.Text.String(), "letter.txt") {
		t.Errorf("message %q", m.Text)
	}
	d.Train.SetName("a/b")
	if v := d.Train.View(); v.CanStart || v.NameProblem.Empty() {
		t.Errorf("a model can be called a/b")
	}
	d.Train.SetName("stripes")
	d.Train.Start()
	d.until("it ends", func() bool { return d.Train.View().Phase == TrainEnded })
	v := d.Train.View()
	if v.Problem != nil || v.Outcome == nil || v.Step != 12 || len(v.Losses) != 12 {
		t.Fatalf("ended with %+v, outcome %+v, %d losses", v.Problem, v.Outcome, len(v.Losses))
	}
	if !compact(v.Before) || !compact(v.Now) || !compact(v.Photo) || !compact(v.Sample) {
		t.Error("a preview is missing")
	}
	for _, x := range []float64{v.Outcome.StyleBefore, v.Outcome.StyleAfter, v.Outcome.ContentBefore, v.Outcome.ContentAfter} {
		if !(x > 0) || math.IsInf(x, 0) {
			t.Errorf("outcome %+v", v.Outcome)
		}
	}
	_, err := d.ports.Library.Load("stripes")
	if v.Outcome.Kept != (err == nil) || v.Outcome.Kept != (v.Outcome.Model == "stripes") {
		t.Errorf("outcome %+v, but loading says %v", v.Outcome, err)
	}
	if v.Outcome.Kept && (v.Outcome.StyleAfter >= v.Outcome.StyleBefore || v.Outcome.ContentAfter > teach.MostContentLoss*v.Outcome.ContentBefore) {
		t.Errorf("a model that is no better was kept: %+v", v.Outcome)
	}
	if p, err := readPlan(d.trainingFolder()); p != nil || err != nil {
		t.Errorf("a finished training left %+v, %v", p, err)
	}
}

func TestTrainingPausesAndIsCancelled(t *testing.T) {
	folder := t.TempDir()
	d := newSchool(t, filepath.Join(folder, "own"), 100000)
	d.give(twoStyles(t, folder))
	d.Train.Start()
	if d.Train.Pause(); d.Jobs.View()[0].CanPause || d.Jobs.View()[0].Status != JobRunning {
		t.Errorf("reading pictures, it can be paused: %+v", d.Jobs.View()[0])
	}
	d.until("it runs", func() bool { return d.Train.View().Step > 3 })
	if !d.Jobs.View()[0].CanPause {
		t.Error("it cannot be paused")
	}
	d.Train.Pause()
	d.until("it is paused", func() bool { return d.Jobs.View()[0].Status == JobPaused && d.Train.View().Phase == TrainPaused })
	d.Train.Resume()
	step := d.Train.View().Step
	d.until("it goes on", func() bool { return d.Train.View().Step > step+2 && d.Train.View().Phase == TrainRunning })
	d.Train.Cancel()
	d.until("it is over", func() bool { return d.Train.View().Phase == TrainIdle })
	if v := d.Train.View(); v.Outcome != nil || v.Problem != nil || !v.CanStart || d.Jobs.View()[0].Status != JobCancelled {
		t.Errorf("cancelled: %+v", v.Outcome)
	}
	if p, err := readPlan(d.trainingFolder()); p != nil || err != nil {
		t.Errorf("a cancelled training left %+v, %v", p, err)
	}
}

// TestTrainingGoesOnAfterTheNextStart compares an interrupted training with one that was left alone.
func TestTrainingGoesOnAfterTheNextStart(t *testing.T) {
	folder := t.TempDir()
	styles := twoStyles(t, folder)
	const steps = 40
	whole := newSchool(t, filepath.Join(folder, "whole"), steps)
	whole.give(styles)
	whole.Train.SetName("mine")
	whole.Train.Start()
	whole.until("it ends", func() bool { return whole.Train.View().Phase == TrainEnded })

	own := filepath.Join(folder, "own")
	d := newSchool(t, own, steps)
	d.give(styles)
	d.Train.SetName("mine")
	d.Train.Start()
	d.until("it runs", func() bool { return d.Train.View().Step > 5 })
	gone := false
	d.Close(func() { gone = true })
	q := d.Question()
	if q == nil || q.Text.Key != "state.close.training" || gone {
		t.Fatalf("closing asks %+v", q)
	}
	d.Answer(q, 1)
	d.until("it is closed", func() bool { return gone })

	again := newSchool(t, own, steps)
	q = again.Question()
	if q == nil || q.Text.Key != "state.resume.ask" || again.Train.View().Interrupted == nil {
		t.Fatalf("the next start asks %+v", q)
	}
	again.Answer(q, 2)
	again.until("it ends", func() bool { return again.Train.View().Phase == TrainEnded })
	v, w := again.Train.View(), whole.Train.View()
	if v.Problem != nil || v.Outcome == nil || v.Step != steps || len(v.Styles) != 2 {
		t.Fatalf("ended with %+v, outcome %+v", v.Problem, v.Outcome)
	}
	if a, b := fmt.Sprintf("%.5f", v.Outcome.StyleAfter), fmt.Sprintf("%.5f", w.Outcome.StyleAfter); a != b {
		t.Errorf("interrupted, it ends with a style distance of %s, else of %s", a, b)
	}
	if len(v.Losses) != len(w.Losses) || v.Losses[steps-1].Total != w.Losses[steps-1].Total {
		t.Errorf("interrupted, the curve has %d points, else %d", len(v.Losses), len(w.Losses))
	}
}

func TestTrainingThatCannotGoOn(t *testing.T) {
	folder := t.TempDir()
	d := newSchool(t, folder, 10)
	write(t, filepath.Join(d.trainingFolder(), planFile), "{}")
	again := newDesk(t, folder)
	again.Start()
	if m := again.Message(); !m.Bad || !strings.Contains(m.Text.String(), "it cannot go on") || again.Question() != nil {
		t.Errorf("message %q", m.Text)
	}
	if _, err := os.Stat(filepath.Join(d.trainingFolder(), planFile)); err == nil {
		t.Error("it will be complained of at each start")
	}
}

// TestCurveThatGoesOnLeavesWhatIsShown as it is: the window reads it meanwhile.
func TestCurveThatGoesOnLeavesWhatIsShown(t *testing.T) {
	shown := make([]LossPoint, LossPoints)
	for i := range shown {
		shown[i] = LossPoint{Step: i + 1, Total: 2}
	}
	before := slices.Clone(shown)
	c := curveOf(shown)
	for i := range 3 {
		c.add(LossPoints+i+1, train.Losses{Total: 9})
	}
	if !slices.Equal(shown, before) {
		t.Errorf("the first of the points shown is %+v now", shown[0])
	}
}

func TestCurveKeepsEverySpike(t *testing.T) {
	var c curve
	const steps, spike = 10000, 7777
	sum := 0.0
	for i := 1; i <= steps; i++ {
		l := train.Losses{Total: 1, Style: float32(i)}
		if i == spike {
			l.Total = 50
		}
		sum += float64(l.Style)
		c.add(i, l)
	}
	points := c.snapshot()
	if len(points) > LossPoints || len(points) < LossPoints/2 || points[len(points)-1].Step != steps {
		t.Fatalf("%d points, the last one of step %d", len(points), points[len(points)-1].Step)
	}
	highest, mean := 0.0, 0.0
	for _, p := range points {
		highest = max(highest, p.HighestOfTotals)
		mean += p.Style / float64(len(points))
	}
	if highest != 50 || math.Abs(mean/(sum/steps)-1) > 0.01 {
		t.Errorf("highest %g, mean %g, want 50 and %g", highest, mean, sum/steps)
	}
}

// TestTrainingGoesOnFromARenamedModel: the one it began from is known by its weights.
func TestTrainingGoesOnFromARenamedModel(t *testing.T) {
	folder := t.TempDir()
	m, err := model.New(1, model.Compact(), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(folder, "own")
	if err := model.NewLibrary(own).Save("mine", m); err != nil {
		t.Fatal(err)
	}
	d := newSchool(t, own, 8)
	d.Train.SetFrom("mine")
	d.give(twoStyles(t, folder))
	d.Train.Start()
	d.until("it runs", func() bool { return d.Train.View().Step > 1 })
	gone := false
	d.Leave(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
	if err := d.ports.Library.Rename("mine", "ours"); err != nil {
		t.Fatal(err)
	}
	again := newSchool(t, own, 8)
	again.Answer(again.Question(), 2)
	again.until("it ends", func() bool { return again.Train.View().Phase == TrainEnded })
	if v := again.Train.View(); v.Problem != nil || v.Step != 8 {
		t.Errorf("at step %d: %v", v.Step, v.Problem)
	}
}

// TestTrainingComparesWithoutPause: nothing can be held up then, so nothing is said to be.
func TestTrainingComparesWithoutPause(t *testing.T) {
	folder := t.TempDir()
	d := newSchool(t, filepath.Join(folder, "own"), 100000)
	d.give(twoStyles(t, folder))
	d.Train.Start()
	d.until("it runs", func() bool { return d.Train.View().Step > 1 })
	d.Train.Pause()
	d.Train.hear(trainNews{phase: TrainComparing})
	if j := d.Jobs.View()[0]; j.CanPause || j.Status != JobRunning || d.Train.View().Phase != TrainComparing {
		t.Errorf("comparing begins, and the paused training is %+v, in phase %d", j, d.Train.View().Phase)
	}
	if d.Train.Pause(); d.Jobs.View()[0].Status != JobRunning {
		t.Error("comparing is said to be paused")
	}
	d.Train.Cancel()
	d.until("it is over", func() bool { return d.Train.View().Phase == TrainIdle })
}
