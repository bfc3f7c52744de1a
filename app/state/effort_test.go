package state

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"restyle/core/model"
	"restyle/core/teach"
)

// TestEstimatesAreOfWhatIsTrained: each model and mode has its own times, which are measured once and remembered.
func TestEstimatesAreOfWhatIsTrained(t *testing.T) {
	folder := t.TempDir()
	keepModel(t, folder, "mine", model.Modes()...)
	var lock sync.Mutex
	var measured []string
	seconds := map[string]float64{"compact art": 1, "compact photo": 2, "mine photo": 4}
	open := func() *desk {
		d := newDesk(t, folder)
		d.Train.measure = func(_ *model.Library, from string, mode model.Mode, _ int) ([3]float64, error) {
			lock.Lock()
			defer lock.Unlock()
			what := fmt.Sprint(from, " ", mode)
			measured = append(measured, what)
			return [3]float64{seconds[what], 2 * seconds[what], 3 * seconds[what]}, nil
		}
		d.Start()
		return d
	}
	d := open()
	says := func(what string, mode model.Mode) {
		t.Helper()
		d.until("it is measured", func() bool { return !d.Train.measuring })
		v := d.Train.View()
		for i, e := range teach.Efforts() {
			want := seconds[what] * float64(i+1) * float64(e.Options(mode).Steps()) * extra
			if got := v.Estimates[e].Seconds(); math.Abs(got-want) > 1e-6*want || v.Measuring {
				t.Errorf("%s: %v takes %g s, want %g; still measuring: %v", what, e, got, want, v.Measuring)
			}
		}
	}
	d.Train.Opened()
	if !d.Train.View().Measuring {
		t.Error("nothing is measured when the screen is opened")
	}
	d.Train.SetMode(model.Photo) // before the other mode is measured
	says("compact photo", model.Photo)
	d.Train.SetMode(model.Art)
	says("compact art", model.Art)
	d.Train.SetMode(model.Photo)
	d.Train.SetFrom("mine")
	says("mine photo", model.Photo)
	d.Train.Opened()
	if got := fmt.Sprint(measured); got != "[compact art compact photo mine photo]" {
		t.Errorf("measured: %v", got)
	}
	d.writeChoices()
	d = open()
	says("mine photo", model.Photo)
}
