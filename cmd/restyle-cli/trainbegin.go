package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/model"
	"restyle/core/teach"
	"restyle/core/train"
)

// trainingExtension ends the names of checkpoints, from which an interrupted training goes on.
const trainingExtension = ".training"

// checkResume refuses options that a training which goes on has already.
func (o *trainFlags) checkResume(f *flag.FlagSet) error {
	for _, name := range append([]string{"mode", "seed", "recipe", "scratch"}, publishedFlags...) {
		if o.resume != "" && given(f, name) {
			return wrongUsage("train: --resume goes on with the options that the training began with: leave --%s out", name)
		}
	}
	return nil
}

// chooseEffort makes the plan of the effort that was asked for, or that stands for nothing.
func (o *trainFlags) chooseEffort(f *flag.FlagSet) error {
	published := ""
	f.Visit(func(given *flag.Flag) {
		if slices.Contains(publishedFlags, given.Name) || given.Name == "scratch" || given.Name == "teacher" || given.Name == "recipe" || given.Name == "resume" {
			published = given.Name
		}
	})
	switch {
	case o.effort == "" && published != "":
		return nil
	case o.effort == "":
		o.effort = teach.Quick.String()
	case published != "":
		return wrongUsage("train: --effort has settings of its own: leave --effort or --%s out", published)
	}
	e, err := teach.ParseEffort(o.effort)
	if err != nil {
		return usageError{fmt.Errorf("train: %w", err)}
	}
	plan := e.Options(o.mode.mode)
	plan.Seed = o.seed
	o.plan = &plan
	return nil
}

// resumed is the name that the training which goes on has been given.
func (o *trainFlags) resumed() string {
	return strings.TrimSuffix(filepath.Base(o.resume), trainingExtension)
}

// findCheckpoint takes a name in place of a file for the checkpoint of the model of that name.
func (o *trainFlags) findCheckpoint(library *model.Library) error {
	if info, err := os.Stat(o.resume); o.resume == "" || err == nil && !info.IsDir() {
		return nil
	}
	path := o.resume
	if filepath.Base(path) == path && filepath.Ext(path) != trainingExtension {
		path = trainingPath(library, path)
	}
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("train: --resume %s: there is no checkpoint %s: name the file that train wrote when it was interrupted", o.resume, path)
	}
	o.resume = path
	return nil
}

func trainingPath(library *model.Library, name string) string {
	path := library.Path(name)
	return path[:len(path)-len(filepath.Ext(path))] + trainingExtension
}

// goOn takes over the model of a checkpoint. Only an effort, whose result is compared with its start, wants the model that it began from once more.
func (t *training) goOn(c *train.Checkpoint) error {
	if t.flags.model != "" && !teach.OfEffort(c) {
		return wrongUsage("train: --resume goes on with the model in the checkpoint: leave --from out")
	}
	t.checkpoint, t.model, t.parent = c, c.Model, c.Model.Origin.Parent
	if began, now := c.Model.Origin.Data, t.origin().Data; !samePictures(began, now) {
		t.program.note("", "the training began with %s and goes on with %s: name the same folders to get the same model", began, now)
	}
	return nil
}

// ofFolders begins what an origin says of pictures that were named by their folders.
const ofFolders = "pictures of "

// samePictures tells whether the folders of two origins are the same, in any order. Of origins that name no folders nothing is known, and they pass.
func samePictures(a, b string) bool {
	x, known := strings.CutPrefix(a, ofFolders)
	y, too := strings.CutPrefix(b, ofFolders)
	return !known || !too || slices.Equal(foldersOf(x), foldersOf(y))
}

func foldersOf(list string) []string { return slices.Sorted(strings.SplitSeq(list, ", ")) }
