package train

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/weights"
)

// checkpointFormat names the version of checkpoint files: safetensors with everything that going on exactly needs.
const checkpointFormat = "restyle-training/1"

// state is the part of a checkpoint that is not tensors.
type state struct {
	Step    int               `json:"step"`
	Options Options           `json:"options"`
	Effort  string            `json:"effort,omitempty"` // Trainer.Effort
	Model   map[string]string `json:"model"`            // the model file's metadata
	Loss    *string           `json:"loss,omitempty"`   // checksum of the network that losses are measured in; empty: the model's own encoder; nil: not known
}

// Save writes a checkpoint to path, the whole file or nothing.
func (t *Trainer) Save(path string) error {
	file, err := t.net.Model.File()
	if err != nil {
		return err
	}
	meta, err := json.Marshal(state{Step: t.step, Options: t.options, Effort: t.Effort, Model: file.Metadata, Loss: &t.loss})
	if err != nil {
		return fmt.Errorf("save training %s: %w", path, err)
	}
	all := map[string]weights.Tensor{}
	for name, tensor := range file.Tensors {
		all["model/"+name] = tensor
	}
	for _, p := range t.heads.Params() {
		all["heads/"+p.Name] = weights.Tensor{Shape: p.Shape, Data: p.Value}
	}
	t.adam.store(all, "adam/")
	if t.silence != nil {
		for i, c := range t.silence.channels {
			all["idle/"+c.Bias.Name] = weights.Tensor{Shape: c.Bias.Shape, Data: t.silence.idle[i]}
		}
	}
	for i, p := range t.average.params {
		all["average/"+p.Name] = weights.Tensor{Shape: p.Shape, Data: t.average.values[i]}
	}
	f := weights.File{Tensors: all, Metadata: map[string]string{"format": checkpointFormat, "state": string(meta)}}
	if err := weights.Write(path, f); err != nil {
		return fmt.Errorf("save training: %w", err)
	}
	return nil
}

// Checkpoint is a training read from a file.
type Checkpoint struct {
	Model   *model.Model
	Options Options
	Effort  string // Trainer.Effort; empty, too, in checkpoints of older versions
	Step    int
	path    string
	loss    *string // as in state
	tensors map[string]weights.Tensor
}

// Open reads a checkpoint.
func Open(path string) (*Checkpoint, error) {
	f, err := weights.Read(path)
	if err != nil {
		return nil, fmt.Errorf("open training: %w", err)
	}
	c, err := checkpoint(f)
	if err != nil {
		return nil, fault.Mark(fmt.Errorf("open training %s: %w", path, err), "training.damaged", "File", filepath.Base(path))
	}
	c.path = path
	return c, nil
}

// checkpoint is the training in a file.
func checkpoint(f weights.File) (*Checkpoint, error) {
	if f.Metadata["format"] != checkpointFormat {
		return nil, errors.New("not a checkpoint of a training: name the file that train wrote beside the model")
	}
	var s state
	if err := json.Unmarshal([]byte(f.Metadata["state"]), &s); err != nil {
		return nil, fmt.Errorf("its state cannot be read: %w", err)
	}
	if err := s.Options.Validate(); err != nil {
		return nil, err
	}
	if most := s.Options.Steps(); s.Step < 0 || s.Step > most {
		return nil, fmt.Errorf("%d of its %d steps are done, which cannot be: the file is damaged", s.Step, most)
	}
	own := map[string]weights.Tensor{}
	for name, tensor := range f.Tensors {
		if inner, ok := strings.CutPrefix(name, "model/"); ok {
			own[inner] = tensor
		}
	}
	m, err := model.FromFile(weights.File{Tensors: own, Metadata: s.Model})
	if err != nil {
		return nil, err
	}
	return &Checkpoint{Model: m, Options: s.Options, Effort: s.Effort, Step: s.Step, loss: s.Loss, tensors: f.Tensors}, nil
}

// checksumOf is that of a loss network, empty for the model's own encoder.
func checksumOf(loss model.Features, m *model.Model) string {
	if loss == model.Features(m.Encoder) {
		return ""
	}
	return loss.Checksum()
}

// CheckLoss reports another loss network than that of the steps so far, as far as the checkpoint, which may be of an older version, knows it.
func (c *Checkpoint) CheckLoss(loss model.Features) error {
	if c.loss == nil {
		return nil
	}
	switch given := checksumOf(loss, c.Model); {
	case given == *c.loss:
		return nil
	case *c.loss == "":
		return fmt.Errorf("resume training %s: its losses are measured in the model's own encoder: leave --teacher out", c.path)
	case given == "":
		return fmt.Errorf("resume training %s: its losses are measured in the network of a file: name that with --teacher, as when it began", c.path)
	}
	return fmt.Errorf("resume training %s: its losses are measured in another network than that of --teacher: name the file that it began with", c.path)
}

// Resume returns a Trainer that goes on exactly where the checkpoint's left off, given the same pictures and loss network, of which another is refused.
func Resume(c *Checkpoint, loss model.Features, threads int) (*Trainer, error) {
	if err := c.CheckLoss(loss); err != nil {
		return nil, err
	}
	t, err := New(c.Model, loss, c.Options, threads)
	if err != nil {
		return nil, err
	}
	t.step, t.Effort = c.Step, c.Effort
	if err := t.restore(c); err != nil {
		return nil, fmt.Errorf("resume training %s: %w", c.path, err)
	}
	return t, nil
}

// restore takes over all that training changes, but for the model.
func (t *Trainer) restore(c *Checkpoint) error {
	for _, p := range t.heads.Params() {
		if err := fill(p.Value, c.tensors, "heads/"+p.Name); err != nil {
			return err
		}
		p.Changed()
	}
	for i, p := range t.average.params {
		if err := fill(t.average.values[i], c.tensors, "average/"+p.Name); err != nil {
			return err
		}
	}
	if t.silence != nil {
		for i, b := range t.silence.channels {
			name := "idle/" + b.Bias.Name
			if _, ok := c.tensors[name]; !ok {
				continue // nobody listened so far
			}
			if err := fill(t.silence.idle[i], c.tensors, name); err != nil {
				return err
			}
		}
	}
	return t.adam.restore(c.tensors, "adam/", c.Step)
}
