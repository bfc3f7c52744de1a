package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestManyPicturesAreSaidToBeSmall before they are read, with an amount of memory that does; the largest crops of the training count.
func TestManyPicturesAreSaidToBeSmall(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	saveTeacher(t, "teacher.safetensors", 1)
	write(t, "recipe.json", []byte(`{"Mode": "art", "Stages": [{"Steps": 1, "Size": 40, "Batch": 1}, {"Steps": 1, "Size": 64, "Batch": 1}], "Rate": 0.001, "Weights": {"Content": 1, "Style": 10}}`))
	const train, recipe, distill = trainTiny + "--steps 1 ", "train --from tiny --style paintings --content photos --recipe recipe.json ", "distill --teacher teacher.safetensors --style paintings --content photos --widths 4,4,4,8 --size 40 --batch 1 --steps 1 "
	const small = "the memory for 6 pictures keeps no more than %d pixels of each, such as %[2]d x %[2]d, from which crops of %[3]d x %[3]d are enlarged: allow more with --memory 1MB, or name fewer"
	for i, c := range []struct{ args, want string }{ // 40 x 40 pixels of 6 pictures are 28800 bytes, 64 x 64 are 73728
		{train, ""},
		{train + "--memory 28800", ""},
		{train + "--memory 28700", fmt.Sprintf(small, 1594, 39, 40)},
		{recipe + "--memory 73728", ""},
		{recipe + "--memory 70KB", fmt.Sprintf(small, 3888, 62, 64)},
		{distill + "--memory 28800", ""},
		{distill + "--memory 20KB", fmt.Sprintf(small, 1111, 33, 40)},
	} {
		code, _, said := cli(t, append(strings.Fields(c.args), "--name", fmt.Sprint("m", i), "--progress", "plain")...)
		note, reading := strings.Index(said, "keeps no more than"), strings.Index(said, "reading pictures: 1 of 6")
		if code != exitDone || c.want == "" && note >= 0 || c.want != "" && (!strings.Contains(said, "restyle-cli: "+c.want+"\n") || note > reading) || strings.Count(said, "keeps no more") > 1 {
			t.Errorf("%s: exit %d: %s", c.args, code, said)
		}
	}
	refuse(t, exitUsage, `--memory "little": want an amount of memory such as 2GB or 500MB`, strings.Fields(train+"--name x --memory little")...)
}

// TestMemoryChangesWhatIsLearnt, if there is little: the advice after an interruption names it, to the byte.
func TestMemoryChangesWhatIsLearnt(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	must(t, strings.Fields(trainTiny+"--steps 2 --name plain")...)
	must(t, strings.Fields(trainTiny+"--steps 2 --name whole --memory 33333")...)
	told := interrupt(t, trainTiny+"--steps 2 --name parts --memory 33333")
	_, advice, _ := strings.Cut(told, "go on with the same folders and ")
	advice, _, _ = strings.Cut(advice, `"`)
	if !strings.Contains(advice, "--memory 33333B") {
		t.Fatalf("%s", told)
	}
	must(t, strings.Fields("train --style paintings --content photos "+strings.TrimSpace(advice))...)
	if checksum(t, "whole") != checksum(t, "parts") || checksum(t, "whole") == checksum(t, "plain") {
		t.Error("the interrupted training came out differently, or memory does not count")
	}
}

// TestStylesThatAreContentsAreReadOnce.
func TestStylesThatAreContentsAreReadOnce(t *testing.T) {
	workplace(t)
	if err := os.Mkdir("paintings", 0o700); err != nil {
		t.Fatal(err)
	}
	savePicture(t, "paintings/0.png", 64, 70)
	write(t, "paintings/text.jpg", []byte("this is a text"))
	code, _, said := cli(t, strings.Fields("train --from tiny --style paintings --size 40 --batch 1 --steps 1 --name both --progress plain")...)
	if code != exitDone || strings.Count(said, "left out: ") != 1 || !strings.Contains(said, "reading pictures: 2 of 2") {
		t.Errorf("exit %d, %q", code, said)
	}
}
