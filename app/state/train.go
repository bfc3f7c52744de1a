package state

import (
	"image"
	"time"

	"restyle/core/model"
)

// Train is the screen that teaches a model the person's own styles.
type Train struct {
	program *Program
	view    TrainView
}

// TrainView is a snapshot of the screen.
type TrainView struct {
	// TrainSetup
	Styles       []TrainPicture // whose style to learn
	Contents     []TrainPicture // photographs to practise on; empty: built-in ones are used
	Effort       Effort
	Estimates    [3]time.Duration // of Quick, Standard, Thorough on this computer; 0 until measured
	Name         string           // of the new model
	NameProblem  Text             // why it cannot be called that; empty: it can
	From         string           // model to begin from
	Models       []string         // to choose From among
	Mode         model.Mode
	Modes        []model.Mode // what From serves
	CanStart     bool
	Interrupted  *Interrupted // a training that can go on; nil: none
	StyleProblem Text         // what was wrong with pictures that were left out; empty: nothing

	// TrainProgress
	Phase       Phase
	Step, Steps int
	Elapsed     time.Duration // of training, pauses left out
	Remaining   time.Duration // 0: not known yet
	Outcome     *Outcome      // of the last training that ended; nil: none, or one is running
	Problem     *Problem      // why the last training failed; nil: it did not

	// TrainLosses
	Losses []LossPoint // at most LossPoints of them, the whole training evenly; the older ones are means

	// TrainPreview: a held-out photograph in one of the styles
	Before *image.RGBA // by the model it began from
	Now    *image.RGBA // by the model as it is
	Photo  *image.RGBA // the photograph
	Sample *image.RGBA // the style
	AtStep int         // that Now was made at
}

// Phase says what the training is doing.
type Phase uint8

// The phases.
const (
	TrainIdle      Phase = iota
	TrainPreparing       // reading pictures
	TrainRunning
	TrainPaused
	TrainComparing // the result with the start
	TrainEnded     // Outcome or Problem says how
)

// Effort is how long to train.
type Effort uint8

// The efforts.
const (
	Quick Effort = iota
	Standard
	Thorough
)

// TrainPicture is a picture to train on.
type TrainPicture struct {
	Name, Path string
	Thumb      *image.RGBA // at most ThumbSide pixels; nil until it is read
	Problem    Text        // why it is left out; empty: it is used
}

// LossPoint is a point of the curve of losses.
type LossPoint struct {
	Step                         int
	Total, Content, Style, CCPL  float64
	LowestTotal, HighestOfTotals float64 // of the steps that this point stands for
}

// LossPoints is the most points of TrainView.Losses.
const LossPoints = 600

// Interrupted is a training that can go on.
type Interrupted struct {
	Name        string
	Step, Steps int
	When        time.Time
}

// Outcome compares a trained model with the one it began from, on crops that it was not trained on.
type Outcome struct {
	Model                       string // name; empty if the training did not help and nothing was kept
	StyleBefore, StyleAfter     float64
	ContentBefore, ContentAfter float64
	Kept                        bool
	Took                        time.Duration
}

// View is a snapshot of the screen.
func (t *Train) View() TrainView { return t.view }

// AddStyles adds pictures, and those in folders, whose style to learn.
func (t *Train) AddStyles(paths []string) {}

// RemoveStyle takes a picture out.
func (t *Train) RemoveStyle(path string) {}

// ClearStyles takes all out.
func (t *Train) ClearStyles() {}

// PickStyles asks for a style picture, PickStyleFolder for a folder of them.
func (t *Train) PickStyles() {}

// PickStyleFolder asks for a folder of style pictures.
func (t *Train) PickStyleFolder() {}

// AddContents adds photographs to practise on; PickContents asks for a folder of them; ClearContents goes back to the built-in ones.
func (t *Train) AddContents(paths []string) {}

// PickContents asks for a folder of photographs to practise on.
func (t *Train) PickContents() {}

// ClearContents goes back to the built-in photographs.
func (t *Train) ClearContents() {}

// SetEffort chooses how long to train.
func (t *Train) SetEffort(e Effort) {}

// SetName names the new model.
func (t *Train) SetName(name string) {}

// SetFrom chooses the model to begin from.
func (t *Train) SetFrom(name string) {}

// SetMode chooses which mode of the model to train.
func (t *Train) SetMode(m model.Mode) {}

// Start trains in the background.
func (t *Train) Start() {}

// Pause stops after the step, keeping everything; Resume goes on.
func (t *Train) Pause() {}

// Resume goes on after Pause.
func (t *Train) Resume() {}

// Cancel ends the training without a new model.
func (t *Train) Cancel() {}

// Finish ends the training early and keeps what was learnt, if it is better than the start.
func (t *Train) Finish() {}

// Continue goes on with an interrupted training; Discard deletes it.
func (t *Train) Continue() {}

// Discard deletes the interrupted training.
func (t *Train) Discard() {}

// UseResult chooses the new model on the stylize screen, and the styles it was trained on.
func (t *Train) UseResult() {}
