package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"restyle/core/model"
	"restyle/core/stylize"
	"restyle/core/teach"
	"restyle/core/train"
)

// trainingPictures makes folders of contents and styles.
func trainingPictures(t *testing.T) {
	t.Helper()
	for _, folder := range []string{"photos", "paintings"} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			savePicture(t, fmt.Sprintf("%s/%d.png", folder, i), 70+i, 64+len(folder))
		}
	}
}

const trainTiny = "train --from tiny --style paintings --content photos --size 40 --batch 1 --seed 3 "

func checksum(t *testing.T, name string) string {
	t.Helper()
	m, err := model.NewLibrary("library").Load(name)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := m.Checksum()
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func TestTrainedModelsStylize(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	write(t, "photos/text.jpg", []byte("this is a text"))
	code, out, err := cli(t, strings.Fields(trainTiny+"--name mine --steps 4 --progress json")...)
	if code != exitDone || !strings.Contains(out, `use it with --model "mine"`) || !strings.Contains(err, "left out: open photos/text.jpg: this is not a picture") {
		t.Fatalf("exit %d: %q %q", code, out, err)
	}
	steps := 0
	for line := range strings.Lines(err) {
		var e event
		if json.Unmarshal([]byte(line), &e) == nil && e.Event == "step" {
			steps++
			if e.Done != steps || e.Total != 4 || !(e.Loss > 0) {
				t.Errorf("%q", line)
			}
		}
	}
	if steps != 4 {
		t.Errorf("%d steps are reported", steps)
	}
	must(t, "stylize", "photo.png", "--style", "leaf.png", "--model", "mine")
	show := must(t, "model", "show", "mine")
	for _, want := range []string{"trained", "pictures of photos, paintings", "steps          4", "loss style", "parent         " + checksum(t, "tiny")} {
		if !strings.Contains(show, want) {
			t.Errorf("%q is not in %q", want, show)
		}
	}
	must(t, strings.Fields(trainTiny+"--name again --steps 4 --quiet")...)
	if checksum(t, "mine") != checksum(t, "again") || checksum(t, "mine") == checksum(t, "tiny") {
		t.Error("the same training gives another model, or none")
	}
	must(t, strings.Fields(trainTiny+"--name fresh --scratch --mode photo --steps 1")...)
	refuse(t, exitFailed, `there is a model "mine" already`, strings.Fields(trainTiny+"--name mine")...)
}

// interrupting cancels when a text has been written so many times.
type interrupting struct {
	bytes.Buffer
	text   string
	times  int
	cancel context.CancelFunc
}

func (w *interrupting) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if strings.Count(w.String(), w.text) >= w.times {
		w.cancel()
	}
	return n, err
}

func TestInterruptedTrainingGoesOnExactly(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	must(t, strings.Fields(trainTiny+"--name whole --steps 6")...)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w := &interrupting{text: `"event":"step"`, times: 3, cancel: cancel}
	var out bytes.Buffer
	if code := run(&program{ctx: ctx, out: &out, err: w}, strings.Fields(trainTiny+"--name parts --steps 6 --progress json")); code != exitInterrupted {
		t.Fatalf("exit %d: %s", code, w)
	}
	if !strings.Contains(w.String(), "stopped after step 3: go on with the same folders and --resume library/models/parts.training") {
		t.Errorf("%s", w)
	}
	if files := listing(t); strings.Contains(files, "parts.safetensors") || strings.Contains(files, ".part ") {
		t.Errorf("files: %s", files)
	}
	refuse(t, exitFailed, "there is a checkpoint library/models/parts.training", strings.Fields(trainTiny+"--name parts --steps 6")...)
	for _, more := range []string{"--steps 9", "--mode photo", "--rate 0.1", "--batch 2", "--seed 4"} {
		refuse(t, exitUsage, "train: --resume goes on with the options that the training began with: leave --"+strings.Fields(more)[0][2:]+" out",
			strings.Fields("train --resume parts --style paintings --content photos "+more)...)
	}
	refuse(t, exitFailed, "train: --resume none: there is no checkpoint library/models/none.training: name the file", strings.Fields("train --resume none --style paintings")...)
	checkpoint, err := os.ReadFile("library/models/parts.training")
	if err != nil {
		t.Fatal(err)
	}
	write(t, "other", checkpoint)
	const note = "the training began with pictures of photos, paintings and goes on with pictures of paintings: name the same folders"
	if code, _, err := cli(t, strings.Fields("train --resume other --style paintings")...); code != exitDone || !strings.Contains(err, note) {
		t.Errorf("other pictures: exit %d, %q", code, err)
	}
	if code, _, err := cli(t, strings.Fields("train --resume parts --style paintings --content photos")...); code != exitDone || strings.Contains(err, "goes on with") {
		t.Errorf("exit %d, %q", code, err)
	}
	if checksum(t, "whole") != checksum(t, "parts") {
		t.Error("the interrupted training came out differently")
	}
	if files := listing(t); strings.Contains(files, ".training") {
		t.Errorf("a finished training leaves its checkpoint: %s", files)
	}
}

// interrupt begins a training that is interrupted after its first step, and returns what it says.
func interrupt(t *testing.T, args string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w := &interrupting{text: `"event":"step"`, times: 1, cancel: cancel}
	if code := run(&program{ctx: ctx, out: io.Discard, err: w}, append(strings.Fields(args), "--progress", "json")); code != exitInterrupted {
		t.Fatalf("exit %d: %s", code, w)
	}
	return w.String()
}

// TestNamesOfCheckpoints: a dot in them is a dot, and a folder that is called so is none.
func TestNamesOfCheckpoints(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	for _, args := range []string{"--resume v1.0", "--resume library/models/v1.0.training"} {
		interrupt(t, trainTiny+"--name v1.0 --steps 3")
		must(t, strings.Fields("train --style paintings --content photos "+args)...)
		must(t, "model", "show", "v1.0")
		must(t, "model", "remove", "v1.0")
	}
	if err := os.Mkdir("parts", 0o700); err != nil {
		t.Fatal(err)
	}
	interrupt(t, trainTiny+"--name parts --steps 3")
	must(t, strings.Fields("train --style paintings --content photos --resume parts")...)
	must(t, "model", "show", "parts")
	refuse(t, exitFailed, "train: --resume parts: there is no checkpoint library/models/parts.training", strings.Fields("train --style paintings --resume parts")...)
}

// TestTrainingsThatReplaceAModel say so again where they are interrupted, and name the file that they wrote, whose capitals are those of the model before.
func TestTrainingsThatReplaceAModel(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	must(t, strings.Fields(trainTiny+"--name Mine --steps 1")...)
	if told := interrupt(t, trainTiny+"--name mine --steps 3 --force"); !strings.Contains(told, "--resume library/models/mine.training --force") {
		t.Errorf("%s", told)
	}
	told := must(t, strings.Fields("train --style paintings --content photos --resume library/models/mine.training --force")...)
	if want := `wrote library/models/Mine.safetensors: use it with --model "Mine"`; !strings.Contains(told, want) {
		t.Errorf("%q, want %q", told, want)
	}
	if told := interrupt(t, trainTiny+"--name new --steps 3 --force"); strings.Contains(told, "new.training --force") {
		t.Errorf("nothing is replaced: %s", told)
	}
}

// TestResumedTrainingsKeepTheirModel: --from is for efforts, whose start is read again.
func TestResumedTrainingsKeepTheirModel(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	interrupt(t, trainTiny+"--name parts --steps 3")
	refuse(t, exitUsage, "train: --resume goes on with the model in the checkpoint: leave --from out", strings.Fields("train --style paintings --content photos --resume parts --from tiny")...)
	must(t, strings.Fields("train --style paintings --content photos --resume parts")...)
	effort := &train.Checkpoint{Model: tinyModel(t), Options: teach.Quick.Options(model.Art)}
	if err := (&training{flags: &trainFlags{common: common{model: "tiny"}}}).goOn(effort); err != nil {
		t.Errorf("of an effort: %v", err)
	}
}

// TestResumedTrainingsWantTheirTeacher: the advice names it, another or none is refused before any work, and with it the training goes on exactly.
func TestResumedTrainingsWantTheirTeacher(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	saveTeacher(t, "teacher.safetensors", 1)
	saveTeacher(t, "other.safetensors", 2)
	const with = trainTiny + "--teacher teacher.safetensors --steps 3 "
	must(t, strings.Fields(with+"--name whole")...)
	if told := interrupt(t, with+"--name parts"); !strings.Contains(told, "go on with the same folders and --resume library/models/parts.training --teacher teacher.safetensors") {
		t.Errorf("%s", told)
	}
	const again = "train --style paintings --content photos --resume parts "
	refuse(t, exitUsage, "parts.training: its losses are measured in the network of a file: name that with --teacher", strings.Fields(again)...)
	refuse(t, exitUsage, "parts.training: its losses are measured in another network than that of --teacher", strings.Fields(again+"--teacher other.safetensors")...)
	must(t, strings.Fields(again+"--teacher teacher.safetensors")...)
	if checksum(t, "whole") != checksum(t, "parts") {
		t.Error("the interrupted training came out differently")
	}
	interrupt(t, trainTiny+"--steps 3 --name own")
	refuse(t, exitUsage, "own.training: its losses are measured in the model's own encoder: leave --teacher out",
		strings.Fields("train --style paintings --content photos --resume own --teacher teacher.safetensors")...)
}

// TestTheSamePictures: what the window says of pictures names no folders, and their order does not count.
func TestTheSamePictures(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"pictures of photos, paintings", "pictures of paintings, photos", true},
		{"pictures of photos, paintings", "pictures of paintings", false},
		{"pictures of a", "pictures of b", false},
		{"own styles: a.jpg", "pictures of b", true},
		{"", "pictures of b", true},
	} {
		if got := samePictures(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
	}
}

// TestModelsHaveTheModesTheyWereTaught: what nothing has been learnt for paints rubbish.
func TestModelsHaveTheModesTheyWereTaught(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	must(t, strings.Fields(trainTiny+"--name one --scratch --steps 1")...)
	refuse(t, exitFailed, `model "one" has no photo mode, only art`, strings.Fields("stylize photo.png --style leaf.png --model one --mode photo")...)
	refuse(t, exitFailed, `model "one" has no photo mode, only art`, strings.Fields("train --from one --mode photo --effort quick --style paintings --name x")...)
	more := strings.Fields("train --from one --mode photo --style paintings --size 48 --batch 1 --steps 1 --name two")
	code, _, err := cli(t, more...)
	if code != exitDone || !strings.Contains(err, `model "one" has no photo mode: it begins at random, and the art mode stays as it is`) {
		t.Fatalf("exit %d, %q", code, err)
	}
	for model, want := range map[string]string{"one": "art", "two": "art, photo"} {
		if list := must(t, "model", "show", model); !strings.Contains(list, "modes          "+want+"\n") {
			t.Errorf("%q", list)
		}
	}
	must(t, strings.Fields("stylize photo.png --style leaf.png --model one -o a.png")...)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model two -o b.png")...)
	if !slices.Equal(open(t, "a.png").Pix, open(t, "b.png").Pix) {
		t.Error("learning one mode changes the other")
	}
}

func TestTrainingMistakes(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	if err := os.Mkdir("empty", 0o700); err != nil {
		t.Fatal(err)
	}
	before := listing(t)
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"train --name x", exitUsage, "no pictures are named: add --style FOLDER"},
		{"train --style paintings", exitUsage, "give the new model a name"},
		{"train --style paintings --name x --size 33", exitUsage, "a multiple of 8"},
		{"train --style paintings --name x --from tiny --size 32", exitUsage, "crops of 32 pixels: the art mode of this model wants at least 40"},
		{"train --style paintings --name x --rate 0", exitUsage, "train: --rate 0: want a number over 0, at most 1"},
		{"train --style paintings --name x --rate NaN", exitUsage, "train: --rate NaN: want a number over 0"},
		{"train --style paintings --name x --tau 0", exitUsage, "train: --tau 0: want a number over 0"},
		{"train --style paintings --name x --tau NaN", exitUsage, "train: --tau NaN"},
		{"train --style paintings --name x --anchors 0", exitUsage, "train: --anchors 0: want 1 to 1024"},
		{"train --style paintings --name x --ccpl-layers 5", exitUsage, "train: --ccpl-layers 5: want 1 to 4"},
		{"train --style paintings --name x --ccpl-layers 4 --mode photo", exitUsage, "train: --ccpl-layers 4: want 1 to 3"},
		{"train --style paintings --name x --ccpl-layers 2 --effort quick", exitUsage, "leave --effort or --ccpl-layers out"},
		{"train --style paintings --name x --content-weight -1", exitUsage, "train: --content-weight -1: want 0 to 1000000000"},
		{"train --style paintings --name x --style-weight NaN", exitUsage, "train: --style-weight NaN"},
		{"train --style paintings --name x --ccpl-weight Inf", exitUsage, "train: --ccpl-weight +Inf"},
		{"train --style paintings --name x --checkpoint 0", exitUsage, "train: --checkpoint 0: want 1 to"},
		{"train --style paintings --name tiny", exitFailed, `train: there is a model "tiny" already: choose another name or remove it, or add --force to overwrite it`},
		{"train --style paintings --name a/b", exitUsage, "holds '/'"},
		{"distill --style paintings --name a/b --teacher photo.png", exitUsage, "holds '/'"},
		{"train --style paintings --name x --from yours", exitFailed, "there is none of that name"},
		{"train --style missing --name x --from tiny", exitFailed, "missing"},
		{"train --style empty --name x --from tiny", exitFailed, "empty"},
		{"train --style paintings --resume photo.png --name x", exitFailed, "open training"},
		{"train --style paintings --resume library/models/tiny.safetensors --name x", exitFailed, "not a checkpoint of a training"},
		{"train --style paintings --name x --from tiny --teacher photo.png", exitFailed, "load teacher"},
		{"distill --style paintings --name x", exitUsage, "name the teacher's file"},
		{"distill --style paintings --name x --teacher photo.png --widths 1,2", exitUsage, "want four numbers"},
		{"distill --style paintings --name x --teacher photo.png --widths 1,2,3,0", exitUsage, "network width 0"},
		{"distill --style paintings --name x --teacher photo.png --steps 0", exitUsage, "distill: --steps 0: want 1 to"},
		{"distill --style paintings --name x --teacher photo.png --size 100000", exitUsage, "distill: --size 100000: want 16 to 1024"},
		{"distill --style paintings --name x --teacher photo.png --rate NaN", exitUsage, "distill: --rate NaN"},
		{"distill --style paintings --name x --teacher photo.png", exitFailed, "load teacher photo.png: this is none: choose vgg_normalised.pth of the authors, or a .safetensors file that holds the layers conv0"},
		{"distill --style paintings --name x --teacher library/models/tiny.safetensors", exitFailed, "tiny.safetensors: this is none: choose vgg_normalised.pth"},
		{"distill --style paintings --name x --teacher gone.safetensors", exitFailed, "gone.safetensors: there is no such file"},
		{"distill --style paintings --name tiny --teacher photo.png", exitFailed, "already"},
		{"bench --size 7", exitUsage, "bench: --size 7: want 16 to 8192"},
		{"bench --size 100000 --count 1", exitUsage, "bench: --size 100000: want 16 to 8192"},
		{"bench --count 0", exitUsage, "bench: --count 0: want 1 to"},
		{"bench --random compact --model tiny", exitUsage, "bench: --random compact --model tiny: choose one of the two"},
		{"bench --model tiny --plain", exitUsage, "--plain: there is nothing else in art mode"},
		{"bench --threads two", exitUsage, "want numbers of threads"},
		{"bench --random huge", exitUsage, "want full or compact"},
	} {
		refuse(t, c.code, c.want, strings.Fields(c.args)...)
	}
	if after := listing(t); after != before {
		t.Errorf("files before: %s\nafter: %s", before, after)
	}
}

func TestBench(t *testing.T) {
	workplace(t)
	out := must(t, strings.Fields("bench --model tiny --size 32 --count 2 --threads 1,2 --json")...)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for i, line := range lines {
		var m measurement
		if err := json.Unmarshal([]byte(line), &m); err != nil || m.Threads != i+1 || !(m.Encode > 0 && m.Transform > 0 && m.Decode > 0) || m.Total < m.Decode {
			t.Errorf("%q: %v", line, err)
		}
	}
	if len(lines) != 2 {
		t.Errorf("%d lines", len(lines))
	}
	if out := must(t, strings.Fields("bench --random compact --size 32 --count 1 --mode photo")...); !strings.Contains(out, "random compact") || !strings.Contains(out, "photo") {
		t.Errorf("%q", out)
	}
}

// TestStagesOfACutPicture come once for each window: all of them count.
func TestStagesOfACutPicture(t *testing.T) {
	const step = 5 * time.Millisecond
	watch := &stopwatch{spent: map[stylize.Stage]time.Duration{}}
	for _, stage := range []stylize.Stage{stylize.Encode, stylize.Encode, stylize.Encode, stylize.Decode, stylize.Decode, ""} {
		watch.see(stylize.Event{Stage: stage})
		time.Sleep(step)
	}
	if s := watch.spent; s[stylize.Encode] < 3*step || s[stylize.Decode] < 2*step || s[stylize.Transform] != 0 || s[""] != 0 {
		t.Errorf("%v", s)
	}
}

func TestRecipeFiles(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	recipe := `{"Mode": "photo", "Seed": 987, "Stages": [{"Steps": 2, "Size": 48, "Batch": 1, "Identity": 1}, {"Steps": 1, "Size": 64, "Batch": 2}],
		"Rate": 0.001, "Decay": "cosine", "Weights": {"Content": 1, "Style": 10, "CCPL": 1, "Colour": 10}, "Average": 0.9}`
	write(t, "recipe.json", []byte(recipe))
	must(t, "train", "--from", "tiny", "--scratch", "--style", "paintings", "--name", "cooked", "--recipe", "recipe.json")
	shown := must(t, "model", "show", "cooked")
	for _, want := range []string{`steps\s+3\b`, `seed\s+987\b`} {
		if !regexp.MustCompile(want).MatchString(shown) {
			t.Errorf("the trained model does not show %s of its recipe: %s", want, shown)
		}
	}
	write(t, "bad.json", []byte(`{"Mode": "photo", "Colour": 3}`))
	refuse(t, 1, "bad.json", "train", "--from", "tiny", "--style", "paintings", "--name", "x", "--recipe", "bad.json")
	refuse(t, 1, "missing.json", "train", "--from", "tiny", "--style", "paintings", "--name", "x", "--recipe", "missing.json")
	write(t, "empty.json", []byte(`{}`))
	refuse(t, 2, "stages", "train", "--from", "tiny", "--style", "paintings", "--name", "x", "--recipe", "empty.json")
}

// TestEffortsCompareWithTheirStart: without settings of its own a training is that of the window, shortened here, and only a model that is better is kept.
func TestEffortsCompareWithTheirStart(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	o, f := &trainFlags{}, flag.NewFlagSet("train", flag.ContinueOnError)
	o.register(f)
	if err := f.Parse(strings.Fields("--from tiny --style paintings --name mine --seed 5")); err != nil {
		t.Fatal(err)
	}
	if err := o.chooseEffort(f); err != nil {
		t.Fatal(err)
	}
	if o.effort != "quick" || o.plan == nil || o.plan.Steps() != 650 || o.plan.Seed != 5 || !teach.OfEffort(&train.Checkpoint{Options: *o.plan}) {
		t.Fatalf("effort %q: %+v", o.effort, o.plan)
	}
	o.plan.Stages[0].Steps, o.plan.Stages[0].Size = 30, 64
	// Interrupted while it compares, it goes on there, as the effort that it is, whatever the settings of this version are.
	var out bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	told := &interrupting{text: `"event":"comparing"`, times: 1, cancel: cancel}
	o.progress = "json"
	if err := (&program{ctx: ctx, out: &out, err: told}).train(o); !errors.Is(err, context.Canceled) {
		t.Fatalf("interrupted: %v", err)
	}
	if advice := "go on with the same folders and --resume library/models/mine.training --from tiny\n"; !strings.Contains(told.String(), advice) {
		t.Errorf("%q is not in %s", advice, told)
	}
	checkpoint, err := train.Open("library/models/mine.training")
	if err != nil || checkpoint.Step != 30 || checkpoint.Effort != "quick" {
		t.Fatalf("checkpoint: %v", err)
	}
	refuse(t, exitFailed, "began from another model than that of --from: name it there", strings.Fields("train --resume mine --style paintings")...)
	code, done, said := cli(t, strings.Fields("train --resume mine --style paintings --from tiny --progress json")...)
	_, missing := model.NewLibrary("library").Load("mine")
	switch {
	case !strings.Contains(said, `"event":"comparing"`):
		t.Errorf("exit %d, nothing is compared: %s", code, said)
	case code == exitDone && missing == nil && strings.Contains(done, "% closer to the styles; use it with"):
		if show := must(t, "model", "show", "mine"); !strings.Contains(show, "steps          30") || !strings.Contains(show, "loss style before") {
			t.Errorf("%q", show)
		}
	case code == exitFailed && missing != nil && strings.Contains(said, errNoGain.Error()):
	default:
		t.Errorf("exit %d, %v: %s%s", code, missing, done, said)
	}
	if files := listing(t); strings.Contains(files, ".training") {
		t.Errorf("a finished training leaves its checkpoint: %s", files)
	}
	refuse(t, exitUsage, "leave --effort or --steps out", strings.Fields(trainTiny+"--name x --effort quick --steps 3")...)
	refuse(t, exitUsage, `effort "long": want quick, standard or thorough`, strings.Fields("train --from tiny --style paintings --name x --effort long")...)
}

// TestLayersOfCCPL: the flag reaches the loss, and so the training.
func TestLayersOfCCPL(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	for _, layers := range []string{"1", "3"} {
		must(t, strings.Fields(trainTiny+"--steps 2 --name layers-"+layers+" --ccpl-layers "+layers)...)
	}
	must(t, strings.Fields(trainTiny+"--steps 2 --name published")...)
	if checksum(t, "layers-1") == checksum(t, "published") || checksum(t, "layers-3") != checksum(t, "published") {
		t.Error("--ccpl-layers does not count, or 3 is not what the paper has")
	}
}

// TestHelpOfEffortNamesTheFlags that stand for the paper's settings.
func TestHelpOfEffortNamesTheFlags(t *testing.T) {
	help := must(t, "help", "train")
	_, effort, _ := strings.Cut(help, "\n  --effort HOW")
	effort, _, _ = strings.Cut(effort, "\n")
	for _, name := range append([]string{"scratch", "teacher"}, publishedFlags...) {
		if !strings.Contains(effort, "--"+name) {
			t.Errorf("--%s is missing: %s", name, effort)
		}
	}
	if !strings.Contains(effort, "2000 steps of 4 pairs of 128 pixels unless they say otherwise (the paper: 160000 of 8 of 256)") || strings.Contains(help, "published") {
		t.Errorf("%s", help)
	}
}
