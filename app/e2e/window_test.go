package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// window is the running program.
type window struct {
	*screen
	t       *testing.T
	home    string
	id      string // of the window, for xdotool
	process *exec.Cmd
	output  *bytes.Buffer
	read    int     // lines of the log that were read
	began   float64 // seconds from the start of the program to its window
	ended   chan error
}

// Places in the window at its first size, 1280 x 800.
var (
	onPicture  = image.Pt(300, 300)
	onStrip    = image.Pt(700, 722)
	onPhotoTab = image.Pt(1185, 113)
	onDivider  = image.Pt(518, 340)
	onTraining = image.Pt(500, 400)
	onStrength = image.Pt(1254, 205)
	onGoOn     = image.Pt(712, 450) // of the question whether to go on with a training
	onDiscard  = image.Pt(580, 450) // of the question what becomes of a cancelled one
)

// open starts the program in a home of its own and waits for its window.
func open(t *testing.T, home string, args ...string) *window {
	t.Helper()
	w := &window{screen: newScreen(t), t: t, home: home, output: &bytes.Buffer{}, ended: make(chan error, 1)}
	os.Remove(w.logFile())
	w.process = exec.Command(program, append([]string{"-log", w.logFile()}, args...)...)
	w.process.Env = w.environment(home)
	w.process.Stdout, w.process.Stderr = w.output, w.output
	if err := w.process.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { w.ended <- w.process.Wait() }()
	t.Cleanup(w.check)
	w.began = w.since("started")
	w.read = 0 // some things were known before the window was there
	w.id = strings.Fields(w.xdotool("search", "--sync", "--onlyvisible", "--name", "^Restyle$"))[0]
	w.xdotool("windowfocus", w.id)
	return w
}

func (w *window) logFile() string { return filepath.Join(w.home, "events.log") }

// check ends the program if it runs still, and looks for what must not happen.
func (w *window) check() {
	shown := ""
	if w.t.Failed() {
		shown = w.shown()
	}
	w.process.Process.Kill()
	for _, bad := range []string{"*** Error in Fyne call thread", "panic:", "DATA RACE", "fatal error"} {
		if strings.Contains(w.output.String(), bad) {
			w.t.Errorf("the program said:\n%s", w.output)
			break
		}
	}
	if w.t.Failed() {
		log, _ := os.ReadFile(w.logFile())
		w.t.Logf("windows:\n%s\nlog:\n%s\noutput:\n%s", shown, log, w.output)
	}
}

// lines are those of the log that end with a line break.
func (w *window) lines() []string {
	data, err := os.ReadFile(w.logFile())
	if err != nil {
		return nil
	}
	lines := strings.Split(string(data), "\n")
	return lines[:len(lines)-1]
}

// wait waits for the next line that a pattern "name field=value" matches and returns it. Lines before it are passed over.
func (w *window) wait(event string, fields ...string) string {
	w.t.Helper()
	var found string
	eventually(w.t, fmt.Sprint("event ", event, fields), func() bool {
		select {
		case err := <-w.ended:
			w.ended <- err
			if event != "closed" {
				w.t.Fatalf("the program has ended (%v) before %s %v:\n%s", err, event, fields, w.output)
			}
		default:
		}
		lines := w.lines()
		for ; w.read < len(lines); w.read++ {
			if line := lines[w.read]; matches(line, event, fields) {
				w.read++
				found = line
				return true
			}
		}
		return false
	})
	return found
}

// since waits for an event and returns how many seconds after the start of the program it happened.
func (w *window) since(event string, fields ...string) float64 {
	w.t.Helper()
	at, err := strconv.ParseFloat(strings.Fields(w.wait(event, fields...))[0], 64)
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

func matches(line, event string, fields []string) bool {
	if !strings.Contains(line+" ", " event="+event+" ") {
		return false
	}
	for _, f := range fields {
		if !strings.Contains(line, f) {
			return false
		}
	}
	return true
}

// field is the number in a field of a line.
func field(t *testing.T, line, name string) float64 {
	t.Helper()
	m := regexp.MustCompile(`\b` + name + `="?([-0-9.]+)`).FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("no %s in %s", name, line)
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (w *window) move(at image.Point) {
	w.xdotool("mousemove", "--window", w.id, strconv.Itoa(at.X), strconv.Itoa(at.Y))
}

func (w *window) click(at image.Point) {
	w.move(at)
	w.xdotool("click", "1")
}

// drag moves the mouse with the button held, as a hand does.
func (w *window) drag(from, to image.Point) {
	w.move(from)
	w.xdotool("mousedown", "1")
	for i := 1; i <= 8; i++ {
		w.move(from.Add(to.Sub(from).Mul(i).Div(8)))
		time.Sleep(30 * time.Millisecond)
	}
	w.xdotool("mouseup", "1")
}

func (w *window) key(keys string) { w.xdotool("key", "--window", w.id, keys) }

// saveAs answers the file dialog of the system: the path replaces the name that it suggests.
func (w *window) saveAs(path string) {
	w.t.Helper()
	var dialog []string
	eventually(w.t, "the file dialog is open", func() bool {
		dialog = w.windows()
		return len(dialog) > 1
	})
	for _, id := range dialog {
		if id != w.id {
			w.xdotool("windowfocus", id)
		}
	}
	time.Sleep(time.Second) // the dialog reads its folder first
	w.xdotool("key", "ctrl+a")
	w.xdotool("type", "--delay", "30", "/")
	time.Sleep(500 * time.Millisecond)
	w.xdotool("key", "ctrl+a")
	w.xdotool("type", "--delay", "30", path)
	time.Sleep(300 * time.Millisecond)
	w.xdotool("key", "Return")
	eventually(w.t, "the file dialog is closed", func() bool { return len(w.windows()) == 1 })
	w.xdotool("windowfocus", w.id)
}

// windows lists those of the program; none if one of them went while xdotool looked, which it takes for a failure.
func (w *window) windows() []string {
	c := exec.Command("xdotool", "search", "--onlyvisible", "--class", "restyle")
	c.Env = append(os.Environ(), "DISPLAY="+w.screen.name)
	out, err := c.Output()
	if err != nil {
		return nil
	}
	return strings.Fields(string(out))
}

// shown tells what is on the screen, for a test that has failed.
func (w *window) shown() string {
	c := exec.Command("xdotool", "search", "--onlyvisible", "--name", "", "getwindowname", "%@", "getwindowgeometry", "%@")
	c.Env = append(os.Environ(), "DISPLAY="+w.screen.name)
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Sprintf("%s(xdotool: %v)", out, err)
	}
	return string(out)
}

// look is a picture of the window.
func (w *window) look() image.Image {
	w.t.Helper()
	var x, y, width, height int
	where := strings.Fields(w.xdotool("getwindowgeometry", "--shell", w.id))
	for i, place := range map[int]*int{1: &x, 2: &y, 3: &width, 4: &height} { // the first line is the window
		_, value, _ := strings.Cut(where[i], "=")
		n, err := strconv.Atoi(value)
		if err != nil {
			w.t.Fatalf("the window is at %v", where)
		}
		*place = n
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Rect, w.screen.look(), image.Pt(x, y), draw.Src)
	return img
}

// end waits for the end of the program.
func (w *window) end() {
	w.t.Helper()
	select {
	case err := <-w.ended:
		w.ended <- err
		if err != nil {
			w.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(patience):
		w.t.Errorf("the program does not end")
	}
}

// terminate is what the system sends when a person logs out.
func (w *window) terminate() { w.process.Process.Signal(syscall.SIGTERM) }

// beats are the values of a field of the heartbeat, one for each second behind the first few, when fonts and the like are loaded.
func (w *window) beats(name string) (values []float64) {
	for _, line := range w.lines() {
		if matches(line, "heartbeat", nil) {
			values = append(values, field(w.t, line, name))
		}
	}
	return values[min(3, len(values)):]
}
