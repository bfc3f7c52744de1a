package state

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"restyle/app/job"
)

// Start trains in the background.
func (t *Train) Start() {
	if t.setupChanged(); !t.view.CanStart {
		if len(t.view.Styles) == 0 {
			t.program.show(Message{Text: text("state.train.nostyles"), Bad: true})
		}
		return
	}
	if t.program.second {
		t.program.show(Message{Text: text("state.second.train"), Bad: true})
		return
	}
	if kept := t.view.Interrupted; kept != nil {
		t.askForKept(kept)
		return
	}
	t.startAnew()
}

// askForKept asks what becomes of the training that was kept for later: there is room for one.
func (t *Train) askForKept(kept *Interrupted) {
	t.program.ask(text("state.train.kept", "Name", kept.Name, "Step", kept.Step, "Steps", kept.Steps), func(choice int) {
		switch choice {
		case 1:
			if t.discard(); t.view.Interrupted == nil {
				t.startAnew()
			}
		case 2:
			t.Continue()
		}
	}, text("state.cancel"), text("state.train.replace"), text("state.resume"))
}

// startAnew begins the training that is set up.
func (t *Train) startAnew() {
	p := plan{
		Name: strings.TrimSpace(t.view.Name), From: t.view.From, Mode: t.view.Mode, Effort: t.view.Effort,
		Styles: usable(t.view.Styles), Contents: usable(t.view.Contents),
	}
	t.begin(p, false)
}

// begin starts the job of a plan.
func (t *Train) begin(p plan, resumed bool) {
	run := &training{program: t.program, plan: p, resumed: resumed, options: t.options(p.Effort, p.Mode), pairs: t.pairs, resources: t.program.Settings.resources()}
	run.news = job.NewMailbox(t.program.ports.Post, t.hear)
	t.run = run
	t.learn(p.Styles)
	v := &t.view
	v.Phase, v.Step, v.Steps, v.Elapsed, v.Remaining = TrainPreparing, p.Step, run.options.Steps(), p.Took, 0
	v.Learning, v.Outcome, v.Problem, v.Losses, v.Interrupted = p.Name, nil, nil, p.Losses, nil
	v.Before, v.Now, v.Photo, v.Sample, v.AtStep = nil, nil, nil, nil, 0
	t.changed(TrainProgress | TrainLosses | TrainPreview)
	t.setupChanged()
	t.job = t.program.Jobs.start(task{
		kind: TrainJob, title: text("state.job.train", "Name", p.Name), work: run.work,
		ended: func(err error) { t.ended(run, err) },
	})
}

// learn shows what a run learns from. It is not the setup: that may go on to be changed, and holds pictures that cannot be used.
func (t *Train) learn(paths []string) {
	t.view.Learns = nil
	for _, path := range paths {
		x := TrainPicture{Name: baseName(path), Path: path}
		if i := slices.IndexFunc(t.view.Styles, func(s TrainPicture) bool { return s.Path == path }); i >= 0 {
			x = t.view.Styles[i]
		}
		if t.view.Learns = append(t.view.Learns, x); x.Thumb == nil {
			t.lookAt(&t.view.Learns, path)
		}
	}
}

// hear takes the news of a run.
func (t *Train) hear(n trainNews) {
	if t.run == nil {
		return
	}
	v := &t.view
	t.program.Jobs.mayPause(t.job, n.phase == TrainRunning) // neither while pictures are read nor while models are compared
	if v.Phase != TrainPaused {
		v.Phase = n.phase
	}
	v.Step, v.Steps, v.Elapsed, v.Remaining, v.Losses = n.step, n.steps, n.elapsed, n.remaining, n.losses
	t.program.log("train", "step", n.step, "phase", n.phase)
	t.changed(TrainProgress | TrainLosses)
}

// outcome says how the result compares with the start.
func (t *Train) outcome(run *training, o Outcome) {
	if t.run != run {
		return
	}
	t.view.Outcome = &o
	m := Message{Text: text("state.train.nobetter", "Name", run.plan.Name), Bad: true}
	if o.Kept {
		closer := int(math.Round(100 * (1 - o.StyleAfter/o.StyleBefore)))
		m = Message{Text: text("state.train.done", "Name", o.Model, "Percent", closer)}
		t.program.Models.chosen = o.Model
		t.named = false
	}
	t.program.show(m)
	t.program.notify(text("state.job.train", "Name", run.plan.Name), m.Text)
	t.program.Models.refresh()
	t.changed(TrainProgress)
}

// ended follows the end of the job.
func (t *Train) ended(run *training, err error) {
	if t.run != run {
		return
	}
	t.run, t.job = nil, 0
	t.view.Phase, t.view.Problem, t.view.Remaining = TrainEnded, explain(err), 0
	if err != nil && t.view.Problem == nil { // cancelled
		t.view.Phase = TrainIdle
	}
	if t.view.Problem != nil {
		t.program.stay()
	}
	if t.program.quit == nil && err != nil {
		t.keptForLater(run)
	}
	t.changed(TrainProgress)
	t.rename()
	t.setupChanged()
}

// jobPaused keeps the screen and the job bar alike.
func (t *Train) jobPaused(id int, paused bool) {
	if t.run == nil || id != t.job {
		return
	}
	if t.view.Phase = TrainRunning; paused {
		t.view.Phase, t.view.Remaining = TrainPaused, 0
	}
	t.changed(TrainProgress)
}

// Pause stops after the step, keeping everything.
func (t *Train) Pause() { t.program.Jobs.Pause(t.job) }

// Resume goes on after Pause.
func (t *Train) Resume() { t.program.Jobs.Resume(t.job) }

// Cancel ends the training without a new model. If it has gone on for a while, the person is asked.
func (t *Train) Cancel() { t.program.Jobs.Cancel(t.job) }

// mindsCancelling asks before what was learnt in some time is thrown away, and tells whether it does.
func (t *Train) mindsCancelling(job int) bool {
	run, v := t.run, t.view
	if run == nil || job != t.job || v.Step == 0 || v.Elapsed < t.precious && !run.resumed {
		return false
	}
	question := text("state.train.cancel", "Name", v.Learning, "Step", v.Step, "Steps", v.Steps)
	if t.program.asks(question) {
		return true
	}
	t.program.askWhile(func() bool { return t.run == run }, question, func(choice int) {
		switch choice {
		case 1:
			t.program.Jobs.cancel(job)
		case 2:
			t.Finish()
		case 3:
			t.saveForLater()
			t.program.Jobs.cancel(job)
		}
	}, text("state.train.goon"), text("state.discard"), text("state.train.finish"), text("state.train.later"))
	return true
}

// Finish ends the training early and keeps what was learnt, if it is better than the start.
func (t *Train) Finish() {
	if t.run != nil {
		t.run.early.Store(true)
		t.Resume()
	}
}

// saveForLater has the run keep a checkpoint when it is cancelled next.
func (t *Train) saveForLater() {
	if t.run != nil {
		t.run.later.Store(true)
	}
}

// lookForInterrupted asks whether an interrupted training shall go on.
func (t *Train) lookForInterrupted() {
	if t.program.second {
		return
	}
	p, err := readPlan(t.program.trainingFolder())
	if err != nil {
		t.program.complain(errors.Join(err, forgetTraining(t.program.trainingFolder())))
		return
	}
	if p == nil {
		return
	}
	t.waits(p)
	t.program.ask(text("state.resume.ask", "Name", p.Name, "Step", p.Step, "Steps", p.Steps), func(choice int) {
		switch choice {
		case 1:
			t.discard()
		case 2:
			t.Continue()
		}
	}, text("state.later"), text("state.discard"), text("state.resume"))
}

// waits shows a training that can go on.
func (t *Train) waits(p *plan) {
	t.view.Interrupted = &Interrupted{Name: p.Name, Step: p.Step, Steps: p.Steps, When: p.When}
	t.changed(TrainSetup)
}

// keptForLater shows what is left of a run that did not come to its end: the person has put it aside, or it failed with a checkpoint behind it.
func (t *Train) keptForLater(run *training) {
	p, err := readPlan(t.program.trainingFolder())
	if err != nil || p == nil {
		t.program.complain(err)
		return
	}
	t.waits(p)
	if run.later.Load() && t.view.Problem == nil {
		t.program.show(Message{Text: text("state.train.waits", "Name", p.Name)})
	}
}

// Continue goes on with an interrupted training; what is set up stays for the next.
func (t *Train) Continue() {
	p, err := readPlan(t.program.trainingFolder())
	if err != nil || p == nil || t.run != nil {
		t.program.complain(err)
		return
	}
	if err := t.program.ports.Library.CanSave(p.Name, false); err != nil {
		p.Name = t.program.Models.freeName(p.Name)
	}
	t.begin(*p, p.Step > 0)
}

// Discard deletes the interrupted training, after asking.
func (t *Train) Discard() {
	kept := t.view.Interrupted
	if kept == nil {
		return
	}
	question := text("state.train.discard", "Name", kept.Name, "Step", kept.Step, "Steps", kept.Steps)
	t.program.ask(question, func(choice int) {
		if choice == 1 {
			t.discard()
		}
	}, text("state.cancel"), text("state.discard"))
}

func (t *Train) discard() {
	if t.run != nil {
		return
	}
	if err := forgetTraining(t.program.trainingFolder()); err != nil {
		t.program.complain(fmt.Errorf("discard: %w", err))
		return
	}
	t.view.Interrupted = nil
	t.changed(TrainSetup)
}
