package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

func words() JobWords {
	return JobWords{"Pause", "Resume", "Cancel", "Show", "Details", "Dismiss", "More", "Less"}
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
