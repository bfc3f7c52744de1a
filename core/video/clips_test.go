package video

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Starting ffmpeg or ffprobe takes 0.2 s of processor time, more than it then does with these small clips: tests share clips, and make several by one call.

// clips is where clips are that tests share, by what they are made of.
var clips = struct {
	folder string
	made   map[string]string
}{made: map[string]string{}}

func TestMain(m *testing.M) {
	code := m.Run()
	if clips.folder != "" {
		os.RemoveAll(clips.folder)
	}
	os.Exit(code)
}

// tools are those of this machine; without them a test is skipped.
func tools(t testing.TB) Tools {
	t.Helper()
	for _, name := range []string{"ffmpeg", "ffprobe"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip("ffmpeg is not installed: run make setup")
		}
	}
	found, err := FindTools("")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// clip is a file made with ffmpeg: arguments are inputs and options, in one line. Tests share it and must not change it.
func clip(t testing.TB, name, args string) string {
	t.Helper()
	return many(t, args+" %/"+name)[0]
}

// many makes several files by one call of ffmpeg. Their names begin with %/ in the arguments, which stands for a folder.
func many(t testing.TB, args string) (paths []string) {
	t.Helper()
	folder, ok := clips.made[args]
	if !ok {
		folder = shared(t)
		ffmpeg(t, strings.ReplaceAll(args, "%/", folder+"/"))
		clips.made[args] = folder
	}
	for _, word := range strings.Fields(args) {
		if name, ok := strings.CutPrefix(word, "%/"); ok {
			paths = append(paths, filepath.Join(folder, name))
		}
	}
	return paths
}

// shared is a new folder that lasts until all tests are over.
func shared(t testing.TB) string {
	t.Helper()
	var err error
	if clips.folder == "" {
		if clips.folder, err = os.MkdirTemp("", "restyle-clips-"); err != nil {
			t.Fatal(err)
		}
	}
	folder, err := os.MkdirTemp(clips.folder, "")
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func ffmpeg(t testing.TB, args string) []byte {
	t.Helper()
	c := exec.Command(tools(t).FFmpeg, strings.Fields("-nostdin -v error "+args)...)
	var complaints bytes.Buffer
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil {
		t.Fatalf("ffmpeg %s: %v: %s", args, err, complaints.String())
	}
	return out
}

const (
	x264  = " -c:v libx264 -preset ultrafast -pix_fmt yuv420p"
	tone  = " -f lavfi -i sine=frequency=440:duration="
	chart = "-f lavfi -i testsrc2=duration="
)

// copyFrame is the FrameFunc that changes nothing.
func copyFrame(_ context.Context, dst *Frame, frames []*Frame) error {
	copy(dst.Pix, frames[0].Pix)
	return nil
}

// probe looks at a file.
func probe(t testing.TB, path string) *Info {
	t.Helper()
	info, err := tools(t).Probe(context.Background(), path, Rate{})
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// frames reads all frames of a file.
func frames(t testing.TB, path string) (*Info, []*Frame) {
	t.Helper()
	info := probe(t, path)
	return info, readAll(t, info, Range{0, 1 << 30, info.Width, info.Height})
}

func readAll(t testing.TB, info *Info, r Range) []*Frame {
	t.Helper()
	reader, err := tools(t).Read(context.Background(), info, r)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	var all []*Frame
	for {
		f := NewFrame(r.Width, r.Height)
		if err := reader.Read(f); err != nil {
			if err.Error() != "EOF" {
				t.Fatal(err)
			}
			return all
		}
		all = append(all, f)
	}
}

// difference is the mean distance of two frames' values, of 255.
func difference(a, b *Frame) float64 {
	sum := 0
	for i, v := range a.Pix {
		d := int(v) - int(b.Pix[i])
		sum += max(d, -d)
	}
	return float64(sum) / float64(len(a.Pix))
}

// convert runs Convert, which has to succeed, and looks that nothing is left behind.
func convert(t testing.TB, in, name string, o Options, f FrameFunc) (string, *Summary) {
	t.Helper()
	out := t.TempDir() + "/" + name
	s, err := tools(t).Convert(context.Background(), in, out, o, f, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	clean(t, out)
	return out, s
}

// clean looks that no workplace is left.
func clean(t testing.TB, out string) {
	t.Helper()
	if _, err := os.Stat(WorkFolder(out)); err == nil {
		t.Errorf("%s is left behind", WorkFolder(out))
	}
}
