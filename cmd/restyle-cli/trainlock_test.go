package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"restyle/core/model"
)

// during runs do once, when a command says text.
type during struct {
	bytes.Buffer
	text string
	do   func()
}

func (w *during) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if w.do != nil && strings.Contains(w.String(), w.text) {
		do := w.do
		w.do = nil
		do()
	}
	return n, err
}

// TestOneTrainingOfAName at a time: both would write one checkpoint, and the work of one would be lost at its end.
func TestOneTrainingOfAName(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	saveTeacher(t, "teacher.safetensors", 1)
	w := &during{text: `"event":"step"`, do: func() {
		refuse(t, exitFailed, `train: another training makes a model "MINE" at this time: wait for it, or choose another name`, strings.Fields(trainTiny+"--name MINE --steps 2")...)
		refuse(t, exitFailed, `distill: another training makes a model "mine"`, strings.Fields("distill --style paintings --teacher teacher.safetensors --name mine --steps 2 --size 32 --batch 1 --widths 4,4,4,8")...)
		must(t, strings.Fields(trainTiny+"--name other --steps 2")...)
	}}
	if code := run(&program{ctx: context.Background(), out: io.Discard, err: w}, strings.Fields(trainTiny+"--name mine --steps 2 --progress json")); code != exitDone || w.do != nil {
		t.Fatalf("exit %d: %s", code, w)
	}
	if files := listing(t); strings.Contains(files, ".lock") {
		t.Errorf("files: %s", files)
	}
}

// TestTrainingsAreClaimedBeforeTheirCheckpoint is read: one that another training goes on writing would be old by the time that the pictures have been read, and be
// written over what that had reached.
func TestTrainingsAreClaimedBeforeTheirCheckpoint(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	interrupt(t, trainTiny+"--name mine --steps 3")
	w := &during{text: `"event":"reading"`, do: func() {
		refuse(t, exitFailed, `train: another training makes a model "mine" at this time`, strings.Fields("train --style paintings --content photos --resume mine")...)
	}}
	args := strings.Fields("train --style paintings --content photos --resume mine --progress json")
	if code := run(&program{ctx: context.Background(), out: io.Discard, err: w}, args); code != exitDone || w.do != nil {
		t.Fatalf("exit %d: %s", code, w)
	}
}

// TestFinishedTrainingsAreNotLost where their name is taken by then.
func TestFinishedTrainingsAreNotLost(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	must(t, strings.Fields(trainTiny+"--name whole --steps 2")...)
	w := &during{text: `"event":"step"`, do: func() {
		if err := model.NewLibrary("library").Save("mine", tinyModel(t)); err != nil {
			t.Error(err)
		}
	}}
	code := run(&program{ctx: context.Background(), out: io.Discard, err: w}, strings.Fields(trainTiny+"--name mine --steps 2 --progress json"))
	if code != exitFailed || !strings.Contains(w.String(), "all steps are done and kept: the same folders and --resume library/models/mine.training save the model; --name gives it another name") {
		t.Fatalf("exit %d: %s", code, w)
	}
	must(t, strings.Fields("train --style paintings --content photos --resume mine --name second")...)
	if checksum(t, "second") != checksum(t, "whole") {
		t.Error("the model that was kept is another than the training's")
	}
}

// TestDistillingReplacesNothing that came to its name meanwhile.
func TestDistillingReplacesNothing(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	saveTeacher(t, "teacher.safetensors", 1)
	w := &during{text: `"event":"step"`, do: func() {
		if err := model.NewLibrary("library").Save("mine", tinyModel(t)); err != nil {
			t.Error(err)
		}
	}}
	args := strings.Fields("distill --style paintings --teacher teacher.safetensors --name mine --steps 2 --size 32 --batch 1 --widths 4,4,4,8 --progress json")
	if code := run(&program{ctx: context.Background(), out: io.Discard, err: w}, args); code != exitFailed || !strings.Contains(w.String(), `there is a model \"mine\" already`) {
		t.Fatalf("exit %d: %s", code, w)
	}
	if checksum(t, "mine") != checksum(t, "tiny") {
		t.Error("a model was replaced without --force")
	}
	if told := must(t, append(args, "--force", "--name", "MINE")...); !strings.Contains(told, "wrote library/models/mine.safetensors") {
		t.Errorf("%q names no file that is there", told)
	}
	if _, err := os.Stat("library/models/mine.safetensors"); err != nil || checksum(t, "mine") == checksum(t, "tiny") {
		t.Errorf("%v: --force replaces nothing", err)
	}
}
