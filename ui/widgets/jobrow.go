package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// jobRow is the line of one job.
type jobRow struct {
	bar           *JobBar
	job           Job
	icon          *widget.Icon
	title, detail *ToldText
	time          *Text
	meter         *Meter
	buttons       *fyne.Container
	content       *fyne.Container
}

func newJobRow(b *JobBar) *jobRow {
	r := &jobRow{
		bar: b, icon: widget.NewIcon(nil), title: NewToldText("", Strong()), detail: NewToldText("", Caption()), time: NewText("", Caption()).Trailing(),
		meter: NewMeter(), buttons: Row(2),
	}
	r.content = container.New(jobColumns{r}, r.icon, r.title, r.detail, r.meter, r.time, r.buttons)
	r.job.ID = -1
	return r
}

// jobColumns is the layout of a row. All rows have their columns at the same places. A job that has ended has no meter, and what is said of it has that room.
type jobColumns struct{ row *jobRow }

// Lengths of a row in the window's units.
const (
	jobGap   = 10
	jobTime  = 140
	jobMeter = 140 // at least
)

func (c jobColumns) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r := c.row
	icon := r.icon.MinSize()
	place(r.icon, 0, (size.Height-icon.Height)/2, icon.Width, icon.Height)
	size.Width -= jobGap // where the scroll bar is
	own := r.buttons.MinSize().Width
	place(r.buttons, size.Width-own, 0, own, size.Height)
	buttons := max(r.bar.buttons, own)
	time := size.Width - buttons - jobGap - jobTime
	place(r.time, time, 0, jobTime, size.Height)
	first := icon.Width + jobGap
	column := max(time-first, 0) / 4
	title, detail := column, column
	if !r.meter.Visible() {
		detail = 3 * column
	}
	if r.job.Detail == "" {
		title, detail = title+detail, 0
	}
	place(r.title, first, 0, title-jobGap, size.Height)
	place(r.detail, first+title, 0, max(detail-jobGap, 0), size.Height)
	place(r.meter, first+2*column, 0, 2*column, size.Height)
}

func (c jobColumns) MinSize([]fyne.CanvasObject) fyne.Size {
	r := c.row
	icon, buttons := r.icon.MinSize(), r.buttons.MinSize()
	height := max(icon.Height, buttons.Height, r.title.MinSize().Height)
	return fyne.NewSize(icon.Width+2*jobMeter+jobTime+max(r.bar.buttons, buttons.Width)+3*jobGap, height)
}

// set shows a job; buttons are made anew only if they change.
func (r *jobRow) set(j Job) {
	if j == r.job {
		return
	}
	buttons := j.ID != r.job.ID || j.State != r.job.State || j.CanPause != r.job.CanPause || j.CanShow != r.job.CanShow || j.CanTell != r.job.CanTell
	moved := (j.Detail == "") != (r.job.Detail == "") || j.active() != r.job.active()
	r.job = j
	r.title.SetText(j.Title)
	r.detail.SetText(j.Detail)
	r.time.SetText(j.Time)
	role, colour, share := Caption(), theme.ColorNamePrimary, j.Share
	switch j.State {
	case Paused:
		colour = theme.ColorNameWarning
	case Failed:
		role = Warning()
	}
	r.detail.SetRole(role)
	r.meter.SetColor(colour)
	r.meter.SetShare(share)
	show(r.meter, j.active())
	switch {
	case buttons:
		r.remake()
	case moved:
		r.content.Refresh()
	}
}

func (r *jobRow) remake() {
	j, w := r.job, r.bar.words
	r.icon.SetResource(map[JobState]fyne.Resource{
		Running: theme.NewPrimaryThemedResource(theme.ViewRefreshIcon()), Paused: theme.NewWarningThemedResource(theme.MediaPauseIcon()),
		Done: theme.NewSuccessThemedResource(theme.ConfirmIcon()), Failed: theme.NewErrorThemedResource(theme.ErrorIcon()), Stopped: theme.CancelIcon(),
	}[j.State])
	r.buttons.RemoveAll()
	r.add(j.CanPause && j.State == Running, w.Pause, theme.MediaPauseIcon(), func() func(int) { return r.bar.OnPause })
	r.add(j.CanPause && j.State == Paused, w.Resume, theme.MediaPlayIcon(), func() func(int) { return r.bar.OnResume })
	r.add(j.CanShow, w.Show, theme.FolderOpenIcon(), func() func(int) { return r.bar.OnShow })
	r.add(j.CanTell, w.Details, theme.InfoIcon(), func() func(int) { return r.bar.OnDetails })
	r.add(j.active(), w.Cancel, theme.CancelIcon(), func() func(int) { return r.bar.OnCancel })
	r.add(!j.active(), w.Dismiss, theme.CancelIcon(), func() func(int) { return r.bar.OnDismiss })
	r.content.Refresh()
}

// add appends a button, if wanted.
func (r *jobRow) add(wanted bool, name string, icon fyne.Resource, on func() func(int)) {
	if !wanted {
		return
	}
	button := NewIconButton(name, icon, func() {
		if f := on(); f != nil {
			f(r.job.ID)
		}
	})
	button.Importance = widget.LowImportance
	r.buttons.Add(button)
}
