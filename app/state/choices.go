package state

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"restyle/core/fault"
	"restyle/core/model"
)

// choices is what is remembered from one run to the next, in a file of JSON.
type choices struct {
	Settings SettingsView      `json:"settings"`
	Look     Look              `json:"look"`
	Choices  map[string]choice `json:"choices"`  // of selected styles, by ID
	Styles   []string          `json:"styles"`   // the person's own, files
	Contents []string          `json:"contents"` // files that were open
	Content  string            `json:"content"`  // the one shown last
	Recent   []string          `json:"recent"`
	Folder   string            `json:"folder"` // of the last file dialog
	Effort   Effort            `json:"effort"`
	Train    trainChoice       `json:"train"`
	Video    VideoOptions      `json:"video"`
	Size     int               `json:"export_size"` // longest side in pixels; 0: as large as the content
	Steps    stepTimes         `json:"step_times"`
}

// trainChoice is what is set up on the train screen.
type trainChoice struct {
	Styles   []string   `json:"styles"`
	Contents []string   `json:"contents"`
	From     string     `json:"from"` // model
	Mode     model.Mode `json:"mode"`
}

// stepTimes are the seconds that training steps of each effort take on this computer, by what is trained: see Train.what.
type stepTimes map[string][3]float64

const choicesFile = "desktop.json"

// readChoices reads the file. One that cannot be read is put aside, not overwritten, and everything is as at the first start.
func readChoices(folder string) (choices, error) {
	fresh := choices{Settings: defaultSettings(), Look: defaultLook(), Video: defaultVideo()}
	path := filepath.Join(folder, choicesFile)
	b, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return fresh, nil
	}
	c := fresh
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err == nil {
		return c, nil
	}
	aside := path + ".damaged"
	if renamed := os.Rename(path, aside); renamed != nil {
		return fresh, fmt.Errorf("read the settings in %s: %w: they are as at the first start", path, err)
	}
	err = fmt.Errorf("read the settings: %w: they are as at the first start, and the old file is kept as %s", err, aside)
	return fresh, fault.Mark(err, "settings.damaged", "File", aside)
}

// write replaces the file, whole or not at all.
func (c choices) write(folder string) error {
	b, err := json.MarshalIndent(c, "", "\t")
	if err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	if err := replaceFile(filepath.Join(folder, choicesFile), b); err != nil {
		return fault.Mark(fmt.Errorf("write the settings: %w", err), "settings.unwritten", "Folder", folder)
	}
	return nil
}

const saveAfter = 500 * time.Millisecond

// saveChoices writes what is chosen now, a moment later, so that a moving slider is one writing.
func (p *Program) saveChoices() {
	if !p.started || p.saving {
		return
	}
	p.saving = true
	time.AfterFunc(saveAfter, func() { p.ports.Post(p.writeChoices) })
}

func (p *Program) writeChoices() {
	if p.saving = false; p.second {
		return
	}
	c := choices{Settings: p.Settings.view, Folder: p.folder, Steps: p.saved.Steps, Effort: p.Train.view.Effort}
	c.Video, c.Size = p.Video.view.Options, p.Stylize.view.Export.Size
	c.Train = p.Train.choice()
	m := p.Stylize.moment()
	c.Look, c.Choices, c.Styles = m.look, m.choices, p.Stylize.ownStyles()
	c.Contents, c.Content = p.Stylize.openFiles(), p.Stylize.contents[p.Stylize.view.Current].path
	for _, r := range p.Stylize.view.Recent {
		c.Recent = append(c.Recent, r.Path)
	}
	if err := c.write(p.ports.Folder); err != nil {
		p.log("settings", "error", err)
		if !p.unwritten { // said once: it will be so again and again
			p.unwritten = true
			p.complain(err)
		}
	}
}
