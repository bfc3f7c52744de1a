package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func words() JobWords {
	return JobWords{"Pause", "Resume", "Cancel", "Show", "Details", "Dismiss", "More", "Less", "Clear"}
}

func TestJobBarOffersWhatCanBeDone(t *testing.T) {
	cases := []struct {
		job  Job
		want string
	}{
		{Job{ID: 1, State: Running}, "Cancel"},
		{Job{ID: 2, State: Running, CanPause: true}, "Pause Cancel"},
		{Job{ID: 3, State: Paused, CanPause: true}, "Resume Cancel"},
		{Job{ID: 4, State: Done, CanShow: true}, "Show Dismiss"},
		{Job{ID: 5, State: Failed, CanTell: true}, "Details Dismiss"},
		{Job{ID: 6, State: Stopped}, "Dismiss"},
	}
	for _, c := range cases {
		var told []string
		b := NewJobBar(words())
		tell := func(what string) func(int) {
			return func(id int) {
				if id == c.job.ID {
					told = append(told, what)
				}
			}
		}
		b.OnPause, b.OnResume, b.OnCancel = tell("Pause"), tell("Resume"), tell("Cancel")
		b.OnShow, b.OnDetails, b.OnDismiss = tell("Show"), tell("Details"), tell("Dismiss")
		window(t, b, 900, 60)
		b.SetJobs([]Job{c.job})
		for _, o := range b.rows[0].buttons.Objects {
			test.Tap(o.(*Button))
		}
		if got := strings.Join(told, " "); got != c.want {
			t.Errorf("job %d offers %q, not %q", c.job.ID, got, c.want)
		}
	}
}

func TestJobBarFolds(t *testing.T) {
	resized := 0
	b := NewJobBar(words())
	b.OnResized = func() { resized++ }
	window(t, b, 900, 200)
	if b.MinSize().Height != 0 {
		t.Errorf("without jobs it is %g high", b.MinSize().Height)
	}
	b.SetJobs([]Job{{ID: 1, Title: "Export"}, {ID: 2, Title: "Train"}, {ID: 3, Title: "Video"}})
	one := b.MinSize().Height
	test.Tap(b.more)
	if three := b.MinSize().Height; three < 2*one || len(b.list.Objects) != 3 {
		t.Errorf("unfolded it is %g high, folded %g", three, one)
	}
	b.SetJobs([]Job{{ID: 2, Title: "Train"}})
	if b.MinSize().Height != one || b.rows[0].title.Text() != "Train" {
		t.Errorf("one job left: %g high, titled %q", b.MinSize().Height, b.rows[0].title.Text())
	}
	b.SetJobs(nil)
	if b.MinSize().Height != 0 || resized != 4 {
		t.Errorf("no job left: %g high; told of %d changes", b.MinSize().Height, resized)
	}
}

// TestJobRowsUseTheirRoom: a title that is alone has that of the detail, and one that has ended that of the meter.
func TestJobRowsUseTheirRoom(t *testing.T) {
	b := NewJobBar(words())
	window(t, b, 1200, 200)
	width := func(j Job) (title, detail float32) {
		j.ID = 1
		b.SetJobs([]Job{j})
		return b.rows[0].title.Size().Width, b.rows[0].detail.Size().Width
	}
	title, detail := width(Job{State: Running, Title: "Export", Detail: "Painting"})
	if alone, _ := width(Job{State: Running, Title: "Export"}); alone < title+detail {
		t.Errorf("without a detail the title has %g, with one %g beside %g", alone, title, detail)
	}
	if _, ended := width(Job{State: Done, Title: "Export", Detail: "Some could not be read"}); ended < 2*detail {
		t.Errorf("the detail of a job that has ended has %g, before %g", ended, detail)
	}
}

// TestJobBarStaysLow: however many jobs there are, some rows are in sight; all that have ended go at once.
func TestJobBarStaysLow(t *testing.T) {
	cleared := 0
	b := NewJobBar(words())
	b.OnClear = func() { cleared++ }
	window(t, b, 1200, 500)
	b.SetJobs([]Job{{ID: 1, State: Done}})
	one := b.MinSize().Height
	jobs := make([]Job, 40)
	for i := range jobs {
		jobs[i] = Job{ID: i + 1, State: Done, CanShow: i%3 == 0, CanTell: i%4 == 0}
	}
	b.SetJobs(jobs)
	if b.clear.Visible() {
		t.Error("folded, it offers to take all away")
	}
	test.Tap(b.more)
	if height := b.MinSize().Height; height > (rowsInSight+1)*one {
		t.Errorf("40 jobs make it %g high, one %g", height, one)
	}
	if len(b.list.Objects) != len(jobs) || b.scroll.Content.MinSize().Height < 20*one {
		t.Errorf("of 40 jobs %d can be scrolled to", len(b.list.Objects))
	}
	if test.Tap(b.clear); cleared != 1 {
		t.Errorf("told %d times to take all away", cleared)
	}
	b.SetJobs([]Job{{ID: 1, State: Running}, {ID: 2, State: Done}})
	if b.clear.Visible() {
		t.Error("one ended job is offered to be taken away twice")
	}
}

// TestJobRowsAreInLine, whatever buttons they have; what failed has no meter, which would look like work, and its explanation has the room.
func TestJobRowsAreInLine(t *testing.T) {
	b := NewJobBar(words())
	window(t, b, 1200, 300)
	b.SetJobs([]Job{
		{ID: 1, State: Running, CanPause: true, Share: 0.3, Title: "Train"},
		{ID: 2, State: Done, CanShow: true, Title: "Export"},
		{ID: 3, State: Failed, Share: -1, Detail: "photo.jpg is not there any more: choose another file.", Title: "Export"},
		{ID: 4, State: Stopped, Share: 0.4, Title: "Convert"},
	})
	test.Tap(b.more)
	b.Resize(b.MinSize().Max(fyne.NewSize(1200, 0)))
	first, second, failed := b.rows[0], b.rows[1], b.rows[2]
	if first.meter.Position() != second.meter.Position() || first.meter.Size() != second.meter.Size() || first.time.Position() != second.time.Position() {
		t.Errorf("meters at %v and %v", first.meter.Position(), second.meter.Position())
	}
	if failed.meter.Visible() || b.rows[3].meter.Visible() {
		t.Error("what has failed or was cancelled has a meter")
	}
	if failed.detail.Size().Width < 2*second.detail.Size().Width {
		t.Errorf("the explanation has %g, one beside a meter %g", failed.detail.Size().Width, second.detail.Size().Width)
	}
}

// TestNoHoleIsLeftBesideTheLastJob where the button for the others was.
func TestNoHoleIsLeftBesideTheLastJob(t *testing.T) {
	b := NewJobBar(JobWords{More: "More", Less: "Less", Clear: "Clear"})
	window(t, b, 800, 60)
	b.SetJobs([]Job{{ID: 1, Title: "one", Share: 0.5}, {ID: 2, Title: "two", Share: 0.5}})
	with := b.scroll.Size().Width
	b.SetJobs([]Job{{ID: 1, Title: "one", Share: 0.5}})
	if without := b.scroll.Size().Width; without <= with {
		t.Errorf("the row is %g wide with the button, %g without", with, without)
	}
}
