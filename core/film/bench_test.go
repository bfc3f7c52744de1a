//go:build unix

package film

import (
	"context"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"restyle/core/model"
	"restyle/core/stylize"
	"restyle/core/video"
)

// BenchmarkExport exports 240 frames, ten seconds, of 640x360 with sound by the built-in model, and each stage alone in the same run: what decoding, the stylist
// and decoding with encoding take without the others, in ms a frame, and the whole relative to the slowest of them. The same of processor time, ffmpeg's
// included, does not depend on what else the machine does; with all processors busy, it is what counts.
func BenchmarkExport(b *testing.B) {
	tools, err := video.FindTools("")
	if err != nil {
		b.Skip("ffmpeg is not installed: run make setup")
	}
	in := filepath.Join(b.TempDir(), "in.mp4")
	args := "-v error -f lavfi -i testsrc2=duration=10:size=640x360:rate=24 -f lavfi -i sine=duration=10 -c:v libx264 -pix_fmt yuv420p -c:a aac " + in
	if out, err := exec.Command(tools.FFmpeg, strings.Fields(args)...).CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	m, err := model.NewLibrary(b.TempDir()).Load("")
	if err != nil {
		b.Fatal(err)
	}
	s := stylize.New(m, stylize.Resources{})
	style, err := s.Style(context.Background(), pattern(256, 256, 0), model.Art)
	if err != nil {
		b.Fatal(err)
	}
	for name, steady := range map[string]Steady{"off": {}, "steady": DefaultSteady()} {
		b.Run(name, func(b *testing.B) {
			job := Job{In: in, Layers: []stylize.Layer{{Style: style, Weight: 1}}, Steady: steady, Video: video.Options{Overwrite: true}, Out: filepath.Join(b.TempDir(), "out.mp4")}
			benchmark(b, tools, s, job)
		})
	}
}

func benchmark(b *testing.B, tools video.Tools, s *stylize.Session, job Job) {
	var frames []*video.Frame
	stages := []func() error{
		func() (err error) { frames, err = decode(tools, job.In); return err },
		func() error { return stylizeAll(s, job, frames) },
		func() error {
			_, err := tools.Convert(context.Background(), job.In, job.Out, job.Video, func(_ context.Context, dst *video.Frame, src []*video.Frame) error {
				copy(dst.Pix, src[0].Pix)
				return nil
			}, nil)
			return err
		},
		func() error { _, err := Export(context.Background(), tools, s, job, nil); return err },
	}
	took, worked := make([]time.Duration, len(stages)), make([]time.Duration, len(stages))
	for b.Loop() {
		for i, stage := range stages {
			begun, before := time.Now(), processorTime()
			if err := stage(); err != nil {
				b.Fatal(err)
			}
			took[i] += time.Since(begun)
			worked[i] += processorTime() - before
		}
	}
	for i, name := range []string{"decode-ms", "stylize-ms", "decode+encode-ms", "whole-ms"} {
		b.ReportMetric(took[i].Seconds()*1000/float64(len(frames)*b.N), name)
	}
	b.ReportMetric(float64(took[3])/float64(max(took[0], took[1], took[2])), "whole/slowest")
	b.ReportMetric(worked[1].Seconds()*1000/float64(len(frames)*b.N), "stylize-cpu-ms")
	b.ReportMetric(float64(worked[3])/float64(max(worked[0], worked[1], worked[2])), "whole/slowest-cpu")
}

// processorTime is that of this process and of those that it has started and that are over.
func processorTime() (total time.Duration) {
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			total += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return total
}

func decode(tools video.Tools, in string) ([]*video.Frame, error) {
	info, err := tools.Probe(context.Background(), in, video.Rate{})
	if err != nil {
		return nil, err
	}
	r, err := tools.Read(context.Background(), info, video.Range{Last: info.Frames, Width: info.Width, Height: info.Height})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var frames []*video.Frame
	for {
		f := video.NewFrame(info.Width, info.Height)
		if err := r.Read(f); err == io.EOF {
			return frames, nil
		} else if err != nil {
			return nil, err
		}
		frames = append(frames, f)
	}
}

func stylizeAll(s *stylize.Session, job Job, frames []*video.Frame) error {
	stylist, err := NewStylist(s, job.Layers, job.Look, job.Steady, job.Threads)
	if err != nil {
		return err
	}
	dst := video.NewFrame(frames[0].Width, frames[0].Height)
	for i := range frames {
		if err := stylist.Frame(context.Background(), dst, frames[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}
