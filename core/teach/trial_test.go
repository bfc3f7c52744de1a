package teach

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"restyle/core/data"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/stylize"
)

func tiny(t *testing.T, seed uint64) *model.Model {
	t.Helper()
	m, err := model.Build(nn.Fresh(seed), model.Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8, 8}, {8}}}, model.Art)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestTheBestShareIsChosen: the closest to the styles of those that keep the content, and nothing where none does both. The distances are those of the start
// and of shares 1, 0.8, 0.6, 0.4 and 0.2 in turn.
func TestTheBestShareIsChosen(t *testing.T) {
	before, far, kept := Distances{1, 10}, Distances{2, 1}, Distances{1.05, 5}
	nan := Distances{math.NaN(), math.NaN()}
	for name, c := range map[string]struct {
		measured []Distances
		want     int // in measured; -1: the start
	}{
		"all of it":                          {[]Distances{{1.05, 2}, {1.04, 4}}, 0},
		"less, where all goes too far":       {[]Distances{far, {1.07, 3}, {1.05, 5}}, 1},
		"less, where that is closer":         {[]Distances{kept, {1, 4}, {1, 3}, {1, 3.5}}, 2},
		"the least":                          {[]Distances{far, far, far, far, kept}, 4},
		"nothing that does not keep content": {[]Distances{far, far, far, far, {1.081, 5}}, -1},
		"nothing that gains too little":      {[]Distances{{1, 9.9}, {1, 9.85}, {1, 9.9}, {1, 9.9}, {1, 9.9}}, -1},
		"nothing that is no number":          {[]Distances{nan, nan, {math.NaN(), 1}, {1, math.NaN()}, nan}, -1},
	} {
		start, m := tiny(t, 1), tiny(t, 2)
		learnt, asked, shares := newLesson(m, start, model.Art), 0, []float64{1, 0.8, 0.6, 0.4, 0.2}
		best, share, err := learnt.choose(before, func() (Distances, error) {
			if asked >= len(c.measured) {
				t.Fatalf("%s: measured more than %d times", name, len(c.measured))
			}
			if got := shareOf(start, m); math.Abs(got-shares[asked]) > 1e-3 {
				t.Errorf("%s: measured with a share of %g, want %g", name, got, shares[asked])
			}
			asked++
			return c.measured[asked-1], nil
		})
		want, wantShare := before, 0.0
		if c.want >= 0 {
			want, wantShare = c.measured[c.want], shares[c.want]
		}
		if err != nil || best != want || share != wantShare || asked != len(c.measured) {
			t.Errorf("%s: a share of %g with %v after %d measurements, want %g with %v after %d, %v", name, share, best, asked, wantShare, want, len(c.measured), err)
		}
		if got := shareOf(start, m); math.Abs(got-wantShare) > 1e-3 {
			t.Errorf("%s: the model has a share of %g, want %g", name, got, wantShare)
		}
	}
}

// shareOf is how much of the way from the start to tiny 2 a model has gone.
func shareOf(start, m *model.Model) float64 {
	end, _ := model.Build(nn.Fresh(2), start.Config, model.Art) // as in tiny
	ends, here := end.Params("art."), m.Params("art.")
	var gone, all float64
	for i, p := range start.Params("art.") {
		for k, v := range p.Value {
			way := float64(ends[i].Value[k] - v)
			gone, all = gone+way*float64(here[i].Value[k]-v), all+way*way
		}
	}
	return gone / all
}

// TestChooseMeasuresAndLeavesAll: with the pairs of a trial, whose measurement here fails, all that was learnt stays for a training that goes on.
func TestChooseMeasuresAndLeavesAll(t *testing.T) {
	start, m := tiny(t, 1), tiny(t, 2)
	trial := &Trial{mode: model.Art, start: start}
	if best, kept, err := trial.Choose(context.Background(), m, Distances{1, 1}); err != nil || !kept || best != (Distances{}) { // nothing to measure is close to all
		t.Errorf("%v, %v, %v", best, kept, err)
	}
	broken := errors.New("broken")
	if _, share, err := newLesson(m, start, model.Art).choose(Distances{1, 1}, func() (Distances, error) { return Distances{}, broken }); !errors.Is(err, broken) || share != 0 {
		t.Errorf("%g, %v", share, err)
	}
	learnt := tiny(t, 2).Params("art.")
	for i, p := range m.Params("art.") {
		if !slices.Equal(p.Value, learnt[i].Value) {
			t.Errorf("%s is not what was learnt", p.Name)
		}
	}
	broken = nil
	far := func() (Distances, error) { return Distances{9, 9}, broken }
	if _, share, err := newLesson(m, start, model.Art).choose(Distances{1, 1}, far); err != nil || share != 0 {
		t.Errorf("%g, %v", share, err)
	}
	before := tiny(t, 1).Params("art.")
	for i, p := range m.Params("art.") {
		if !slices.Equal(p.Value, before[i].Value) {
			t.Errorf("%s is not that of the start", p.Name)
		}
	}
}

// TestTrialsLookElsewhere: a training draws its crops with other seeds than trials do.
func TestTrialsLookElsewhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.png")
	picture := imaging.New(300, 250)
	for i := range picture.Pix {
		picture.Pix[i] = float32(i*7919%256) / 255
	}
	if err := imaging.Save(path, picture, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	trial, err := NewTrial(context.Background(), model.Art, tiny(t, 1), []string{path}, []string{path}, 2, stylize.Resources{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, seed := range []uint64{0, 1, 2} {
		set, err := data.Open(context.Background(), data.Sources{Content: []string{path}, Style: []string{path}}, data.Options{Seed: seed, Size: side, Batch: 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range trial.pairs {
			if b, err := set.Batch(i); err != nil || slices.Equal(b.Content, p.content.Pix) || slices.Equal(b.Style, p.style.Pix) {
				t.Errorf("pair %d is that of a training with seed %d, %v", i, seed, err)
			}
		}
	}
}

// TestTrialsOfManyStylesReadSome, from the first to the last, each once; of few all.
func TestTrialsOfManyStylesReadSome(t *testing.T) {
	var files []string
	for i := range 1000 {
		files = append(files, fmt.Sprintf("%03d", i))
	}
	for n := range files {
		some := spread(files[:n], mostStyles)
		if len(some) != min(n, mostStyles) || !slices.IsSorted(some) || len(slices.Compact(slices.Clone(some))) != len(some) {
			t.Fatalf("of %d: %v", n, some)
		}
		if n > 0 && (some[0] != files[0] || some[len(some)-1] != files[n-1]) {
			t.Errorf("of %d: from %s to %s", n, some[0], some[len(some)-1])
		}
	}
}

// TestTrialsSeeNoMoreThanSomeStyles: each picture has a grey of its own, by which its crops are told.
func TestTrialsSeeNoMoreThanSomeStyles(t *testing.T) {
	folder := t.TempDir()
	var styles []string
	for i := range 60 {
		p := imaging.New(200, 200)
		for k := range p.Pix {
			p.Pix[k] = float32(4*i) / 255
		}
		styles = append(styles, filepath.Join(folder, fmt.Sprintf("%02d.png", i)))
		if err := imaging.Save(styles[i], p, imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	trial, err := NewTrial(t.Context(), model.Art, tiny(t, 1), styles, styles[:1], mostStyles, stylize.Resources{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range trial.pairs {
		seen[int(math.Round(float64(p.style.Pix[0]*255/4)))] = true
	}
	if len(seen) != mostStyles || !seen[0] || !seen[59] {
		t.Errorf("crops of %d styles, want one of each of %d, the first and the last among them: %v", len(seen), mostStyles, seen)
	}
}
