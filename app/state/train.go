package state

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"restyle/core/model"
	"restyle/core/teach"
	"restyle/core/train"
)

// Train is the screen that teaches a model the person's own styles.
type Train struct {
	program   *Program
	view      TrainView
	named     bool // the person gave the name
	run       *training
	job       int             // ID of the run's job
	measured  map[string]bool // since the start of the program, by what
	measuring bool
	measure   func(library *model.Library, from string, mode model.Mode, threads int) ([3]float64, error)
	options   func(Effort, model.Mode) train.Options
	pairs     int           // of a trial
	precious  time.Duration // a training that took so long is not thrown away without a question
}

func newTrain(p *Program) *Train {
	t := &Train{program: p, measured: map[string]bool{}, measure: measureSteps, options: Effort.Options, pairs: teach.Pairs, precious: 10 * time.Second}
	t.view.Effort, t.view.From = min(p.saved.Effort, Thorough), cmp.Or(p.saved.Train.From, model.DefaultName)
	t.view.Modes, t.view.Mode = model.Modes(), p.saved.Train.Mode
	t.view.Styles, t.view.Contents = t.thoseThere(p.saved.Train.Styles), t.thoseThere(p.saved.Train.Contents)
	t.estimate()
	return t
}

// choice is what is set up, for the next start.
func (t *Train) choice() trainChoice {
	return trainChoice{Styles: pathsOf(t.view.Styles), Contents: pathsOf(t.view.Contents), From: t.view.From, Mode: t.view.Mode}
}

// View is a snapshot of the screen.
func (t *Train) View() TrainView { return t.view }

func (t *Train) changed(parts Change) { t.program.watchers.changed(parts) }

// running tells whether a training is going on, paused or not.
func (t *Train) running() bool { return t.run != nil }

// chosen follows a choice of the person's, which the next start knows.
func (t *Train) chosen() {
	t.setupChanged()
	t.program.saveChoices()
}

// SetEffort chooses how long to train.
func (t *Train) SetEffort(e Effort) {
	if e <= Thorough && e != t.view.Effort {
		t.view.Effort = e
		t.chosen()
	}
}

// SetName names the new model.
func (t *Train) SetName(name string) {
	if name != t.view.Name {
		t.view.Name, t.named = name, true
		t.setupChanged()
	}
}

// SetFrom chooses the model to begin from.
func (t *Train) SetFrom(name string) {
	if name == t.view.From || !slices.Contains(t.view.Models, name) {
		return
	}
	t.view.From = name
	t.modesOf(name)
	t.chosen()
	t.Opened()
}

// modesOf takes over the modes of a model, as far as they are known yet.
func (t *Train) modesOf(name string) {
	if d := t.program.Models.details[name]; d != nil && len(d.Modes) > 0 {
		t.view.Modes = d.Modes
		if !slices.Contains(d.Modes, t.view.Mode) {
			t.view.Mode = d.Modes[0]
		}
	}
}

// SetMode chooses which mode of the model to train.
func (t *Train) SetMode(m model.Mode) {
	if m != t.view.Mode && slices.Contains(t.view.Modes, m) {
		t.view.Mode = m
		t.chosen()
		t.Opened()
	}
}

// modelRenamed follows the model to begin from, and the one learnt last, to a new name.
func (t *Train) modelRenamed(from, to string) {
	if t.view.From == from {
		t.view.From = to
	}
	if o := t.view.Outcome; o != nil && o.Model == from {
		renamed := *o
		renamed.Model, t.view.Outcome = to, &renamed
		t.changed(TrainProgress)
	}
}

// modelsChanged learns which models there are.
func (t *Train) modelsChanged(names []string) {
	if t.view.Models = names; len(names) > 0 && !slices.Contains(names, t.view.From) {
		t.view.From = names[0]
	}
	t.modesOf(t.view.From)
	t.rename()
	t.setupChanged()
}

// rename gives the new model a name that is free, unless the person gave one. It is called first by Program.Start, when the language is known.
func (t *Train) rename() {
	if t.named {
		return
	}
	t.view.Name = t.program.say(text("state.train.name"))
	for i := 2; t.program.ports.Library.CanSave(t.view.Name, false) != nil && i < 1000; i++ {
		t.view.Name = t.program.say(text("state.train.nextname", "N", i))
	}
}

// setupChanged finds out whether a training can start, and how long it would take.
func (t *Train) setupChanged() {
	t.estimate()
	t.view.NameProblem = t.program.Models.CheckName(strings.TrimSpace(t.view.Name))
	t.view.StyleProblem, t.view.ContentProblem = problemIn(t.view.Styles), problemIn(t.view.Contents)
	t.view.CanStart = len(usable(t.view.Styles)) > 0 && t.view.NameProblem.Empty() && t.run == nil
	t.program.log("setup", "styles", len(t.view.Styles), "ready", t.view.CanStart)
	t.changed(TrainSetup)
}

// UseResult chooses the new model on the stylize screen, and the styles it was trained on.
func (t *Train) UseResult() {
	if t.view.Outcome == nil || t.view.Outcome.Model == "" {
		return
	}
	s, name := t.program.Stylize, t.view.Outcome.Model
	if !slices.Contains(t.view.Models, name) {
		t.program.show(Message{Text: text("problem.model.none", "Name", name), Bad: true})
		return
	}
	s.SetModel(name)
	s.SetMode(t.view.Outcome.Mode)
	s.AddStyles(pathsOf(t.view.Learns))
}

// PutAside has done with the result; the model stays.
func (t *Train) PutAside() {
	t.view.Outcome = nil
	t.changed(TrainProgress)
}
