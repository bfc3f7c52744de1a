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
type JobWords struct{ Pause, Resume, Cancel, Show, Details, Dismiss, More, Less, Clear string }

// JobBar shows long work at the lower edge of the window: the newest job, and the others on demand, of which some are in sight and the rest can be
// scrolled to. Without jobs it takes no room.
type JobBar struct {
	widget.BaseWidget
	OnPause, OnResume, OnCancel, OnShow, OnDetails, OnDismiss func(id int)
	OnClear                                                   func() // all ended jobs shall go
	OnResized                                                 func() // its height has changed

	words       JobWords
	jobs        []Job
	rows        []*jobRow
	list        *fyne.Container
	scroll      *container.Scroll
	more, clear *Button
	unfolded    bool
	buttons     float32 // width of the widest row's, so that what is beside them is in line
}

// rowsInSight is how many rows are seen at once.
const rowsInSight = 5

// NewJobBar returns an empty bar.
func NewJobBar(words JobWords) *JobBar {
	b := &JobBar{words: words, list: Column(2)}
	b.more = NewIconButton("", theme.MoveUpIcon(), b.fold)
	b.clear = NewIconButton(words.Clear, theme.ContentClearIcon(), func() {
		if b.OnClear != nil {
			b.OnClear()
		}
	})
	b.more.Importance, b.clear.Importance = widget.LowImportance, widget.LowImportance
	b.scroll = container.NewVScroll(b.list)
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
	aligned := b.align(n)
	b.labelMore(len(b.jobs) - 1)
	if b.offerClear() || resized || aligned {
		b.list.Refresh()
		b.scroll.Refresh()
		b.Refresh()
	}
	if resized {
		if b.OnResized != nil {
			b.OnResized()
		}
	}
}

// align gives the buttons of all rows the width of the widest, and tells whether that has changed.
func (b *JobBar) align(rows int) bool {
	before := b.buttons
	b.buttons = 0
	for _, r := range b.rows[:rows] {
		b.buttons = max(b.buttons, r.buttons.MinSize().Width)
	}
	return b.buttons != before
}

// offerClear offers to take away all ended jobs where there are several, and tells whether that is new.
func (b *JobBar) offerClear() bool {
	ended := 0
	for _, j := range b.jobs {
		if !j.active() {
			ended++
		}
	}
	before := b.clear.Visible()
	show(b.clear, b.unfolded && ended > 1)
	return b.clear.Visible() != before
}

func (j Job) active() bool { return j.State == Running || j.State == Paused }

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
	d := &drawing{objects: []fyne.CanvasObject{ground, edge, b.scroll, b.more, b.clear}, owner: b}
	d.refresh = func() { ground.FillColor, edge.FillColor = colour(b, look.ColorSurface), colour(b, look.ColorBorder) }
	d.layout = func(size fyne.Size) {
		ground.Resize(size)
		place(edge, 0, 0, size.Width, 1)
		end, beside := size.Width-2*margin, float32(0)
		if more := b.more.MinSize(); b.more.Visible() {
			place(b.more, end-more.Width, size.Height-margin/2-more.Height, more.Width, more.Height)
			beside = more.Width + margin
		}
		if clear := b.clear.MinSize(); b.clear.Visible() {
			place(b.clear, end-clear.Width, margin/2, clear.Width, clear.Height)
			beside = max(beside, clear.Width+margin)
		}
		place(b.scroll, 2*margin, margin/2, end-beside-2*margin, size.Height-margin)
	}
	d.min = func() fyne.Size {
		if len(b.list.Objects) == 0 {
			return fyne.NewSize(0, 0)
		}
		return b.inSight().AddWidthHeight(4*margin, margin)
	}
	d.refresh()
	return d
}

// inSight is the size of the rows that are seen at once.
func (b *JobBar) inSight() fyne.Size {
	size := b.list.MinSize()
	if n := len(b.list.Objects); n > rowsInSight {
		size.Height *= float32(rowsInSight) / float32(n)
	}
	return size
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
	r.content = container.New(jobColumns{r}, r.icon, r.title, r.detail, r.meter, r.time, r.buttons)
	r.job.ID = -1
	return r
}

// jobColumns is the layout of a row. All rows have their columns at the same places. A job that failed has no meter, and its explanation has that room.
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
	place(r.title, first, 0, column-jobGap, size.Height)
	detail := column
	if !r.meter.Visible() {
		detail = 3 * column
	}
	place(r.detail, first+column, 0, detail-jobGap, size.Height)
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
	r.job = j
	r.title.SetText(j.Title)
	r.detail.SetText(j.Detail)
	r.time.SetText(j.Time)
	role, colour, share := Caption(), theme.ColorNamePrimary, j.Share
	switch j.State {
	case Paused:
		colour = theme.ColorNameWarning
	case Done:
		colour, share = theme.ColorNameSuccess, 1
	case Failed:
		role = Warning()
	}
	r.detail.SetRole(role)
	r.meter.SetColor(colour)
	r.meter.SetShare(share)
	show(r.meter, j.State != Failed && j.State != Stopped)
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
