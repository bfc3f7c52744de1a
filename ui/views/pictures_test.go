package views

import (
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"restyle/app/state"
	"restyle/core/model"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
	"restyle/ui/words"
)

// TestPictures writes a picture of every screen to the folder RESTYLE_PICTURES, to be judged by eye: in the language RESTYLE_LANGUAGE, light
// or dark by RESTYLE_THEME, in the size RESTYLE_SIZE (1280x800), at RESTYLE_SCALE. Without the folder it draws the screens and throws them away.
func TestPictures(t *testing.T) {
	f, q := started(t)
	if os.Getenv("RESTYLE_PICTURES") == "" {
		t.Setenv("RESTYLE_PICTURES", t.TempDir())
	}
	if err := os.MkdirAll(os.Getenv("RESTYLE_PICTURES"), 0o755); err != nil {
		t.Fatal(err)
	}
	q.until(t, "the first preview", func() bool { return f.program.Stylize.View().Fine })
	picture(t, f, q, "stylize", nil)
	f.program.Stylize.ToggleStyle(f.program.Stylize.View().Styles[0].ID)
	q.until(t, "the mixture", func() bool { return f.program.Stylize.View().Fine })
	f.program.Stylize.SetMask(f.program.Stylize.View().Styles[2].ID, photo(t, "left half of the castle.png", 400, 300))
	picture(t, f, q, "stylize-mix", nil)
	f.program.Stylize.SetMask(f.program.Stylize.View().Styles[2].ID, "")
	f.program.Stylize.AddContents([]string{photo(t, "a photo with quite a long name.png", 640, 480), photo(t, "another.png", 535, 320)})
	q.until(t, "the photos", func() bool { return len(f.program.Stylize.View().Contents) > 1 && f.program.Stylize.View().Fine })
	picture(t, f, q, "stylize-photos", func() {
		f.notes.say("Something went wrong with it, so that it was left as it was.", true)
		f.window.Canvas().Focus(screenOf(f).look.export)
	})
	f.notes.toast.Dismiss()
	f.Open(Train)
	picture(t, f, q, "train", nil)
	training := func(p state.Phase) func() { return func() { fakeTraining(f, p) } }
	picture(t, f, q, "train-chosen", training(state.TrainIdle))
	picture(t, f, q, "train-photos", func() { fakePhotos(f) })
	picture(t, f, q, "train-running", training(state.TrainRunning))
	picture(t, f, q, "train-ended", training(state.TrainEnded))
	f.Open(Video)
	picture(t, f, q, "video", nil)
	picture(t, f, q, "video-clip", func() { fakeClip(f) })
	f.Open(Models)
	picture(t, f, q, "models", func() {
		f.made[Models].(*models).show(fakeModels())
		f.notes.say("Deleted the model mine.", false)
	})
	f.notes.toast.Dismiss()
	picture(t, f, q, "models-import", func() {
		showImport(f)
		f.program.Models.SetImport(state.ArtSCTFile, "/home/me/sct_iter_160000.pth.tar")
		drain(q)
	})
	f.wizard.dialog.Hide()
	f.Open(Settings)
	picture(t, f, q, "settings", nil)
	picture(t, f, q, "jobs", func() { manyJobs(t, f) })
}

// manyJobs shows jobs of all kinds, and more than are in sight.
func manyJobs(t *testing.T, f *Frame) {
	line := func(status state.JobStatus, kind string) widgets.Job {
		v := state.JobView{ID: int(status), Status: status, Fraction: 0.4, Path: "x.jpg", CanPause: status == state.JobRunning, Elapsed: 8 * time.Second}
		v.Title, v.Detail = state.Text{English: kind}, state.Text{English: "Step 297 of 650"}
		if status == state.JobFailed {
			v.Problem = &state.Problem{Sentence: state.Text{English: "hamster.jpg is not there any more: choose another file."}}
		}
		return jobLine(v)
	}
	jobs := []widgets.Job{line(state.JobRunning, "Train cubes"), line(state.JobPaused, "Convert mountain.mp4"), line(state.JobFailed, "Export o12.jpg")}
	jobs = append(jobs, line(state.JobCancelled, "Train my style"), line(state.JobDone, "Export 3 pictures"), line(state.JobDone, "Export o13.jpg"))
	f.jobs.bar.SetJobs(jobs)
	f.jobs.bar.Show()
	layOut(f.root)
	tapButton(t, f.root, lang.L("More"))
}

// picture writes a picture of the window, after fake has put something on it that the program does not say.
func picture(t *testing.T, f *Frame, q *queue, name string, fake func()) {
	t.Helper()
	drain(q)
	if fake != nil {
		fake()
		layOut(f.root)
		layOut(f.notes.layer)
	}
	save(t, f, name)
}

// save writes the window as a picture.
func save(t *testing.T, f *Frame, name string) {
	t.Helper()
	file, err := os.Create(filepath.Join(os.Getenv("RESTYLE_PICTURES"), name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, f.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// queue is a goroutine's list of functions: the test runs them, in place of the window's goroutine.
type queue struct{ functions chan func() }

func newQueue() *queue { return &queue{make(chan func(), 10000)} }

func (q *queue) post(f func()) { q.functions <- f }

// until runs what was posted until something is true.
func (q *queue) until(t *testing.T, what string, ready func() bool) {
	t.Helper()
	deadline := time.After(time.Minute)
	for !ready() {
		select {
		case f := <-q.functions:
			f()
		case <-deadline:
			t.Fatalf("waited a minute for %s", what)
		}
	}
}

// started is a window with a program that computes.
func started(t *testing.T) (*Frame, *queue) {
	f, q := opened(t)
	f.program.Start()
	return f, q
}

// opened is a window with a program as at its first start, which does not compute yet.
func opened(t *testing.T) (*Frame, *queue) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light))
	if err := words.Use(os.Getenv("RESTYLE_LANGUAGE")); err != nil {
		t.Fatal(err)
	}
	q := newQueue()
	folder := t.TempDir()
	p, err := state.New(state.Ports{Post: q.post, Folder: folder, Library: model.NewLibrary(folder)})
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("RESTYLE_THEME") == "dark" {
		p.Settings.SetTheme(state.DarkTheme)
	} else {
		p.Settings.SetTheme(state.LightTheme)
	}
	w := test.NewTempWindow(t, nil)
	f := New(p, w, q.post)
	width, height := 1280, 800
	if _, err := fmt.Sscanf(os.Getenv("RESTYLE_SIZE"), "%dx%d", &width, &height); err != nil {
		width, height = 1280, 800
	}
	scale := float32(1)
	if _, err := fmt.Sscanf(os.Getenv("RESTYLE_SCALE"), "%g", &scale); err == nil {
		w.Canvas().(test.WindowlessCanvas).SetScale(scale)
	}
	w.Resize(fyne.NewSize(float32(width)/scale, float32(height)/scale))
	t.Cleanup(func() { drain(q) })
	return f, q
}

// drain lets goroutines of the program end that still post.
func drain(q *queue) {
	for {
		select {
		case f := <-q.functions:
			f()
		case <-time.After(50 * time.Millisecond):
			return
		}
	}
}

// fakeTraining shows a training in a phase.
func fakeTraining(f *Frame, p state.Phase) {
	s := f.program.Stylize.View()
	v := state.TrainView{
		Phase: p, Name: "my gouaches", Models: []string{"compact"}, From: "compact", Modes: modes(), CanStart: true, Effort: state.Standard,
		Estimates: [3]time.Duration{100 * time.Second, 12 * time.Minute, 95 * time.Minute}, Step: 412, Steps: 1200, AtStep: 400,
		Elapsed: 251 * time.Second, Remaining: 480 * time.Second, Before: s.Before, Now: s.After, Sample: s.Styles[0].Thumb,
	}
	for i := range 7 {
		v.Styles = append(v.Styles, state.TrainPicture{Name: fmt.Sprintf("gouache %d.jpg", i+1), Path: fmt.Sprint(i), Thumb: s.Styles[i%len(s.Styles)].Thumb})
	}
	v.Learns = v.Styles
	for i := range 412 {
		x := 3*math.Exp(-float64(i)/120) + 1 + 0.3*math.Sin(float64(i*i))
		v.Losses = append(v.Losses, state.LossPoint{Step: i, Total: x, Style: x * 0.7, Content: x * 0.2, LowestTotal: x * 0.9, HighestOfTotals: x * 1.1})
	}
	if p == state.TrainEnded {
		v.Outcome = &state.Outcome{Model: v.Name, Kept: true, StyleBefore: 1, StyleAfter: 0.74, ContentBefore: 1, ContentAfter: 1.05, Took: 104 * time.Second}
	}
	t := f.made[Train].(*train)
	t.show(v)
	t.learning.showLosses(v)
	t.learning.showPictures(v)
	f.jobs.bar.Hide()
	if p == state.TrainRunning {
		f.jobs.bar.SetJobs(fakeJobs())
		f.jobs.bar.Show()
	}
}

// fakePhotos shows photographs of one's own to practise on, one of which is damaged.
func fakePhotos(f *Frame) {
	s := f.program.Stylize.View()
	v := state.TrainView{Styles: []state.TrainPicture{{Name: "gouache.jpg", Path: "a", Thumb: s.Styles[0].Thumb}}, CanStart: true, Modes: modes()}
	for i := range 20 {
		v.Contents = append(v.Contents, state.TrainPicture{Name: fmt.Sprintf("holiday %d.jpg", i+1), Path: fmt.Sprint(i), Thumb: s.Styles[1].Thumb})
	}
	v.Contents[3].Problem = state.Text{English: "holiday 4.jpg is cut off: get a complete copy of the JPEG file."}
	v.ContentProblem = v.Contents[3].Problem
	f.made[Train].(*train).show(v)
}

func fakeClip(f *Frame) {
	s := f.program.Stylize.View()
	clip := state.VideoView{
		Clip:     &state.Clip{Name: "holiday.mp4", Width: 1920, Height: 1080, Rate: 29.97, Duration: 83 * time.Second, Sound: true},
		Estimate: 9 * time.Minute, Before: s.Before, After: s.After, Position: 21 * time.Second,
		Part: state.Part{From: 12 * time.Second, To: 48 * time.Second},
	}
	v := f.made[Video].(*video)
	v.showClip(clip)
	v.showFrame(clip)
}

func fakeModels() state.ModelsView {
	return state.ModelsView{
		Models: []state.ModelItem{
			{Name: "compact", Bytes: 1 << 21, BuiltIn: true, Kind: "built in", InUse: true},
			{Name: "my gouaches", Bytes: 1 << 21, Kind: "trained", Path: "/home/me/.config/restyle/models/my gouaches.safetensors"},
			{Name: "paper", Bytes: 42 << 20, Kind: "imported"},
			{Name: "broken", Bytes: 12, Problem: state.Text{English: "broken.safetensors is cut off: copy it again"}},
		},
		Chosen: 1,
		Details: &state.ModelDetails{
			Name: "my gouaches", Modes: modes(), Widths: [4]int{16, 32, 64, 128}, Parameters: 523412, ParentName: "compact",
			Origin:   model.Origin{Kind: "trained", Steps: 1200, Seed: 7, Data: "7 pictures of one's own", Losses: map[string]float64{"style": 0.231, "content": 0.812, "ccp": 1.93}},
			Checksum: "3f9a1c0de2b4",
		},
	}
}

func fakeJobs() []widgets.Job {
	return []widgets.Job{
		{ID: 1, Title: "Train my gouaches", Detail: "Step 412 of 1200", Time: "8 min left", Share: 0.34, CanPause: true},
		{ID: 2, Title: "Export castle.jpg", Time: "Done in 0:03", State: widgets.Done, CanShow: true},
	}
}
