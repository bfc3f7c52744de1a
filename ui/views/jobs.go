package views

import (
	"net/url"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// jobs is the bar of long work below all screens.
type jobs struct {
	frame *Frame
	bar   *widgets.JobBar
}

func newJobs(f *Frame) *jobs {
	j := &jobs{frame: f}
	p := f.program
	j.bar = widgets.NewJobBar(widgets.JobWords{
		Pause: lang.L("Pause"), Resume: lang.L("Resume"), Cancel: lang.L("Cancel"), Show: lang.L("Show file"),
		Details: lang.L("Details"), Dismiss: lang.L("Dismiss"), More: lang.L("More"), Less: lang.L("Less"), Clear: lang.L("Dismiss all"),
	})
	j.bar.OnPause, j.bar.OnResume, j.bar.OnCancel, j.bar.OnDismiss = p.Jobs.Pause, p.Jobs.Resume, p.Jobs.Cancel, p.Jobs.Dismiss
	j.bar.OnClear = p.Jobs.Clear
	j.bar.OnShow = func(id int) {
		if job, ok := j.find(id); ok {
			j.frame.showFolder(job.Path)
		}
	}
	j.bar.OnDetails = func(id int) {
		if job, ok := j.find(id); ok {
			j.frame.notes.details(sayProblem(job.Problem), job.Problem.Details)
		}
	}
	j.bar.OnResized = f.arrange
	p.Watch(state.JobsList, j.refresh)
	j.refresh()
	return j
}

func (j *jobs) find(id int) (state.JobView, bool) {
	all := j.frame.program.Jobs.View()
	i := slices.IndexFunc(all, func(v state.JobView) bool { return v.ID == id })
	if i < 0 {
		return state.JobView{}, false
	}
	return all[i], true
}

// refresh shows the jobs, those that run first.
func (j *jobs) refresh() {
	var active, ended []widgets.Job
	training := false
	for _, v := range j.frame.program.Jobs.View() {
		if !v.Ended() {
			active = append(active, jobLine(v))
			training = training || v.Kind == state.TrainJob
		} else {
			ended = append(ended, jobLine(v))
		}
	}
	j.bar.SetJobs(append(active, ended...))
	j.frame.reveal(j.bar, len(active)+len(ended) > 0)
	j.frame.rail.SetMarked(int(Train), training)
}

// tells whether the line in sight says that a file was written.
func (j *jobs) tells(path string) bool {
	all := j.frame.program.Jobs.View()
	running := slices.ContainsFunc(all, func(v state.JobView) bool { return !v.Ended() })
	return path != "" && !running && len(all) > 0 && all[0].Status == state.JobDone && all[0].Path == path
}

func jobLine(v state.JobView) widgets.Job {
	line := widgets.Job{
		ID: v.ID, Title: Say(v.Title), Detail: Say(v.Detail), Share: v.Fraction, CanPause: v.CanPause,
		CanShow: v.Status == state.JobDone && v.Path != "", CanTell: v.Problem != nil,
	}
	line.State = map[state.JobStatus]widgets.JobState{
		state.JobRunning: widgets.Running, state.JobPaused: widgets.Paused, state.JobDone: widgets.Done,
		state.JobFailed: widgets.Failed, state.JobCancelled: widgets.Stopped,
	}[v.Status]
	switch v.Status {
	case state.JobRunning:
		line.Time = joined(rate(v.Rate), left(v.Remaining))
	case state.JobPaused:
		line.Time = lang.L("Paused")
	case state.JobDone:
		line.Detail = Say(v.Outcome)
		if line.Time = lang.L("Done"); v.Elapsed >= time.Second {
			line.Time = lang.L("Done in {{.Time}}", with{"Time": clock(v.Elapsed)})
		}
	case state.JobFailed:
		line.Detail, line.Time = sayProblem(v.Problem), lang.L("Failed")
	case state.JobCancelled:
		line.Time = lang.L("Cancelled")
	}
	return line
}

// rate is the speed of a video's work.
func rate(perSecond float64) string {
	if perSecond <= 0 {
		return ""
	}
	return lang.L("{{.N}} frames/s", with{"N": trimmed(perSecond)})
}

// showFolder opens the folder of a file in the system's file manager.
func (f *Frame) showFolder(path string) {
	if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: folderOf(path)}); err != nil {
		f.notes.say(path, false)
	}
}
