package state

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"restyle/core/data"
	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/teach"
	"restyle/core/train"
)

// prepare reads models and pictures.
func (t *training) prepare(ctx context.Context, j *running, folder string) error {
	j.report(0, text("state.job.pictures"))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", folder, err)
	}
	if !t.resumed { // one that goes on needs the same pictures, or fails until they are there again
		t.plan.Styles, t.plan.Contents = thereOf(t.plan.Styles), thereOf(t.plan.Contents)
	}
	practice, held, err := teach.Photographs(t.plan.Contents, t.program.ports.Folder, firstPhoto)
	if err != nil {
		return err
	}
	if t.set, err = data.Open(ctx, data.Sources{Content: practice, Style: t.plan.Styles}, teach.Pictures(), nil); err != nil {
		return err
	}
	if err := t.begin(folder); err != nil {
		return err
	}
	if t.trial, err = teach.NewTrial(ctx, t.plan.Mode, t.start, t.plan.Styles, held, t.pairs, t.resources); err != nil {
		return err
	}
	if t.preview, err = newTrainPreview(t, held[len(held)-1]); err != nil {
		return err
	}
	if err := t.preview.before(ctx, t.start); err != nil {
		return err
	}
	if !t.resumed {
		t.plan.Before, err = t.trial.MeasureStart(ctx)
	}
	t.begunAt, t.saved = t.trainer.Finished(), time.Now()
	return err
}

// thereOf are the files that are still there; all, if none is: whoever reads them says so.
func thereOf(paths []string) []string {
	there := slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return !exists(path) })
	if len(there) == 0 {
		return paths
	}
	return there
}

// begin makes the trainer, from a model or from the checkpoint.
func (t *training) begin(folder string) error {
	if t.resumed {
		if err := t.findStart(); err != nil {
			return err
		}
		checkpoint, err := train.Open(filepath.Join(folder, checkpointFile))
		if err != nil {
			return err
		}
		t.model, t.curve = checkpoint.Model, curveOf(t.plan.Losses)
		t.trainer, err = train.Resume(checkpoint, t.model.Encoder, t.resources.Threads)
		return err
	}
	var err error
	if t.start, t.plan.Parent, err = t.load(t.plan.From); err != nil {
		return err
	}
	if t.model, err = t.program.ports.Library.Load(t.plan.From); err != nil {
		return err
	}
	t.model.Origin = model.Origin{Kind: "trained", Name: t.plan.Name, Data: describeData(t.plan.Styles), Seed: 1, Parent: t.plan.Parent}
	t.trainer, err = train.New(t.model, t.model.Encoder, t.options, t.resources.Threads)
	return err
}

// findStart reads the model that an interrupted training began from. It is known by its weights: it may have another name now.
func (t *training) findStart() error {
	start, sum, missing := t.load(t.plan.From)
	if missing == nil && sum == t.plan.Parent {
		t.start = start
		return nil
	}
	entries, err := t.program.ports.Library.List()
	if err != nil {
		return err
	}
	for _, e := range entries {
		if start, sum, err := t.load(e.Name); err == nil && sum == t.plan.Parent {
			t.start, t.plan.From = start, e.Name
			return nil
		}
	}
	if missing != nil {
		return missing
	}
	err = fmt.Errorf("go on with the training of %s: the model %s it began from has changed: start it anew", t.plan.Name, t.plan.From)
	return fault.Mark(err, "training.changed", "Name", t.plan.Name, "Model", t.plan.From)
}

// load reads a model of the library, and its checksum.
func (t *training) load(name string) (m *model.Model, sum string, err error) {
	if m, err = t.program.ports.Library.Load(name); err != nil {
		return nil, "", err
	}
	sum, err = m.Checksum()
	return m, sum, err
}
