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
	more := b.labelMore(len(b.jobs) - 1)
	if b.offerClear() || resized || aligned || more {
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

// labelMore names the button that shows the others, and tells whether it has come or gone.
func (b *JobBar) labelMore(others int) bool {
	before := b.more.Visible()
	text, icon := b.words.More, theme.MoveUpIcon()
	if b.unfolded {
		text, icon = b.words.Less, theme.MoveDownIcon()
	}
	show(b.more, others > 0)
	if b.more.Text != text {
		b.more.SetIcon(icon)
		b.more.SetText(text)
	}
	return b.more.Visible() != before
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
