package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/teach"
)

// plan is what a training is about. It is kept in a file beside its checkpoint, so that an interrupted training can go on. Before the first step there is no
// checkpoint.
type plan struct {
	Name     string          `json:"name"`
	From     string          `json:"from"`   // model
	Parent   string          `json:"parent"` // its checksum
	Mode     model.Mode      `json:"mode"`
	Effort   Effort          `json:"effort"`
	Styles   []string        `json:"styles"`
	Contents []string        `json:"contents"` // empty: built-in photographs
	Before   teach.Distances `json:"before"`   // of the start, on the trial
	Step     int             `json:"step"`
	Steps    int             `json:"steps"`
	Took     time.Duration   `json:"took"`
	When     time.Time       `json:"when"`
	Losses   []LossPoint     `json:"losses"`
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
	if err == nil && (p.Name == "" || len(p.Styles) == 0) {
		err = errors.New("it does not say what is learnt")
	}
	if err == nil && p.Step > 0 {
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

// describeData says what a model was trained on, for its details.
func describeData(styles []string) string {
	var names []string
	for _, path := range styles[:min(len(styles), 5)] {
		names = append(names, baseName(path))
	}
	if len(styles) > len(names) {
		names = append(names, fmt.Sprintf("%d more", len(styles)-len(names)))
	}
	return "own styles: " + strings.Join(names, ", ")
}
