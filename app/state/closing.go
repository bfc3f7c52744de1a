package state

import (
	"errors"
	"os"
	"slices"
	"strings"
	"time"
)

// Close is the person's wish to close the window: it asks if something is running, saves, and calls quit on the owner when all is safe.
func (p *Program) Close(quit func()) {
	if p.quit != nil {
		return // on its way already
	}
	if len(p.Jobs.running) == 0 {
		p.Leave(quit)
		return
	}
	if p.closingAsked() {
		return
	}
	yes := text("state.stop.close")
	if p.Train.running() {
		yes = text("state.save.close")
	}
	p.askWhile(func() bool { return len(p.Jobs.running) > 0 }, closeQuestion(p), func(choice int) {
		if choice == 1 {
			p.Leave(quit)
			p.mayStay = p.Train.running()
		}
	}, text("state.cancel"), yes)
}

// Leave is Close without a question: a training is kept to go on later, other jobs end. If the program is on its way out already, this quit is called in place
// of the one before, and nothing keeps the window open any more.
func (p *Program) Leave(quit func()) {
	leaving := p.quit != nil
	if p.quit, p.mayStay = quit, false; leaving {
		return
	}
	p.Train.saveForLater()
	for _, r := range p.Jobs.running {
		r.job.Cancel()
	}
	p.closeIfReady()
}

// stay keeps the window open after all, where the person closed it, since something could not be kept; once told, they may close it again.
func (p *Program) stay() {
	if p.mayStay {
		p.quit, p.mayStay = nil, false
	}
}

func closeQuestion(p *Program) Text {
	switch n := len(p.Jobs.running); {
	case n > 1 && p.Train.running():
		return text("state.close.mixed", "Count", n)
	case n > 1:
		return text("state.close.jobs", "Count", n)
	}
	for _, r := range p.Jobs.running {
		switch r.kind {
		case TrainJob:
			return text("state.close.training")
		case VideoJob:
			return text("state.close.video")
		}
		return text("state.close.job", "Job", r.title)
	}
	return Text{}
}

// closingAsked tells whether the question of Close waits for an answer.
func (p *Program) closingAsked() bool {
	return slices.ContainsFunc(p.questions, func(q *Question) bool { return strings.HasPrefix(q.Text.Key, "state.close.") })
}

// closeIfReady ends the program if that is wanted and no job is left.
func (p *Program) closeIfReady() {
	if p.quit != nil && !p.ending && len(p.Jobs.running) == 0 {
		p.ending = true
		p.end()
	}
}

// errand writes a file of the person's in the background. It is too short for a job, but the program does not end in the middle of it.
func (p *Program) errand(work func()) { p.errands.Go(work) }

// awaitErrands waits until all are done, or one takes so long that its disk does not seem to answer.
func (p *Program) awaitErrands() {
	const most = 20 * time.Second
	done := make(chan struct{})
	go func() {
		p.errands.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(most):
	}
}

// end waits for what is being written; its outcome, such as another name of a model, is saved, too.
func (p *Program) end() {
	go func() {
		p.awaitErrands()
		p.ports.Post(p.finish)
	}()
}

// finish saves, lets the preview end and tidies up before quit is called.
func (p *Program) finish() {
	p.writeChoices()
	p.started = false
	needed, known := p.neededNames()
	go func() {
		p.Stylize.preview.line.Close()
		p.Video.film.line.Close()
		var err error
		switch {
		case p.second:
			err = errors.Join(os.RemoveAll(p.deletedFolder()), os.RemoveAll(p.pastedFolder()))
		case known:
			err = p.tidy(needed)
		}
		p.ports.Post(func() {
			p.leaveFolder()
			if err != nil {
				p.log("tidy", "error", err)
			}
			p.quit()
		})
	}()
}
