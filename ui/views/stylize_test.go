package views

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/core/model"
	"restyle/ui/widgets"
)

// photo writes a picture file of one colour and returns its path.
func photo(t *testing.T, name string, width, height int) string {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range p.Pix {
		p.Pix[i] = uint8(40 + i%4*60)
	}
	p.Set(1, 1, color.White)
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, p); err != nil {
		t.Fatal(err)
	}
	return path
}

// screenOf is the stylize screen of a window.
func screenOf(f *Frame) *stylize { return f.made[Stylize].(*stylize) }

// tapTile clicks a tile of the strip with a modifier.
func tapTile(f *Frame, index int, modifier fyne.KeyModifier) {
	at := fyne.NewPos(thumb/2, thumb/2)
	tile := screenOf(f).strip.Tile(index)
	tile.(desktop.Mouseable).MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: modifier})
	tile.(fyne.Tappable).Tapped(&fyne.PointEvent{Position: at})
}

func TestFirstStartShowsAResult(t *testing.T) {
	f, q := started(t)
	s := screenOf(f)
	q.until(t, "the first result", func() bool { return f.program.Stylize.View().After != nil })
	drain(q)
	v := f.program.Stylize.View()
	if s.picture.size.Text() == "" || s.picture.name.Text() == "" {
		t.Error("the photo has no name or size")
	}
	if tile := s.strip.Tile(len(v.Styles) - 1); tile == nil || len(v.Styles) < 3 {
		t.Errorf("of %d styles the last one is not on the strip", len(v.Styles))
	}
	if s.banner.root.Visible() {
		t.Error("something is wrong at the first start")
	}
}

func TestStylesAreChosenAndMixed(t *testing.T) {
	f, q := opened(t)
	tapTile(f, 2, 0)
	drain(q)
	if v := f.program.Stylize.View(); v.Styles[2].Weight <= 0 || v.Styles[0].Weight > 0 {
		t.Fatalf("a click chose %+v", v.Styles[:3])
	}
	tapTile(f, 0, fyne.KeyModifierControl)
	drain(q)
	s := screenOf(f)
	if total, count := f.program.Stylize.View().Weights(); count != 2 || total <= 0 || len(s.look.mix.sliders) != 2 {
		t.Fatalf("a click with Ctrl mixed %d styles with %d sliders", count, len(s.look.mix.sliders))
	}
	s.look.mix.sliders[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	drain(q)
	if v := f.program.Stylize.View(); v.Styles[0].Weight >= v.Styles[2].Weight {
		t.Errorf("the slider at its low end leaves weights of %g and %g", v.Styles[0].Weight, v.Styles[2].Weight)
	}
	tapTile(f, 1, fyne.KeyModifierControl)
	drain(q)
	s.look.mix.sliders[2].TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	drain(q)
	sum := 0.0
	for i, slider := range s.look.mix.sliders {
		sum += slider.Value()
		if total, _ := f.program.Stylize.View().Weights(); math.Abs(slider.Value()-f.program.Stylize.View().Styles[i].Weight/total) > 1e-6 {
			t.Errorf("slider %d stands at %g, its share is %g", i, slider.Value(), f.program.Stylize.View().Styles[i].Weight/total)
		}
	}
	if math.Abs(sum-1) > 1e-6 {
		t.Errorf("the sliders are at %g together", sum)
	}
	f.program.Stylize.SetMask(f.program.Stylize.View().Styles[1].ID, photo(t, "half.png", 40, 30))
	drain(q)
	if lines := s.look.mix.root.Objects; len(lines) != 1+3+1 {
		t.Errorf("with a mask the mixer has %d lines", len(lines))
	}
}

func TestControlsChangeTheLook(t *testing.T) {
	f, q := opened(t)
	p := screenOf(f).look
	p.mode.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	p.strength.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	p.colours.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	drain(q)
	if l := f.program.Stylize.View().Look; l.Mode != model.Photo || l.Strength != 0 || l.Colour != state.ContentColours {
		t.Errorf("the look is %+v", l)
	}
	if p.strokes.Visible() {
		t.Error("photorealistic mode offers a size of strokes, which it does not have")
	}
	test.Tap(p.undo)
	drain(q)
	if l := f.program.Stylize.View().Look; l.Colour != state.StyleColours || p.colours.Selected() != 0 {
		t.Errorf("undone, the look is %+v, and the colours shown are %d", l, p.colours.Selected())
	}
	if p.redo.Disabled() {
		t.Error("what was undone cannot be redone")
	}
	p.mode.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	drain(q)
	if !p.strokes.Visible() {
		t.Error("artistic mode offers no size of strokes")
	}
}

// TestTheVideoScreenHasTheWholeLook, shows it as it is, and offers sizes that are smaller than the clip.
func TestTheVideoScreenHasTheWholeLook(t *testing.T) {
	f, q := opened(t)
	tapTile(f, 0, 0)
	tapTile(f, 2, fyne.KeyModifierControl)
	f.program.Stylize.SetScale(1.5)
	f.Open(Video)
	fakeClip(f)
	drain(q)
	p := f.made[Video].(*video).panel
	if l := p.look; len(l.mix.sliders) != 2 || math.Abs(l.scale.Value()-1.5) > 0.01 || l.model.Selected == "" || l.undo.Disabled() {
		t.Errorf("it shows %d shares, strokes of %g, the model %q", len(l.mix.sliders), l.scale.Value(), l.model.Selected)
	}
	test.Tap(p.look.undo)
	drain(q)
	if v := f.program.Stylize.View(); v.Look.Scale != 1 || p.look.scale.Value() != 1 {
		t.Errorf("undone, strokes are of %g and shown as %g", v.Look.Scale, p.look.scale.Value())
	}
	if !p.whole.Disabled() {
		t.Error("nothing is left out of the clip, and all of it is offered")
	}
	v := f.made[Video].(*video)
	v.showClip(state.VideoView{Clip: &state.Clip{}, Playing: true})
	if v.play.Icon != theme.MediaPauseIcon() || v.play.Tip() != "Stop playing" {
		t.Errorf("while it is played the button says %q", v.play.Tip())
	}
	p.show(state.VideoView{Clip: &state.Clip{Duration: 10 * time.Second}, Part: state.Part{From: 2500 * time.Millisecond}})
	if got := p.part.Text(); p.whole.Disabled() || got != "0:07.50, from 0:02.50 to 0:10.00" {
		t.Errorf("of a part it says %q", got)
	}
	if got := clipSizes(&state.Clip{Width: 436, Height: 1024}); !slices.Equal(got, []int{0, 960, 640}) {
		t.Errorf("for 436 x 1024 pixels it offers %v", got)
	}
	if got := seconds(62.694); got != "1:02.69" {
		t.Errorf("a time in a clip is %q", got)
	}
}

func TestFilesGoWhereTheyAreDropped(t *testing.T) {
	f, q := opened(t)
	s := screenOf(f)
	inside := func(o fyne.CanvasObject) fyne.Position {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.Size().Width/2, o.Size().Height/2)
	}
	if got := s.place(inside(s.strip)); got != state.DropStyles {
		t.Errorf("on the strip: %v", got)
	}
	if got := s.place(inside(s.compare)); got != state.DropContent {
		t.Errorf("on the picture: %v", got)
	}
	content, style := photo(t, "my photo.png", 90, 60), photo(t, "my style.png", 64, 64)
	f.Drop(inside(s.compare), []fyne.URI{storage.NewFileURI(content)})
	f.Drop(inside(s.strip), []fyne.URI{storage.NewFileURI(style)})
	chosen := func() bool {
		v := f.program.Stylize.View()
		return v.Contents[v.Current].Path == content && slices.ContainsFunc(v.Styles, func(x state.Style) bool { return x.Path == style })
	}
	q.until(t, "the photo and the style", chosen)
	drain(q)
	v := f.program.Stylize.View()
	if v.Contents[v.Current].Path != content || s.picture.name.Text() != "my photo.png" {
		t.Errorf("the photo shown is %+v, its name %q", v.Contents[v.Current], s.picture.name.Text())
	}
	own := 0
	for _, x := range v.Styles {
		if x.Path == style && x.Weight > 0 {
			own++
		}
	}
	if own != 1 {
		t.Errorf("the dropped style is %d times on the strip and chosen", own)
	}
	f.Open(Train)
	f.Drop(fyne.NewPos(300, 300), []fyne.URI{storage.NewFileURI(style)})
	q.until(t, "the picture to be learnt", func() bool { return len(f.program.Train.View().Styles) > 0 })
	if got := f.program.Train.View().Styles; len(got) != 1 || got[0].Path != style {
		t.Errorf("dropped to be learnt: %+v", got)
	}
}

// TestExportAsksBeforeItReplaces, by a dialog, and says when it is done.
func TestExportAsksBeforeItReplaces(t *testing.T) {
	f, q := started(t)
	s := f.program.Stylize
	s.ChooseContent(photo(t, "small.png", 96, 64))
	q.until(t, "the preview", func() bool { return s.View().Fine })
	out := filepath.Join(t.TempDir(), "out.png")
	if err := os.WriteFile(out, []byte("dear to me"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.ExportTo(out)
	q.until(t, "the question", func() bool { return f.window.Canvas().Overlays().Top() != nil })
	question := f.window.Canvas().Overlays().Top()
	heading := func(o fyne.CanvasObject) bool {
		l, ok := o.(*widget.Label)
		return ok && l.Text == "Replace the file"
	}
	if !slices.ContainsFunc(test.LaidOutObjects(question), heading) {
		t.Error("the heading does not say what the question is about")
	}
	tapButton(t, question, "Replace")
	ended := func() bool { return f.program.Jobs.View()[0].Status == state.JobDone }
	q.until(t, "the file", func() bool { return len(f.program.Jobs.View()) > 0 && ended() })
	drain(q)
	if f.notes.toast.Visible() {
		t.Errorf("what the bar of jobs says, a message says again: %q", f.notes.toast.Text())
	}
	if config, err := pngConfig(out); err != nil || config.Width != 96 || config.Height != 64 {
		t.Errorf("the file is %+v: %v", config, err)
	}
	if !f.jobs.bar.Visible() || f.jobs.bar.MinSize().Height == 0 {
		t.Error("the job is not in the bar")
	}
}

func pngConfig(path string) (image.Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return image.Config{}, err
	}
	defer f.Close()
	return png.DecodeConfig(f)
}

// tapButton clicks the button of that name below an object.
func tapButton(t *testing.T, root fyne.CanvasObject, name string) {
	t.Helper()
	found := false
	for _, o := range test.LaidOutObjects(root) {
		if b, ok := o.(*widgets.Button); ok && b.Text == name && !found {
			found = true
			test.Tap(b)
		}
	}
	if !found {
		t.Fatalf("there is no button %q", name)
	}
}

// TestZoomAsksForDetail: only where the preview's pixels would be seen.
func TestZoomAsksForDetail(t *testing.T) {
	f, q := started(t)
	s := f.program.Stylize
	s.ChooseContent(photo(t, "large.png", 1500, 500))
	q.until(t, "the preview", func() bool { return s.View().Before != nil && s.View().Contents[s.View().Current].Width == 1500 })
	drain(q)
	c := screenOf(f).compare
	c.ActualSize()
	q.until(t, "the detail", func() bool { return !s.View().Detail.Rect.Empty() && s.View().Detail.After != nil })
	if got, want := s.View().Detail.Rect, c.InSight(); got != want {
		t.Errorf("the detail is of %v, in sight is %v", got, want)
	}
	c.Fit()
	drain(q)
	if got := s.View().Detail.Rect; !got.Empty() {
		t.Errorf("of the whole picture a detail is kept: %v", got)
	}
}

// TestDetailOfAPhotoOfTheSameSize is asked for where the photo before was looked at.
func TestDetailOfAPhotoOfTheSameSize(t *testing.T) {
	f, q := started(t)
	s := f.program.Stylize
	s.AddContents([]string{photo(t, "one.png", 1500, 500), photo(t, "two.png", 1500, 500)})
	for range 2 { // both are read
		q.until(t, "the photo", func() bool { return s.View().Contents[s.View().Current].Width == 1500 && s.View().Fine })
		s.StepContent(1)
	}
	c := screenOf(f).compare
	c.ActualSize()
	for range 2 {
		q.until(t, "the detail", func() bool { return s.View().Detail.Rect == c.InSight() && s.View().Detail.After != nil })
		s.StepContent(1)
	}
}

// TestTheLastPhotoKeepsItsShape until the next one is read.
func TestTheLastPhotoKeepsItsShape(t *testing.T) {
	f, q := started(t)
	s := f.program.Stylize
	s.AddContents([]string{photo(t, "wide.png", 60, 30), photo(t, "tall.png", 30, 60)})
	for range 2 { // both are read
		q.until(t, "the photo", func() bool { return s.View().Contents[s.View().Current].Width > 0 && s.View().Fine })
		s.StepContent(1)
	}
	q.until(t, "the photo", func() bool { return s.View().Fine && s.View().Before.Rect.Dx() > s.View().Before.Rect.Dy() })
	s.StepContent(1)
	screenOf(f).showPreview() // while the next is being read
	if v := s.View(); v.Size != image.Pt(60, 30) || v.Before.Rect.Dx() < v.Before.Rect.Dy() {
		t.Fatalf("shown is a picture of %v as one of %v", v.Before.Rect.Size(), v.Size)
	}
	q.until(t, "the next", func() bool { return s.View().Size == image.Pt(30, 60) && s.View().Fine })
}

func TestPreviewNotes(t *testing.T) {
	before := image.NewRGBA(image.Rect(0, 0, 4, 4))
	cases := []struct {
		view state.StylizeView
		want string
	}{
		{state.StylizeView{Before: before, Busy: true}, "Painting…"},
		{state.StylizeView{Before: before, After: before, Busy: true, Fresh: true}, "Refining…"},
		{state.StylizeView{Before: before, After: before, Busy: true, Fresh: true, Fine: true}, ""},
		{state.StylizeView{Before: before, After: before, Fresh: true}, ""},
		{state.StylizeView{Busy: true}, ""},
		{state.StylizeView{Before: before, Busy: true, Problem: &state.Problem{}}, ""},
	}
	for i, c := range cases {
		if got := note(c.view); got != c.want {
			t.Errorf("case %d: %q, not %q", i, got, c.want)
		}
	}
}

// TestNotesHaveRoom: the note of the photorealistic mode takes two lines, and what is below makes room for them, and closes up again.
func TestNotesHaveRoom(t *testing.T) {
	f, q := started(t)
	p := screenOf(f).look
	for _, mode := range []model.Mode{model.Photo, model.Art, model.Photo} {
		f.program.Stylize.SetMode(mode)
		q.until(t, "the mode is shown", func() bool { return p.mode.Selected() == slices.Index(modes(), mode) })
		top := func(o fyne.CanvasObject) float32 {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		}
		if gap := top(p.strength) - top(p.modeNote) - p.modeNote.MinSize().Height; gap < 17 || gap > 19 {
			t.Errorf("in %v mode %g lie between the note and the slider below, want 18", mode, gap)
		}
	}
}
