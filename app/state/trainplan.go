package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"restyle/assets"
	"restyle/core/fault"
	"restyle/core/model"
)

// plan is what a training is about. It is kept in a file beside its checkpoint, so that an interrupted training can go on.
type plan struct {
	Name     string        `json:"name"`
	From     string        `json:"from"`   // model
	Parent   string        `json:"parent"` // its checksum
	Mode     model.Mode    `json:"mode"`
	Effort   Effort        `json:"effort"`
	Styles   []string      `json:"styles"`
	Contents []string      `json:"contents"` // empty: built-in photographs
	Before   distances     `json:"before"`   // of the start, on the trial
	Step     int           `json:"step"`
	Steps    int           `json:"steps"`
	Took     time.Duration `json:"took"`
	When     time.Time     `json:"when"`
	Losses   []LossPoint   `json:"losses"`
}

// trainingFolder holds the one interrupted training.
func (p *Program) trainingFolder() string { return filepath.Join(p.ports.Folder, "training") }

const (
	planFile       = "plan.json"
	checkpointFile = "checkpoint.training"
)

// write keeps the plan; the checkpoint has been written before.
func (p plan) write(folder string) error {
	b, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("keep the training: %w", err)
	}
	if err := replaceFile(filepath.Join(folder, planFile), b); err != nil {
		return fmt.Errorf("keep the training: %w", err)
	}
	return nil
}

// readPlan reads the plan of an interrupted training; nil if there is none.
func readPlan(folder string) (*plan, error) {
	b, err := os.ReadFile(filepath.Join(folder, planFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	p := &plan{}
	if err == nil {
		err = json.Unmarshal(b, p)
	}
	if err == nil {
		_, err = os.Stat(filepath.Join(folder, checkpointFile))
	}
	if err != nil {
		return nil, fault.Mark(fmt.Errorf("read the interrupted training in %s: %w: it cannot go on", folder, err), "training.damaged")
	}
	return p, nil
}

// forget deletes what is kept.
func forgetTraining(folder string) error {
	for _, name := range []string{planFile, checkpointFile} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete the interrupted training: %w", err)
		}
	}
	return nil
}

// builtInPhotos writes the built-in photographs to files, which training reads, and names those to practise on and those held out, which are the
// samples; the one of the first start, which previews show, is the last of them.
func builtInPhotos(folder string) (practice, held []string, err error) {
	folder = filepath.Join(folder, "photos")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, nil, fmt.Errorf("unpack the built-in photos: %w", err)
	}
	if practice, err = unpack(assets.Practice(), folder); err != nil {
		return nil, nil, err
	}
	samples := assets.Photos()
	if i := slices.IndexFunc(samples, func(s assets.Sample) bool { return s.Name == firstPhoto }); i >= 0 {
		samples = append(slices.Delete(slices.Clone(samples), i, i+1), samples[i])
	}
	held, err = unpack(samples, folder)
	return practice, held, err
}

// unpack writes pictures to files, unless it has done so before.
func unpack(pictures []assets.Sample, folder string) (paths []string, err error) {
	for _, p := range pictures {
		path := filepath.Join(folder, p.Name+".jpg")
		if info, err := os.Stat(path); err != nil || info.Size() != int64(len(p.JPEG)) {
			if err := os.WriteFile(path, p.JPEG, 0o644); err != nil {
				return nil, fmt.Errorf("unpack the built-in photos: %w", err)
			}
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// photographs are what to practise on, and what not: one of many of the person's own is held out too.
func (p *plan) photographs(folder string) (practice, held []string, err error) {
	if practice, held, err = builtInPhotos(folder); err != nil {
		return nil, nil, err
	}
	const many = 4
	if n := len(p.Contents); n >= many {
		return p.Contents[:n-1], append(held, p.Contents[n-1]), nil
	} else if n > 0 {
		return p.Contents, held, nil
	}
	return practice, held, nil
}
