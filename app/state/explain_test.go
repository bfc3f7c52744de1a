package state

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"restyle/core/data"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
	"restyle/core/train"
	"restyle/core/video"
)

// TestErrorsOfTheCoreHaveSentences provokes errors in the core: each comes out as its translatable sentence, complete, with the English of the core
// for those who want details.
func TestErrorsOfTheCoreHaveSentences(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	whole := picture(t, at("whole.png"), 40, 30, color.NRGBA{R: 200})
	bytes, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	open := func(name, content string) error {
		_, err := imaging.Open(write(t, at(name), content), imaging.Limits{})
		return err
	}
	library := model.NewLibrary(folder)
	loaded, err := library.Load(model.DefaultName)
	if err != nil {
		t.Fatal(err)
	}
	load := func(name, content string) error {
		_, err := library.Load(write(t, at(name), content))
		return err
	}
	torch := func(name, content string) error {
		_, err := roleOf(write(t, at(name), content), VGGFile)
		return err
	}
	session := stylize.New(loaded, stylize.Resources{})
	for _, c := range []struct {
		name string // of the sentence, behind "problem."
		err  func() error
		has  string // in the sentence
	}{
		{"file.missing", func() error { _, err := imaging.Open(at("gone.jpg"), imaging.Limits{}); return err }, "gone.jpg"},
		{"picture.cutoff", func() error { return open("short.png", string(bytes[:len(bytes)/2])) }, "PNG"},
		{"picture.damaged", func() error { return open("bad.png", string(bytes[:29])+"\x00\x00\x00\x00"+string(bytes[33:])) }, "bad.png"},
		{"picture.empty", func() error { return open("empty.jpg", "") }, "empty.jpg"},
		{"picture.unknown", func() error { return open("letter.jpg", "dear all") }, "letter.jpg"},
		{"picture.heic", func() error { return open("phone.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00") }, "phone.heic"},
		{"picture.large", func() error { _, err := imaging.Open(whole, imaging.Limits{Pixels: 1000}); return err }, "40 × 30"},
		{"picture.folder", func() error { _, err := imaging.Open(folder, imaging.Limits{}); return err }, filepath.Base(folder)},
		{"save.nofolder", func() error { return imaging.Save(at("no/where.png"), imaging.New(2, 2), imaging.SaveOptions{}) }, at("no")},
		{"save.ending", func() error { return imaging.Save(at("a.gif"), imaging.New(2, 2), imaging.SaveOptions{}) }, "a.gif"},
		{"save.isfolder", func() error {
			return errors.Join(os.Mkdir(at("dir.png"), 0o700), imaging.Save(at("dir.png"), imaging.New(2, 2), imaging.SaveOptions{}))
		}, "dir.png"},
		{"disk.full", func() error {
			return fmt.Errorf("save a.png: %w", &fs.PathError{Op: "write", Path: "a", Err: syscall.ENOSPC})
		}, "disk"},
		{"style.small", func() error { _, err := session.Style(context.Background(), imaging.New(3, 4), model.Art); return err }, "3 × 4"},
		{"style.tiny", func() error {
			_, err := session.Style(context.Background(), imaging.New(3, 4), model.Art)
			return named("dots", err)
		}, "dots"},
		{"style.other", func() error {
			_, err := model.LoadPreset(write(t, at("plain.style"), "\x02\x00\x00\x00\x00\x00\x00\x00{}"))
			return err
		}, "plain.style"},
		{"model.none", func() error { _, err := library.Load("lost"); return err }, "lost"},
		{"weights.other", func() error { return load("letter.safetensors", "dear all, how are you") }, "letter.safetensors"},
		{"weights.damaged", func() error { return load("cut.safetensors", "\xf0\x00\x00\x00\x00\x00\x00\x00{}") }, "cut.safetensors"},
		{"model.other", func() error { return load("plain.safetensors", "\x02\x00\x00\x00\x00\x00\x00\x00{}") }, "plain.safetensors"},
		{"name.empty", func() error { return library.CanSave("", false) }, "name"},
		{"name.letter", func() error { return library.CanSave("a/b", false) }, "/"},
		{"name.builtin", func() error { return library.CanSave(model.DefaultName, false) }, model.DefaultName},
		{"name.long", func() error { return library.CanSave(strings.Repeat("long", 30), false) }, "shorter"},
		{"name.odd", func() error { return library.CanSave("nul", false) }, "nul"},
		{"torch.other", func() error { return torch("letter.pth", "dear all") }, "letter.pth"},
		{"file.missing", func() error { _, err := roleOf(at("gone.pth"), VGGFile); return err }, "gone.pth"},
		{"import.none", func() error { _, err := sortCheckpoints([]string{t.TempDir()}); return err }, ".pth"},
		{"video.noffmpeg", func() error {
			_, err := (video.Tools{}).Probe(context.Background(), write(t, at("film.mp4"), "x"), video.Rate{})
			return err
		}, "ffmpeg"},
		{"pictures.style", func() error {
			_, err := data.Open(context.Background(), data.Sources{Content: []string{whole}, Style: []string{at("letter.jpg")}}, data.Options{}, nil)
			return err
		}, "style"},
		{"training.diverged", func() error { return fmt.Errorf("train: %w", train.ErrDiverged) }, "nothing was changed"},
		{"other", func() error { return errors.New("something odd: try again") }, "Something odd: try again."},
	} {
		err := c.err()
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		p := explain(err)
		s := p.Sentence.String()
		if p.Sentence.Key != "problem."+c.name || !strings.Contains(s, c.has) || strings.Contains(s, "{{") || p.Details != err.Error() {
			t.Errorf("%s: %v is said as %s: %q", c.name, err, p.Sentence.Key, s)
		}
	}
	if explain(nil) != nil || explain(fmt.Errorf("read: %w", context.Canceled)) != nil {
		t.Error("what was cancelled is a problem")
	}
}

// TestEveryNameHasASentence reads the names that the core and this package give to errors.
func TestEveryNameHasASentence(t *testing.T) {
	used := map[string]bool{"problem.other": true, "problem.pictures.content": true, "problem.pictures.style": true, "problem.style.small": true}
	name := regexp.MustCompile(`"((?:file|picture|save|disk|memory|style|weights|model|name|torch|import|video|training|settings)\.[a-z]+)"`)
	for _, root := range []string{"../../core", "."} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(source), "core/fault") && !strings.Contains(string(source), ".warn(") && !strings.Contains(path, "imaging") {
				return err
			}
			for _, m := range name.FindAllStringSubmatch(string(source), -1) {
				used["problem."+m[1]] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(used) < 60 {
		t.Errorf("only %d names were found", len(used))
	}
	for key := range used {
		if englishOf(key) == "" {
			t.Errorf("%s has no sentence", key)
		}
	}
	for key := range maps.Keys(problems) {
		if !used[key] {
			t.Errorf("%s is used nowhere", key)
		}
	}
}
