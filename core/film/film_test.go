package film

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/stylize"
	"restyle/core/video"
)

// session has a network of random weights that knows all our additions, and a style.
func session(t *testing.T) (*stylize.Session, []stylize.Layer) {
	t.Helper()
	c := model.Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8, 8}, {8}}, Modulation: 6, Detail: true}
	m, err := model.Build(nn.Fresh(1), c, model.Modes()...)
	if err != nil {
		t.Fatal(err)
	}
	s := stylize.New(m, stylize.Resources{Threads: 2})
	style, err := s.Style(context.Background(), pattern(60, 50, 3), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	return s, []stylize.Layer{{Style: style, Weight: 1}}
}

func pattern(width, height int, shift float64) *imaging.Picture {
	p := imaging.New(width, height)
	for k := range p.Pix {
		x, y := float64(k/3%width)+shift, float64(k/3/width)
		p.Pix[k] = float32(0.5 + 0.25*math.Sin(x/5+float64(k%3))*math.Cos(y/4) + 0.2*math.Sin(x/13-y/9))
	}
	return p
}

// clip is a folder of frames that move; from cut on they show something else.
func clip(t *testing.T, frames, cut int) string {
	t.Helper()
	folder := t.TempDir()
	for n := range frames {
		p := pattern(96, 64, 1.5*float64(n))
		if n >= cut {
			for i := range p.Pix {
				p.Pix[i] = 0.05 + 0.4*p.Pix[i]*p.Pix[i]
			}
		}
		if err := imaging.Save(filepath.Join(folder, fmt.Sprintf("%03d.png", n)), p, imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// export writes a folder of frames, without ffmpeg.
func export(t *testing.T, s *stylize.Session, j Job) *Summary {
	t.Helper()
	summary, err := Export(context.Background(), video.Tools{}, s, j, nil)
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

func pictures(t *testing.T, folder string) []*imaging.Picture {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	var all []*imaging.Picture
	for _, f := range files {
		p, err := imaging.Open(f, imaging.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func same(t *testing.T, what string, a, b []*imaging.Picture) {
	t.Helper()
	if len(a) != len(b) || len(a) == 0 {
		t.Fatalf("%s: %d and %d frames", what, len(a), len(b))
	}
	for n := range a {
		for i, v := range a[n].Pix {
			if v != b[n].Pix[i] {
				t.Fatalf("%s: frame %d differs", what, n)
			}
		}
	}
}

// TestOffIsFrameByFrame: without steadying, frames are what pictures would become.
func TestOffIsFrameByFrame(t *testing.T) {
	s, layers := session(t)
	in, out := clip(t, 4, 9), t.TempDir()+"/out"
	export(t, s, Job{In: in, Out: out + "/", Layers: layers})
	got := pictures(t, out)
	for n, p := range pictures(t, in) {
		want, err := s.Apply(context.Background(), p, layers[0].Style, stylize.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		b := make([]byte, len(want.Pix))
		want.RGB24(b)
		same(t, fmt.Sprint("frame ", n), got[n:n+1], []*imaging.Picture{imaging.FromRGB24(b, want.Width, want.Height)})
	}
}

// TestStrengthZeroIsTheContent, steadied or not.
func TestStrengthZeroIsTheContent(t *testing.T) {
	s, layers := session(t)
	in, out := clip(t, 3, 9), t.TempDir()+"/out"
	export(t, s, Job{In: in, Out: out + "/", Layers: layers, Look: stylize.Options{Strength: new(float64)}, Steady: DefaultSteady()})
	same(t, "strength 0", pictures(t, in), pictures(t, out))
}

// TestSteadyingLowersFlicker to less than 0.45 times it, as the summary says; less would be possible with strokes that lose contrast.
func TestSteadyingLowersFlicker(t *testing.T) {
	s, layers := session(t)
	in, out := clip(t, 26, 99), t.TempDir()+"/out"
	summary := export(t, s, Job{In: in, Out: out + "/", Layers: layers, Steady: Steady{Follow: 0.8, Statistics: 0.5, Ahead: 2}})
	if summary.FlickerPairs != 2 || !(summary.FlickerAfter < 0.45*summary.FlickerBefore) {
		t.Errorf("flicker of %d pairs: %.4f becomes %.4f", summary.FlickerPairs, summary.FlickerBefore, summary.FlickerAfter)
	}
}

// TestFollowingAlone: frames follow each other without averaged statistics, too, and then it makes no difference to look ahead; else it does.
func TestFollowingAlone(t *testing.T) {
	s, layers := session(t)
	out := t.TempDir()
	made := func(in, name string, steady Steady) ([]*imaging.Picture, *Summary) {
		summary := export(t, s, Job{In: in, Out: filepath.Join(out, name) + "/", Layers: layers, Steady: steady})
		return pictures(t, filepath.Join(out, name)), summary
	}
	if _, s := made(clip(t, 26, 99), "long", Steady{Follow: 0.8}); s.FlickerPairs != 2 || !(s.FlickerAfter < 0.45*s.FlickerBefore) {
		t.Errorf("flicker of %d pairs: %.4f becomes %.4f", s.FlickerPairs, s.FlickerBefore, s.FlickerAfter)
	}
	short := clip(t, 6, 99)
	alone, _ := made(short, "alone", Steady{Follow: 0.8})
	ahead, _ := made(short, "ahead", Steady{Follow: 0.8, Ahead: 2})
	same(t, "looking ahead for nothing", alone, ahead)
	averaged, _ := made(short, "averaged", Steady{Follow: 0.8, Statistics: 0.8})
	more, _ := made(short, "more", Steady{Follow: 0.8, Statistics: 0.8, Ahead: 2})
	for what, pair := range map[string][2]*imaging.Picture{"averaging": {alone[3], averaged[3]}, "looking ahead": {averaged[3], more[3]}} {
		if slices.Equal(pair[0].Pix, pair[1].Pix) {
			t.Errorf("%s changes nothing", what)
		}
	}
}

// TestCutsAreKept: what follows a cut is what a video that begins there becomes, and what is before it what one that ends there does, looking ahead or not.
func TestCutsAreKept(t *testing.T) {
	s, layers := session(t)
	for _, ahead := range []int{0, 3} {
		steady := DefaultSteady()
		steady.Ahead = ahead
		in, whole, rest, start := clip(t, 10, 6), t.TempDir()+"/whole", t.TempDir()+"/rest", t.TempDir()+"/start"
		job := Job{In: in, Layers: layers, Steady: steady, Out: whole + "/"}
		export(t, s, job)
		job.Out, job.Video.From = rest+"/", video.Rate{Num: 25, Den: 1}.Time(6)
		if summary := export(t, s, job); summary.FlickerPairs != 1 || !(summary.FlickerAfter < summary.FlickerBefore) {
			t.Errorf("a part of four frames has a flicker of %g, steadied %g, of %d pairs", summary.FlickerBefore, summary.FlickerAfter, summary.FlickerPairs)
		}
		same(t, fmt.Sprint("behind the cut, ahead ", ahead), pictures(t, rest), pictures(t, whole)[6:])
		job.Out, job.Video.From, job.Video.To = start+"/", 0, job.Video.From
		export(t, s, job)
		same(t, fmt.Sprint("before the cut, ahead ", ahead), pictures(t, start), pictures(t, whole)[:6])
	}
}

// TestResumedExportIsTheSame: interrupted at several places, with everything on, the frames are those of an export without interruption.
func TestResumedExportIsTheSame(t *testing.T) {
	s, layers := session(t)
	in, whole, parts := clip(t, 30, 17), t.TempDir()+"/whole", t.TempDir()+"/parts"
	job := Job{In: in, Layers: layers, Steady: Steady{Follow: 0.8, Statistics: 0.8, Ahead: 2}, Video: video.Options{Part: 4, Keep: true}, Out: whole + "/"}
	export(t, s, job)
	job.Out = parts + "/"
	var last *Summary
	for _, until := range []int{5, 6, 14, 27, 99} {
		ctx, cancel := context.WithCancel(context.Background())
		summary, err := Export(ctx, video.Tools{}, s, job, func(e video.Event) {
			if e.Done >= until {
				time.Sleep(20 * time.Millisecond) // parts reach the disk
				cancel()
			}
		})
		cancel()
		if until < 30 && !errors.Is(err, context.Canceled) || until > 30 && err != nil {
			t.Fatalf("until %d: %v", until, err)
		}
		last = summary
	}
	if last.Resumed < 16 || last.Frames != 30 {
		t.Errorf("%+v", last.Summary)
	}
	same(t, "resumed", pictures(t, whole), pictures(t, parts))
	if _, err := os.Stat(video.WorkFolder(parts + "/")); err == nil {
		t.Error("the workplace is left")
	}
}

// TestKeyChangesWithTheLook: parts of another look are not gone on with.
func TestKeyChangesWithTheLook(t *testing.T) {
	s, layers := session(t)
	seen := map[string]int{}
	style, a, b := layers[0].Style, &stylize.Mask{Width: 1, Height: 1, Values: []float32{0.5}}, &stylize.Mask{Width: 1, Height: 1, Values: []float32{0.5}}
	for i, j := range []Job{
		{Layers: []stylize.Layer{{Style: style, Weight: 1, Mask: a}, {Style: style, Weight: 1, Mask: a}}},
		{Layers: []stylize.Layer{{Style: style, Weight: 1, Mask: a}, {Style: style, Weight: 1, Mask: b}}},
		{Layers: []stylize.Layer{{Style: style, Weight: 1, Mask: a}, {Style: style, Weight: 1}}},
		{Layers: []stylize.Layer{{Style: style, Weight: 1}, {Style: style, Weight: 1, Mask: a}}},
		{Layers: layers},
		{Layers: layers, Look: stylize.Options{KeepColor: true}},
		{Layers: layers, Steady: DefaultSteady()},
		{Layers: []stylize.Layer{{Style: layers[0].Style, Weight: 2}}},
		{Layers: layers, Look: stylize.Options{Strength: new(0.5)}},
	} {
		key, err := j.key(s)
		if err != nil {
			t.Fatal(err)
		}
		if k, ok := seen[key]; ok {
			t.Errorf("jobs %d and %d have the same key", i, k)
		}
		seen[key] = i
	}
}

func TestPreview(t *testing.T) {
	s, layers := session(t)
	in := clip(t, 5, 99)
	source, styled, err := Preview(context.Background(), video.Tools{}, s, Job{In: in, Layers: layers}, 80*time.Millisecond)
	if err != nil || source.Number != 2 {
		t.Fatalf("%v, frame %d", err, source.Number)
	}
	slow := video.Options{Rate: video.Rate{Num: 5, Den: 1}}
	if other, _, err := Preview(context.Background(), video.Tools{}, s, Job{In: in, Layers: layers, Video: slow}, 800*time.Millisecond); err != nil || other.Number != 4 {
		t.Errorf("at 5 frames a second: %v", err)
	}
	want := video.NewFrame(96, 64)
	if err := s.Render(context.Background(), want, source, layers, stylize.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(styled.Pix, want.Pix) {
		t.Error("the preview is not what the picture becomes")
	}
	if _, _, err := Preview(context.Background(), video.Tools{}, s, Job{In: in, Layers: layers}, time.Minute); err == nil || !strings.Contains(err.Error(), "there is no frame at 1:00: it is 0:00.2 long") {
		t.Error(err)
	}
}

func TestRefusals(t *testing.T) {
	s, layers := session(t)
	in := clip(t, 2, 9)
	for want, j := range map[string]Job{
		"steadiness 2 and 0: want 0 to 1": {Steady: Steady{Follow: 2}},
		"frames ahead: want 0 to 24":      {Steady: Steady{Ahead: 99}},
		"choose one of the two":           {Look: stylize.Options{KeepColor: true, ColorOnly: true}},
	} {
		j.In, j.Out, j.Layers = in, t.TempDir()+"/out/", layers
		if _, err := Export(context.Background(), video.Tools{}, s, j, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
