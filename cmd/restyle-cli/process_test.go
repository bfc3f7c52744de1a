package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestProgram builds the real program and treats it badly.
func TestProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	program := build(t)
	t.Run("interrupt", func(t *testing.T) { testInterrupt(t, program) })
	t.Run("hangup", func(t *testing.T) { testHangup(t, program) })
	t.Run("full disk", func(t *testing.T) { testFullDisk(t, program) })
}

func build(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "restyle-cli.exe")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v: %s", err, out)
	}
	return path
}

// testInterrupt sends the real program a SIGINT in the middle of stylize and of train.
func testInterrupt(t *testing.T, program string) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGINT to send")
	}
	workplace(t)
	trainingPictures(t)
	savePicture(t, "large.png", 1600, 1200)
	for _, c := range []struct{ args, when, left string }{
		{"stylize large.png large.png large.png large.png --style leaf.png --model tiny --progress plain -o out", "encode", ""},
		{trainTiny + "--name long --steps 1000000 --progress plain", "step 3", "library/models/long.training"},
	} {
		code, err := signalled(t, exec.Command(program, strings.Fields(c.args)...), os.Interrupt, says(c.when))
		if code != exitInterrupted || !strings.HasSuffix(err, "restyle-cli: interrupted\n") {
			t.Errorf("%s: exit %d: %s", c.args, code, err)
		}
		files := listing(t)
		if strings.Contains(files, ".part") || strings.Contains(files, "long.safetensors") || !strings.Contains(files, c.left) {
			t.Errorf("%s leaves %s", c.args, files)
		}
	}
}

// testHangup closes the terminal of a training, which keeps what it has learnt; one that began under nohup goes on.
func testHangup(t *testing.T, program string) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGHUP to send")
	}
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGHUP) // or the programs would be deaf to it where this test is
	defer signal.Stop(heard)
	workplace(t)
	trainingPictures(t)
	args := trainTiny + "--name long --steps 1000000 --progress plain"
	code, err := signalled(t, exec.Command(program, strings.Fields(args)...), syscall.SIGHUP, says("step 3"))
	if code != exitInterrupted || !strings.Contains(listing(t), "library/models/long.training") {
		t.Errorf("exit %d, and there are %s: %s", code, listing(t), err)
	}
	nohup := exec.Command("sh", append([]string{"-c", `trap "" HUP; exec "$0" "$@"`, program}, strings.Fields(trainTiny+"--name short --steps 9 --progress plain")...)...)
	if code, err := signalled(t, nohup, syscall.SIGHUP, says("step 3")); code != 0 {
		t.Errorf("under nohup: exit %d: %s", code, err)
	}
}

// signalled runs a command, sends it the signal at the first line of its standard error at which when says so, and returns the exit code and all of the error.
func signalled(t *testing.T, c *exec.Cmd, signal os.Signal, when func(line string) bool) (int, string) {
	t.Helper()
	pipe, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	stop := time.AfterFunc(time.Minute, func() { c.Process.Kill() })
	defer stop.Stop()
	var all strings.Builder
	sent := false
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		all.WriteString(lines.Text() + "\n")
		if !sent && when(lines.Text()) {
			sent = true
			if err := c.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := c.Wait(); err != nil && !isExit(err) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), all.String()
}

// says waits for a line that contains text.
func says(text string) func(line string) bool {
	return func(line string) bool { return strings.Contains(line, text) }
}

func isExit(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit)
}

// testFullDisk lets every file end after a few kilobytes, as on a full disk.
func testFullDisk(t *testing.T, program string) {
	shell, err := exec.LookPath("sh")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("needs a shell that limits the size of files")
	}
	workplace(t)
	trainingPictures(t)
	savePicture(t, "large.png", 300, 200)
	if err := os.Mkdir("out", 0o700); err != nil {
		t.Fatal(err)
	}
	before := listing(t)
	for _, args := range []string{
		"stylize large.png --style leaf.png --model tiny -o out/x.png",
		"stylize large.png --style leaf.png --model tiny -o out/x.jpg",
		"model export tiny -o out/x.safetensors",
		"model export tiny -o out/x.onnx",
		"model import library/models/tiny.safetensors --name copy",
		"style save leaf.png --model tiny -o out/x.style",
		trainTiny + "--steps 1 --name learned",
	} {
		c := exec.Command(shell, append([]string{"-c", `ulimit -f 2; exec "$0" "$@"`, program}, strings.Fields(args)...)...)
		out, err := c.CombinedOutput()
		if c.ProcessState.ExitCode() != exitFailed || !strings.HasPrefix(string(out), "restyle-cli: ") || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%s: %v: %s", args, err, out)
		}
		if !strings.Contains(string(out), "check the space on the disk") || strings.Contains(string(out), ".part") {
			t.Errorf("%s: does not say what to do, or names what nobody knows: %s", args, out)
		}
		if after := listing(t); after != before {
			t.Fatalf("%s: files before: %s\nafter: %s", args, before, after)
		}
	}
}
