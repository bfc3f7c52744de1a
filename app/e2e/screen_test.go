package e2e

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program is the path of the built program.
var program string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "restyle-e2e-")
	if err != nil {
		panic(err)
	}
	code := 1
	if err := build(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = m.Run()
	}
	os.RemoveAll(folder)
	os.Exit(code)
}

// build makes the two programs, with the flags of everybody else, so that Go's cache serves.
func build(folder string) error {
	if missing() != "" {
		return nil // all tests will be skipped
	}
	program = filepath.Join(folder, "restyle")
	for out, path := range map[string]string{program: "../..", commandLine(): "../../cmd/restyle-cli"} {
		if b, err := exec.Command("go", "build", "-o", out, path).CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", path, err, b)
		}
	}
	return nil
}

func commandLine() string { return program + "-cli" }

// missing names what the tests need and this computer lacks.
func missing() string {
	for _, tool := range []string{"Xvfb", "xdotool", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			return tool
		}
	}
	return ""
}

// screen is a display.
type screen struct {
	t      *testing.T
	name   string // DISPLAY
	memory string // file with its pixels
}

// newScreen starts an X server on a display that is free.
func newScreen(t *testing.T) *screen {
	t.Helper()
	if tool := missing(); tool != "" {
		t.Skipf("%s is not installed: the real window is not tested", tool)
	}
	if testing.Short() {
		t.Skip("the real window takes minutes")
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-fbdir", folder)
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	return &screen{t, ":" + strings.TrimSpace(number), filepath.Join(folder, "Xvfb_screen0")}
}

// look is what the screen shows. Xvfb keeps it in a file of the format of xwd: a header of big-endian numbers, a table of colours, and the pixels.
func (s *screen) look() *image.RGBA {
	s.t.Helper()
	b, err := os.ReadFile(s.memory)
	if err != nil {
		s.t.Fatal(err)
	}
	field := func(i int) int { return int(binary.BigEndian.Uint32(b[4*i:])) }
	const colour = 12 // bytes of an entry of the table
	width, height, order, bits, line, pixels := field(4), field(5), field(7), field(11), field(12), b[field(0)+colour*field(19):]
	if order != 0 || bits != 32 {
		s.t.Fatalf("the screen has %d bits a pixel in byte order %d, want 32, the lowest byte first", bits, order)
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p := pixels[y*line+4*x:]
			img.SetRGBA(x, y, color.RGBA{p[2], p[1], p[0], 255})
		}
	}
	return img
}

// environment is that of a program on this screen, with an own home, so that nobody's settings matter.
func (s *screen) environment(home string) []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch name {
		case "DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LANG", "LANGUAGE", "HOME", "XDG_CONFIG_HOME",
			"DBUS_SESSION_BUS_ADDRESS", "FYNE_SCALE", "FYNE_THEME", "RESTYLE_LIBRARY":
		default:
			env = append(env, v)
		}
	}
	// A bus address that leads nowhere keeps libraries from starting a bus of their own.
	return append(env, "DISPLAY="+s.name, "LC_ALL=en_US.UTF-8", "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, "config"),
		"DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
}

// xdotool runs a command of it.
func (s *screen) xdotool(args ...string) string {
	s.t.Helper()
	c := exec.Command("xdotool", args...)
	c.Env = append(os.Environ(), "DISPLAY="+s.name)
	out, err := c.CombinedOutput()
	if err != nil {
		s.t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

const (
	patience = 4 * time.Minute // everything takes long on a busy computer
	glance   = 50 * time.Millisecond
)

// eventually waits until something is so.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(glance) {
		if ok() {
			return
		}
	}
	t.Fatalf("not so after %v: %s", patience, what)
}
