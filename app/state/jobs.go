package state

import "time"

// Jobs is the bar of long work.
type Jobs struct {
	program *Program
	view    []JobView
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
	Problem   *Problem // of a failed one
	Path      string   // of the file that a done one wrote; may be empty
}

// View lists the jobs, the newest first; ended ones stay until they are dismissed.
func (j *Jobs) View() []JobView { return j.view }

// Pause pauses a job that can.
func (j *Jobs) Pause(id int) {}

// Resume goes on with a paused job.
func (j *Jobs) Resume(id int) {}

// Cancel ends a job; a file it was writing does not appear.
func (j *Jobs) Cancel(id int) {}

// Dismiss takes an ended job off the list.
func (j *Jobs) Dismiss(id int) {}
