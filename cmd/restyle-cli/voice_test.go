package main

import (
	"bytes"
	"strings"
	"syscall"
	"testing"
)

// TestEveryCommandHasTheCommonOptions: whoever puts them into a script need not know which command takes them.
func TestEveryCommandHasTheCommonOptions(t *testing.T) {
	for _, c := range commands() {
		if c.name == "help" { // it explains others
			continue
		}
		out := must(t, append([]string{"help"}, strings.Fields(c.name)...)...)
		if !strings.Contains(out, "\n  --progress HOW ") || !strings.Contains(out, "\n  --quiet ") {
			t.Errorf("%s has no --progress or no --quiet: %s", c.name, out)
		}
	}
	must(t, "help", "--quiet", "--progress", "json", "stylize")
	refuse(t, exitUsage, `model list: --progress "loud": want auto, plain or json`, "model", "list", "--progress", "loud")
}

// TestCommonOptionsOfTheLibrary: rows are printed in any case, what was done only without --quiet, and to programs it is an event.
func TestCommonOptionsOfTheLibrary(t *testing.T) {
	workplace(t)
	must(t, "style", "save", "leaf.png", "--model", "tiny")
	for _, args := range []string{"model list", "model show tiny", "style list", "version"} {
		want := must(t, strings.Fields(args)...)
		for _, option := range []string{"--quiet", "--progress=json", "--progress=plain"} {
			if code, out, err := cli(t, append(strings.Fields(args), option)...); code != exitDone || out != want || err != "" {
				t.Errorf("%s %s: exit %d, %q, %q", args, option, code, out, err)
			}
		}
	}
	for _, c := range []struct{ args, out, event, file, message string }{
		{"model export tiny -o a.safetensors", "wrote a.safetensors\n", "saved", "a.safetensors", ""},
		{"model import a.safetensors", "added the model a\n", "saved", "library/models/a.safetensors", ""},
		{"model rename a b", "renamed the model a to b\n", "renamed", "", "renamed the model a to b"},
		{"model remove b", "removed the model b\n", "removed", "", "removed the model b"},
		{"style rename leaf tree", "renamed the style leaf to tree\n", "renamed", "", "renamed the style leaf to tree"},
		{"style remove tree", "removed the style tree\n", "removed", "", "removed the style tree"},
	} {
		code, out, err := cli(t, append(strings.Fields(c.args), "--progress", "json")...)
		if e := decode[event](t, err); code != exitDone || out != c.out || e.Event != c.event || e.File != c.file || e.Message != c.message || !(e.Seconds > 0) {
			t.Errorf("%s: exit %d, %q, %q", c.args, code, out, err)
		}
	}
	must(t, "style", "save", "leaf.png", "--model", "tiny")
	for _, args := range []string{"model import a.safetensors", "model rename a b", "model remove b", "style rename leaf tree", "style remove tree"} {
		if code, out, err := cli(t, append(strings.Fields(args), "--quiet", "--progress", "json")...); code != exitDone || out+err != "" {
			t.Errorf("%s --quiet: exit %d, %q, %q", args, code, out, err)
		}
	}
}

func TestCommonOptionsOfBench(t *testing.T) {
	workplace(t)
	args := strings.Fields("bench --model tiny --size 32 --count 2 --threads 1,2 --progress json")
	_, out, err := cli(t, args...)
	lines := strings.Split(strings.TrimSpace(err), "\n")
	for i, line := range lines {
		if e := decode[event](t, line); e.Event != "measured" || e.Done != i+1 || e.Total != 4 {
			t.Errorf("%q", line)
		}
	}
	if len(lines) != 4 || strings.Count(out, "\n") != 3 {
		t.Errorf("%q, %q", out, err)
	}
	if code, out, err := cli(t, append(args, "--quiet")...); code != exitDone || err != "" || strings.Count(out, "\n") != 3 {
		t.Errorf("quiet: exit %d, %q, %q", code, out, err)
	}
}

// full is standard output on a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestResultsThatCannotBePrinted are failures.
func TestResultsThatCannotBePrinted(t *testing.T) {
	workplace(t)
	must(t, "style", "save", "leaf.png", "--model", "tiny")
	for _, args := range []string{
		"help", "help train", "model --help", "version", "style list", "style list --json", "model list", "model list --json", "model show tiny", "model show tiny --json",
		"stylize photo.png --style leaf --model tiny -o out.png", "eval picture photo.png --content photo.png --style leaf.png --model tiny",
		"bench --model tiny --size 32 --count 1", "model export tiny -o out.safetensors", "style rename leaf tree", "style remove tree",
	} {
		var err bytes.Buffer
		code := run(&program{ctx: t.Context(), out: full{}, err: &err}, strings.Fields(args))
		if want := "restyle-cli: print the result: no space left on device: check the space on the disk\n"; code != exitFailed || err.String() != want {
			t.Errorf("%s: exit %d, %q", args, code, &err)
		}
	}
}
