package state

import (
	"slices"
	"testing"
	"time"
)

// TestNothingDelaysTheFirstPicture: models are read once the first picture is there, their names are known before.
func TestNothingDelaysTheFirstPicture(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.Start()
	if v := d.Stylize.View(); !slices.Contains(v.Models, v.Look.Model) {
		t.Errorf("of the models %q none is %q", v.Models, v.Look.Model)
	}
	d.until("the first picture is there", func() bool {
		v := d.Stylize.View()
		if v.After == nil && d.Models.View().Details != nil {
			t.Fatal("a model's details were read before the first picture was made")
		}
		return v.After != nil
	})
	d.until("the details follow", func() bool { return d.Models.View().Details != nil })
}

func TestFastThumbnailsComeTogether(t *testing.T) {
	posted := make(chan func(), 20)
	thumbs := thumbnails{post: func(f func()) { posted <- f }}
	shown, perCall := 0, []int{}
	made := func(thumbnail) { shown++ }
	slow := func() thumbnail { time.Sleep(2 * together); return thumbnail{} }
	crash := func() thumbnail { panic("spilt milk") }
	thumbs.want(slow, made) // begins at once, the others wait for it
	for range 3 {
		thumbs.want(func() thumbnail { return thumbnail{} }, made)
	}
	thumbs.want(crash, func(x thumbnail) {
		if made(x); x.problem == nil {
			t.Error("a crash is no problem")
		}
	})
	thumbs.want(slow, made)
	for shown < 6 {
		before := shown
		(<-posted)()
		perCall = append(perCall, shown-before)
	}
	if perCall[0] != 1 || len(perCall) == 6 {
		t.Errorf("shown in steps of %v, want the slow one alone and the fast ones together", perCall)
	}
}
