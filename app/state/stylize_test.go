package state

import (
	"bytes"
	"context"
	"image"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
)

func TestFirstStartShowsASampleInABuiltInStyle(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.Start()
	d.until("the sample is painted", d.fine)
	v := d.Stylize.View()
	if len(v.Contents) != 1 || v.Contents[0].Path != "" || v.Contents[0].Width == 0 {
		t.Errorf("contents %+v", v.Contents)
	}
	if !compact(v.Before) || !compact(v.After) || v.Before.Rect != v.After.Rect || bytes.Equal(v.Before.Pix, v.After.Pix) {
		t.Errorf("before %v, after %v", v.Before.Rect, v.After.Rect)
	}
	if v.Problem != nil || !v.Fresh || len(v.Models) == 0 || len(v.Modes) == 0 || v.Undo || v.Redo {
		t.Errorf("problem %v, fresh %v, models %v, modes %v, undo %v", v.Problem, v.Fresh, v.Models, v.Modes, v.Undo)
	}
	selected := 0
	for _, s := range v.Styles {
		if s.Weight > 0 {
			selected++
		}
	}
	if selected != 1 {
		t.Errorf("%d styles are selected at the first start", selected)
	}
	if d.seen&(StylizeContent|StylizeStyles|StylizePreview|ModelsList) != StylizeContent|StylizeStyles|StylizePreview|ModelsList {
		t.Errorf("told of %b only", d.seen)
	}
}

// TestSamplesAreEncodedAhead: a sample that is chosen for the first time is as fast as one that was chosen before.
func TestSamplesAreEncodedAhead(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.Start()
	d.until("the preview is done", d.fine)
	studio := d.studio
	encoded := func() int {
		studio.lock.Lock()
		defer studio.lock.Unlock()
		n := 0
		for key := range studio.styles {
			if strings.HasPrefix(key.id, "sample:") {
				n++
			}
		}
		return n
	}
	want := len(d.Stylize.samples())
	if want < 2 {
		t.Fatalf("the strip has %d samples", want)
	}
	d.until("the samples are encoded", func() bool { return encoded() == want })
}

func TestPreviewFollowsChanges(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, folder)
	d.Start()
	for i := range 30 {
		d.Stylize.SetStrength(float64(i) / 30)
	}
	d.Stylize.SetStrength(0)
	d.until("the last change is painted", d.fine)
	v := d.Stylize.View()
	worst := 0.0
	for i := range v.Before.Pix {
		worst = max(worst, math.Abs(float64(v.Before.Pix[i])-float64(v.After.Pix[i])))
	}
	if worst > 1 {
		t.Errorf("at strength 0 the result differs from the photo by %g of 255", worst)
	}
	if !v.Undo || v.Redo {
		t.Fatalf("undo %v, redo %v", v.Undo, v.Redo)
	}
	d.Stylize.Undo()
	if v = d.Stylize.View(); v.Look.Strength != 1 || v.Undo || !v.Redo {
		t.Errorf("the moves of a slider are not one change: after undo strength %g, undo %v, redo %v", v.Look.Strength, v.Undo, v.Redo)
	}
	d.Stylize.Redo()
	if v = d.Stylize.View(); v.Look.Strength != 0 {
		t.Errorf("after redo strength %g", v.Look.Strength)
	}
}

func TestMixAndUndo(t *testing.T) {
	d := newDesk(t, t.TempDir())
	ids := []string{d.Stylize.View().Styles[0].ID, d.Stylize.View().Styles[1].ID, d.Stylize.View().Styles[2].ID}
	weights := func() (w [3]float64) {
		for i, s := range d.Stylize.View().Styles[:3] {
			w[i] = math.Round(1e6*s.Weight) / 1e6
		}
		return w
	}
	d.Stylize.SelectStyle(ids[1])
	before := d.Stylize.View()
	steps := []struct {
		do   func()
		want [3]float64
	}{
		{func() { d.Stylize.ToggleStyle(ids[1]) }, [3]float64{0, 1, 0}}, // the last one stays
		{func() { d.Stylize.ToggleStyle(ids[2]) }, [3]float64{0, 1, 1}},
		{func() { d.Stylize.SetShare(ids[2], 0.25) }, [3]float64{0, 0.75, 0.25}},
		{func() { d.Stylize.SetShare(ids[0], 0.5) }, [3]float64{0, 0.75, 0.25}}, // not selected
		{func() { d.Stylize.ToggleStyle(ids[0]) }, [3]float64{0.5, 0.75, 0.25}},
		{func() { d.Stylize.SetShare(ids[0], 0.5) }, [3]float64{0.5, 0.375, 0.125}},
		{d.Stylize.Undo, [3]float64{0.5, 0.75, 0.25}},
		{d.Stylize.Undo, [3]float64{0, 0.75, 0.25}},
		{func() { d.Stylize.SetShare(ids[2], 7) }, [3]float64{0, 0.01, 0.99}},
		{d.Stylize.Undo, [3]float64{0, 0.75, 0.25}},
		{d.Stylize.Undo, [3]float64{0, 1, 1}},
		{d.Stylize.Undo, [3]float64{0, 1, 0}},
		{d.Stylize.Redo, [3]float64{0, 1, 1}},
		{func() { d.Stylize.SelectStyle("no such style") }, [3]float64{0, 1, 1}},
		{func() { d.Stylize.SelectStyle(ids[0]) }, [3]float64{1, 0, 0}},
	}
	for i, s := range steps {
		if s.do(); weights() != s.want {
			t.Fatalf("after step %d weights %v, want %v", i, weights(), s.want)
		}
	}
	if before.Styles[1].Weight != 1 || before.Styles[2].Weight != 0 {
		t.Error("a snapshot has changed")
	}
}

// TestEachChoiceIsUndoneByItself, however fast one follows the other; the moves of a slider are one.
func TestEachChoiceIsUndoneByItself(t *testing.T) {
	d := newDesk(t, t.TempDir())
	s := d.Stylize
	selected := func() string {
		v := s.View()
		return v.Styles[slices.IndexFunc(v.Styles, func(x Style) bool { return x.Weight > 0 })].ID
	}
	one, two := s.View().Styles[0].ID, s.View().Styles[1].ID
	s.SelectStyle(one)
	s.SelectStyle(two)
	s.SetMode(model.Photo)
	s.SetMode(model.Art)
	for range 3 {
		s.SetStrength(s.View().Look.Strength - 0.1)
	}
	if s.Undo(); s.View().Look.Strength != 1 {
		t.Errorf("the strength is back at %g", s.View().Look.Strength)
	}
	if s.Undo(); s.View().Look.Mode != model.Photo {
		t.Errorf("back in mode %v", s.View().Look.Mode)
	}
	s.Undo()
	if s.Undo(); selected() != one {
		t.Errorf("back at the style %s, not %s", selected(), one)
	}
}

// TestMasksBelongToSelectedStyles: a click on one keeps it, taking the style out of the mix takes it away, and undo brings it back.
func TestMasksBelongToSelectedStyles(t *testing.T) {
	d := newDesk(t, t.TempDir())
	one, two := d.Stylize.View().Styles[0].ID, d.Stylize.View().Styles[1].ID
	masks := func() [2]string { return [2]string{d.Stylize.View().Styles[0].Mask, d.Stylize.View().Styles[1].Mask} }
	d.Stylize.SelectStyle(one)
	d.Stylize.ToggleStyle(two)
	d.Stylize.SetMask(one, "left.png")
	d.Stylize.SetMask(two, "right.png")
	for i, s := range []struct {
		do   func()
		want [2]string
	}{
		{func() { d.Stylize.SelectStyle(two) }, [2]string{"", "right.png"}},
		{d.Stylize.Undo, [2]string{"left.png", "right.png"}},
		{func() { d.Stylize.ToggleStyle(two) }, [2]string{"left.png", ""}},
		{d.Stylize.Undo, [2]string{"left.png", "right.png"}},
		{func() { d.Stylize.SetMask(one, "") }, [2]string{"", "right.png"}},
	} {
		if s.do(); masks() != s.want {
			t.Fatalf("after step %d masks %q, want %q", i, masks(), s.want)
		}
	}
}

func TestDetailIsTheFullResolution(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "large.png"), 1700, 1300, red)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Stylize.ChooseContent(photo)
	d.until("it is painted", func() bool { return d.fine() && d.Stylize.View().Contents[0].Path == photo })
	if v := d.Stylize.View(); v.After.Rect.Dx() != PreviewSide {
		t.Errorf("shown %v", v.After.Rect)
	}
	part := image.Rect(900, 700, 1300, 950)
	d.Stylize.LookAt(part)
	d.until("the detail is there", func() bool { return d.Stylize.View().Detail.After != nil })
	detail := d.Stylize.View().Detail
	if detail.Rect != part || detail.Before.Rect.Size() != part.Size() || !compact(detail.After) {
		t.Fatalf("detail %v of %v", detail.Rect, detail.After.Rect)
	}
	want, err := imaging.Open(photo, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if crop := imaging.Crop(want, part).ToImage(); !bytes.Equal(crop.Pix, detail.Before.Pix) {
		t.Error("the part before is not that of the file")
	}
	d.Stylize.LookAt(image.Rectangle{})
	if !d.Stylize.View().Detail.Rect.Empty() {
		t.Error("the detail stays")
	}
}

// TestMarksOfStylesGoWithTheirCause, whether that was a mask or the model.
func TestMarksOfStylesGoWithTheirCause(t *testing.T) {
	folder := t.TempDir()
	own := filepath.Join(folder, "own")
	keepModel(t, own, "mine", model.Art, model.Photo)
	bad := write(t, filepath.Join(folder, "mask.png"), "no picture")
	d := deskWith(t, folder, picture(t, filepath.Join(folder, "photo.png"), 120, 90, red), picture(t, filepath.Join(folder, "leaf.png"), 60, 50, blue))
	d.until("models are read", func() bool { return d.fine() && len(d.Models.details) == 2 })
	leaf := d.Stylize.View().Styles[0].ID
	painting := d.Stylize.View().Styles[slices.IndexFunc(d.Stylize.View().Styles, func(s Style) bool { return strings.HasPrefix(s.ID, "preset:") })].ID
	marked := func(id, by string) {
		t.Helper()
		d.until("it is marked", func() bool { return d.Stylize.View().Problem != nil })
		if p := d.Stylize.View().Styles[d.Stylize.style(id)].Problem; p == nil || p.Sentence.Key != by {
			t.Errorf("%s is marked with %+v, want %s", id, p, by)
		}
	}
	clean := func(id string) {
		t.Helper()
		d.until("it is painted", d.fine)
		if v := d.Stylize.View(); v.Problem != nil || v.Styles[d.Stylize.style(id)].Problem != nil {
			t.Errorf("painted, and still: %+v, %+v", v.Problem, v.Styles[d.Stylize.style(id)].Problem)
		}
	}
	d.Stylize.SetMask(leaf, bad)
	marked(leaf, "problem.picture.unknown")
	d.Stylize.SetMask(leaf, "")
	clean(leaf)
	d.Stylize.SelectStyle(painting)
	clean(painting)
	d.Stylize.SetModel("mine")
	marked(painting, "problem.style.builtin")
	d.Stylize.SelectStyle(leaf)
	clean(leaf)
	if d.Stylize.View().Styles[d.Stylize.style(painting)].Problem == nil {
		t.Error("a result without the style takes its mark away")
	}
	d.Stylize.SelectStyle(painting)
	d.Stylize.SetModel(model.DefaultName)
	clean(painting)
}

// TestAStyleTakenOffTheStripComesBack to its place, chosen as it was.
func TestAStyleTakenOffTheStripComesBack(t *testing.T) {
	folder := t.TempDir()
	one := picture(t, filepath.Join(folder, "one.png"), 60, 50, blue)
	d := deskWith(t, folder, picture(t, filepath.Join(folder, "photo.png"), 120, 90, red), one)
	d.Stylize.RemoveStyle("file:" + one)
	m := d.Message()
	if d.Stylize.style("file:"+one) >= 0 || m.Text.Key != "state.style.off" || !m.CanUndo {
		t.Fatalf("taken off, said is %+v", m)
	}
	d.UndoMessage(m.Number)
	if s := d.Stylize.View().Styles[0]; s.Path != one || s.Weight != 1 {
		t.Errorf("back is %+v", s)
	}
}

// TestAKeptStyle with another model is what the command line makes of it, in the size it was kept in, or says which picture is not there any more.
func TestAKeptStyle(t *testing.T) {
	folder := t.TempDir()
	own := filepath.Join(folder, "own")
	keepModel(t, own, "mine", model.Art, model.Photo)
	one := picture(t, filepath.Join(folder, "one.png"), 160, 150, blue)
	d := deskWith(t, folder, picture(t, filepath.Join(folder, "photo.png"), 120, 90, red), one)
	d.Stylize.SetScale(2)
	d.until("models are read", func() bool { return d.fine() && len(d.Models.details) == 2 })
	d.Stylize.SaveStyle("file:"+one, "kept")
	path := filepath.Join(d.styleFolder(), "kept.style")
	kept := "file:" + path
	d.until("it is kept", func() bool { return d.Stylize.style(kept) >= 0 })
	preset, err := model.LoadPreset(path)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := d.ports.Library.Load("mine")
	if err != nil {
		t.Fatal(err)
	}
	want, again, err := stylize.New(mine, stylize.Resources{}).Preset(context.Background(), preset, model.Art)
	if err != nil || !again {
		t.Fatal(again, err)
	}
	p := painter{studio: d.studio}
	if err := p.use("mine", stylize.Resources{}); err != nil {
		t.Fatal(err)
	}
	got, err := p.style(context.Background(), ownStyle(path), Look{Mode: model.Art, Scale: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Mean, want.Mean) {
		t.Errorf("its means are %v, want %v", got.Mean[:3], want.Mean[:3])
	}
	if err := os.Remove(one); err != nil {
		t.Fatal(err)
	}
	d.studio.forget("mine")
	d.Stylize.SelectStyle(kept)
	d.Stylize.SetModel("mine")
	d.until("it is told", func() bool { return d.Stylize.View().Problem != nil })
	if s := d.Stylize.View().Problem.Sentence; s.Key != "problem.style.gone" || !strings.Contains(s.String(), "kept") {
		t.Errorf("without the picture it says %q", s)
	}
}

// TestAStyleKeptAnewIsShownAnew, on the strip and in the result.
func TestAStyleKeptAnewIsShownAnew(t *testing.T) {
	folder := t.TempDir()
	one, two := picture(t, filepath.Join(folder, "one.png"), 60, 50, blue), picture(t, filepath.Join(folder, "two.png"), 60, 50, red)
	d := deskWith(t, folder, picture(t, filepath.Join(folder, "photo.png"), 120, 90, red), one)
	d.Drop(DropStyles, []string{two})
	d.until("both are there", func() bool { return d.Stylize.style("file:"+two) >= 0 })
	d.Stylize.SaveStyle("file:"+one, "kept")
	kept := "file:" + filepath.Join(d.styleFolder(), "kept.style")
	thumb := func() *image.RGBA {
		if i := d.Stylize.style(kept); i >= 0 {
			return d.Stylize.View().Styles[i].Thumb
		}
		return nil
	}
	d.until("it is kept", func() bool { return thumb() != nil })
	d.Stylize.SelectStyle(kept)
	d.until("it is painted", d.fine)
	before, after := thumb(), d.Stylize.View().After
	d.Stylize.SaveStyle("file:"+two, "kept")
	d.Answer(d.Question(), 1)
	d.until("the strip shows it", func() bool { return thumb() != before })
	d.until("it is painted anew", func() bool { return d.fine() && !bytes.Equal(after.Pix, d.Stylize.View().After.Pix) })
}

// TestALargeWindowShowsMorePixels, without a flicker in between, and not more than there are.
func TestALargeWindowShowsMorePixels(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "photo.png"), 1700, 300, red)
	d := deskWith(t, folder, photo, picture(t, filepath.Join(folder, "leaf.png"), 60, 50, blue))
	d.until("it is painted", d.fine)
	shows := func(side int) {
		t.Helper()
		d.until("it is shown", func() bool {
			v := d.Stylize.View()
			if v.After == nil {
				t.Fatal("the result was away")
			}
			return d.fine() && v.Before.Rect.Dx() == side && v.After.Rect == v.Before.Rect
		})
	}
	shows(PreviewSide)
	number := d.Stylize.recipes
	d.Stylize.SetSide(1300)
	shows(1536)
	d.Stylize.SetSide(5000)
	shows(1700)
	d.Stylize.SetStrength(0.4)
	d.Stylize.SetSide(2000) // while it is painted
	d.until("it is painted in the new strength", d.fine)
	if number++; d.Stylize.recipes != number || !d.Stylize.View().Fresh {
		t.Errorf("shown is an earlier result: %+v", d.Stylize.View().Fresh)
	}
	d.Stylize.SetSide(800) // what is there is good enough
	d.pump()
	if shows(1700); d.Stylize.recipes != number {
		t.Error("it was painted anew")
	}
}
