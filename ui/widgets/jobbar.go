package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// JobState says how a job is.
type JobState uint8

// The states.
const (
	Running JobState = iota
	Paused
	Done
	Failed
	Stopped
)

// Job is a line of the bar.
type Job struct {
	ID       int
	Title    string
	Detail   string // what it is doing, or what went wrong
	Time     string // remaining, or taken
	State    JobState
	Share    float64 // done, 0 to 1; below 0: not known
	CanPause bool
	CanShow  bool // it has written a file
	CanTell  bool // it has details of what went wrong
}

// JobWords are the names of what can be done with jobs.
type JobWords struct{ Pause, Resume, Cancel, Show, Details, Dismiss, More, Less string }

// JobBar shows long work at the lower edge of the window: the newest job, and the others on demand. Without jobs it takes no room.
type JobBar struct {
	widget.BaseWidget
	OnPause, OnResume, OnCancel, OnShow, OnDetails, OnDismiss func(id int)
	OnResized                                                 func() // its height has changed

	words    JobWords
	jobs     []Job
	rows     []*jobRow
	list     *fyne.Container
	more     *Button
	unfolded bool
}

// NewJobBar returns an empty bar.
func NewJobBar(words JobWords) *JobBar {
	b := &JobBar{words: words, list: Column(2)}
	b.more = NewIconButton("", theme.MoveUpIcon(), b.fold)
	b.more.Importance = widget.LowImportance
	b.ExtendBaseWidget(b)
	return b
}

func (b *JobBar) fold() {
	b.unfolded = !b.unfolded
	b.arrange()
}

// SetJobs shows jobs, the most important first.
func (b *JobBar) SetJobs(jobs []Job) {
	b.jobs = jobs
	if len(jobs) < 2 {
		b.unfolded = false
	}
	b.arrange()
}

// arrange shows as many rows as are wanted.
func (b *JobBar) arrange() {
	n := len(b.jobs)
	if !b.unfolded {
		n = min(n, 1)
	}
	resized := n != len(b.list.Objects)
	for len(b.rows) < n {
		b.rows = append(b.rows, newJobRow(b))
	}
	if resized {
		b.list.Objects = b.list.Objects[:0]
		for _, r := range b.rows[:n] {
			b.list.Objects = append(b.list.Objects, r.content)
		}
	}
	for i, r := range b.rows[:n] {
		r.set(b.jobs[i])
	}
	b.labelMore(len(b.jobs) - 1)
	if resized {
		b.list.Refresh()
		b.Refresh()
		if b.OnResized != nil {
			b.OnResized()
		}
	}
}

func (b *JobBar) labelMore(others int) {
	text, icon := b.words.More, theme.MoveUpIcon()
	if b.unfolded {
		text, icon = b.words.Less, theme.MoveDownIcon()
	}
	show(b.more, others > 0)
	if b.more.Text != text {
		b.more.SetIcon(icon)
		b.more.SetText(text)
	}
}

// CreateRenderer draws it.
func (b *JobBar) CreateRenderer() fyne.WidgetRenderer {
	const margin = 8
	ground, edge := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	d := &drawing{objects: []fyne.CanvasObject{ground, edge, b.list, b.more}, owner: b}
	d.refresh = func() { ground.FillColor, edge.FillColor = colour(b, look.ColorSurface), colour(b, look.ColorBorder) }
	d.layout = func(size fyne.Size) {
		ground.Resize(size)
		place(edge, 0, 0, size.Width, 1)
		end := size.Width - 2*margin
		if more := b.more.MinSize(); b.more.Visible() {
			place(b.more, end-more.Width, size.Height-margin/2-more.Height, more.Width, more.Height)
			end -= more.Width + margin
		}
		place(b.list, 2*margin, margin/2, end-2*margin, size.Height-margin)
	}
	d.min = func() fyne.Size {
		if len(b.list.Objects) == 0 {
			return fyne.NewSize(0, 0)
		}
		return b.list.MinSize().AddWidthHeight(4*margin, margin)
	}
	d.refresh()
	return d
}

// jobRow is the line of one job.
type jobRow struct {
	bar           *JobBar
	job           Job
	icon          *widget.Icon
	title, detail *Text
	time          *Text
	meter         *Meter
	buttons       *fyne.Container
	content       *fyne.Container
}

func newJobRow(b *JobBar) *jobRow {
	r := &jobRow{
		bar: b, icon: widget.NewIcon(nil), title: NewShortText("", Strong()), detail: NewShortText("", Caption()), time: NewText("", Caption()).Trailing(),
		meter: NewMeter(), buttons: Row(2),
	}
	const least = 140
	texts := container.NewGridWithColumns(2, r.title, r.detail)
	middle := container.NewBorder(nil, nil, nil, AtLeast(least, 0, r.time), container.NewGridWithColumns(2, texts, AtLeast(least, 0, r.meter)))
	r.content = container.NewBorder(nil, nil, container.NewCenter(r.icon), r.buttons, Padded(0, 8, middle))
	r.job.ID = -1
	return r
}

// set shows a job; buttons are made anew only if they change.
func (r *jobRow) set(j Job) {
	if j == r.job {
		return
	}
	buttons := j.ID != r.job.ID || j.State != r.job.State || j.CanPause != r.job.CanPause || j.CanShow != r.job.CanShow || j.CanTell != r.job.CanTell
	r.job = j
	r.title.SetText(j.Title)
	r.detail.SetText(j.Detail)
	r.time.SetText(j.Time)
	r.detail.SetRole(Caption())
	if j.State == Failed {
		r.detail.SetRole(Warning())
	}
	r.meter.SetShare(j.Share)
	if j.State == Done {
		r.meter.SetShare(1)
	}
	r.meter.SetColor(map[JobState]fyne.ThemeColorName{
		Running: theme.ColorNamePrimary, Paused: theme.ColorNameWarning, Done: theme.ColorNameSuccess, Failed: theme.ColorNameError, Stopped: look.ColorMuted,
	}[j.State])
	if buttons {
		r.remake()
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
	active := j.State == Running || j.State == Paused
	r.add(active, w.Cancel, theme.CancelIcon(), func() func(int) { return r.bar.OnCancel })
	r.add(!active, w.Dismiss, theme.CancelIcon(), func() func(int) { return r.bar.OnDismiss })
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
