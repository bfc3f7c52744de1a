package state

import (
	"image"
	"time"

	"restyle/core/model"
	"restyle/core/teach"
)

// TrainView is a snapshot of the screen.
type TrainView struct {
	// TrainSetup
	Styles         []TrainPicture // whose style to learn
	Contents       []TrainPicture // photographs to practise on; while none can be used: built-in ones are
	Effort         Effort
	Estimates      [3]time.Duration // of Quick, Standard, Thorough on this computer; 0 until measured
	Measuring      bool             // they are being measured for the first time
	Name           string           // of the new model
	NameProblem    Text             // why it cannot be called that; empty: it can
	From           string           // model to begin from
	Models         []string         // to choose From among
	Mode           model.Mode
	Modes          []model.Mode // what From serves
	CanStart       bool
	Interrupted    *Interrupted // a training that can go on; nil: none
	StyleProblem   Text         // what was wrong with pictures that were left out; empty: nothing
	ContentProblem Text         // the same of photographs

	// TrainProgress
	Phase       Phase
	Learning    string         // name of the model that is trained, or was last
	Learns      []TrainPicture // that it learns from
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
type Effort = teach.Effort

// The efforts.
const (
	Quick    = teach.Quick
	Standard = teach.Standard
	Thorough = teach.Thorough
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
	Mode                        model.Mode
	StyleBefore, StyleAfter     float64
	ContentBefore, ContentAfter float64
	Kept                        bool
	Took                        time.Duration
}
