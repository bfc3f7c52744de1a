package state

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"restyle/app/job"
)

// Jobs is the bar of long work.
type Jobs struct {
	program *Program
	view    []JobView
	running map[int]*running
	next    int
	long    time.Duration // a job of which the system tells the person who looks elsewhere takes longer
}

// JobKind is what a job does.
type JobKind uint8

// The kinds of jobs.
const (
	ExportJob JobKind = iota
	TrainJob
	ImportJob
	VideoJob
)

// JobStatus says how far a job is.
type JobStatus uint8

// The statuses.
const (
	JobRunning JobStatus = iota
	JobPaused
	JobDone
	JobFailed
	JobCancelled
)

// JobView is a snapshot of a job.
type JobView struct {
	ID        int
	Kind      JobKind
	Title     Text
	Status    JobStatus
	Fraction  float64 // done, 0 to 1; -1: not known
	Detail    Text    // what it is doing
	Rate      float64 // frames a second of a video; 0: does not apply
	Elapsed   time.Duration
	Remaining time.Duration // 0: not known
	CanPause  bool
	Problem   *Problem // of a failed one, or of parts of a done one
	Path      string   // of the file that a done one wrote; may be empty
	Outcome   Text     // what is worth knowing of a done one; may be empty
}

// Ended tells whether nothing more happens.
func (v JobView) Ended() bool { return v.Status >= JobDone }

// task is a job to be started.
type task struct {
	kind   JobKind
	title  Text
	pauses bool
	path   string // of the file it writes
	result
	work  func(ctx context.Context, j *running) error
	ended func(error) // on the owner; may be nil
}

// result is what is said at the end. The work may change it.
type result struct {
	done    Text     // empty: nothing, the task speaks for itself
	outcome Text     // that stays in the bar; may be empty
	bad     bool     // done tells of something that went wrong
	problem *Problem // of parts of it; nil: none
}

// running is a job in progress, as its work sees it.
type running struct {
	task
	id       int
	job      *job.Job
	studio   *studio
	pace     job.Pace
	progress *job.Mailbox[progress]
	unwanted atomic.Bool // the person cancelled it: nothing of it shall stay
	goesOn   bool        // where an earlier one ended: its work would go, too
}

type progress struct {
	fraction           float64
	detail             Text
	rate               float64
	elapsed, remaining time.Duration
}

// View lists the jobs, the newest first; ended ones stay until they are dismissed, short ones that went well for a while.
func (j *Jobs) View() []JobView { return j.view }

// start runs a task in the background and returns its job's ID.
func (j *Jobs) start(t task) int {
	j.next++
	r := &running{task: t, id: j.next, studio: j.program.studio}
	r.progress = job.NewMailbox(j.program.ports.Post, func(p progress) { j.show(r.id, p) })
	j.view = append([]JobView{{ID: r.id, Kind: t.kind, Title: t.title, Fraction: -1, CanPause: t.pauses}}, j.view...)
	if j.running == nil {
		j.running = map[int]*running{}
	}
	j.running[r.id] = r
	j.program.watchers.changed(JobsList)
	j.program.log("job", "id", r.id, "status", "started", "title", t.title.String())
	ready := make(chan struct{})
	r.job = job.Start(context.Background(), func(ctx context.Context, _ *job.Job) error {
		<-ready
		return t.work(ctx, r)
	}, func(err error) { j.program.ports.Post(func() { j.end(r, err) }) })
	close(ready)
	return r.id
}

// begin has the forecast of the time begin here, with a fraction done: what came before was not like what comes.
func (r *running) begin(fraction float64) { r.pace.Begin(fraction, r.job.Elapsed()) }

// report says how far the work is. Any goroutine of the job may call it, one at a time.
func (r *running) report(fraction float64, detail Text) { r.reportRate(fraction, detail, 0) }

// reportUnknown is report of work that takes nobody knows how long.
func (r *running) reportUnknown(fraction float64, detail Text) {
	r.progress.Put(progress{fraction: fraction, detail: detail, elapsed: r.job.Elapsed()})
}

func (r *running) reportRate(fraction float64, detail Text, rate float64) {
	elapsed := r.job.Elapsed()
	r.pace.Add(fraction, elapsed)
	r.progress.Put(progress{fraction, detail, rate, elapsed, r.pace.Remaining()})
}

// step lets the job pause, and lets the preview go before it.
func (r *running) step(ctx context.Context) {
	const most = time.Second
	if r.job.Wait(ctx) == nil {
		r.studio.precedence.Yield(ctx, most)
	}
}

// edit changes the view of a job.
func (j *Jobs) edit(id int, f func(*JobView)) {
	i := slices.IndexFunc(j.view, func(v JobView) bool { return v.ID == id })
	if i < 0 {
		return
	}
	j.view = slices.Clone(j.view)
	f(&j.view[i])
	j.program.watchers.changed(JobsList)
}

func (j *Jobs) show(id int, p progress) {
	j.edit(id, func(v *JobView) {
		if !v.Ended() {
			v.Fraction, v.Detail, v.Rate, v.Elapsed, v.Remaining = p.fraction, p.detail, p.rate, p.elapsed, p.remaining
		}
	})
}

// end says how a job came out.
func (j *Jobs) end(r *running, err error) {
	delete(j.running, r.id)
	problem := explain(err)
	j.edit(r.id, func(v *JobView) {
		v.Elapsed, v.Remaining = r.job.Elapsed(), 0
		switch {
		case problem != nil:
			v.Status, v.Problem = JobFailed, problem
		case err != nil:
			v.Status = JobCancelled
		default:
			v.Status, v.Fraction, v.Path, v.Outcome, v.Problem = JobDone, 1, r.path, r.outcome, r.problem
		}
	})
	j.program.log("job", "id", r.id, "status", map[bool]string{true: "done", false: "ended"}[err == nil], "error", err)
	switch {
	case problem != nil:
		j.program.show(Message{Text: problem.Sentence, Bad: true, Details: problem.Details})
	case err == nil && !r.done.Empty():
		j.program.show(Message{Text: r.done, Path: r.path, Bad: r.bad})
	}
	if r.ended != nil {
		r.ended(err)
	}
	switch {
	case problem != nil:
		j.notify(r.title, problem.Sentence, r.job.Elapsed())
	case err == nil:
		j.leave(r)
		j.notify(r.title, r.done, r.job.Elapsed())
	}
	j.program.withdraw()
	j.program.closeIfReady()
}

// leaveAfter is how long a short job that did what it should stays in the list: there is nothing more to know of it.
const leaveAfter = 30 * time.Second

func (j *Jobs) leave(r *running) {
	if r.problem == nil && (r.kind == ExportJob || r.kind == ImportJob) && r.job.Elapsed() < j.long {
		time.AfterFunc(leaveAfter, func() { j.program.ports.Post(func() { j.Dismiss(r.id) }) })
	}
}

// longJob is Jobs.long of a window.
const longJob = 10 * time.Second

func (j *Jobs) notify(title, said Text, took time.Duration) {
	if took > j.long && !said.Empty() {
		j.program.notify(title, said)
	}
}

// mayPause says whether a job can be paused from now on. One that is paused goes on when it can no more.
func (j *Jobs) mayPause(id int, may bool) {
	r, ok := j.running[id]
	if !ok || r.pauses == may {
		return
	}
	if !may {
		j.Resume(id)
	}
	r.pauses = may
	j.edit(id, func(v *JobView) { v.CanPause = may })
}

// Pause pauses a job that can.
func (j *Jobs) Pause(id int) {
	r, ok := j.running[id]
	if !ok || !r.pauses || r.job.Paused() {
		return
	}
	r.job.Pause()
	j.edit(id, func(v *JobView) { v.Status, v.Remaining = JobPaused, 0 })
	j.program.Train.jobPaused(id, true)
}

// Resume goes on with a paused job.
func (j *Jobs) Resume(id int) {
	r, ok := j.running[id]
	if !ok || !r.job.Paused() {
		return
	}
	r.job.Resume()
	j.edit(id, func(v *JobView) { v.Status = JobRunning })
	j.program.Train.jobPaused(id, false)
}

// Cancel ends a job; a file it was writing does not appear, and nothing of it stays. Before work of some time is lost, the person is asked.
func (j *Jobs) Cancel(id int) {
	if !j.program.Train.mindsCancelling(id) && !j.program.Video.mindsCancelling(id) {
		j.cancel(id)
	}
}

func (j *Jobs) cancel(id int) {
	if r, ok := j.running[id]; ok {
		r.unwanted.Store(true)
		r.job.Cancel()
	}
}

// Clear takes all ended jobs off the list.
func (j *Jobs) Clear() {
	j.view = slices.DeleteFunc(slices.Clone(j.view), JobView.Ended)
	j.program.watchers.changed(JobsList)
}

// Dismiss takes an ended job off the list.
func (j *Jobs) Dismiss(id int) {
	j.view = slices.DeleteFunc(slices.Clone(j.view), func(v JobView) bool { return v.ID == id && v.Ended() })
	j.program.watchers.changed(JobsList)
}
