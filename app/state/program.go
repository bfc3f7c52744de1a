package state

// Program is everything that the window shows.
type Program struct {
	Stylize  *Stylize
	Train    *Train
	Models   *Models
	Video    *Video
	Jobs     *Jobs
	Settings *Settings

	ports     Ports
	watchers  watchers
	message   Message
	questions []*Question
	closed    func() // ends the program; nil before Close
}

// New returns the program's state as at its last end: settings and choices are read, nothing is computed before Start.
func New(ports Ports) (*Program, error) {
	p := &Program{ports: ports, watchers: watchers{post: ports.Post}}
	p.Settings = &Settings{program: p}
	p.Jobs = &Jobs{program: p}
	p.Models = &Models{program: p}
	p.Stylize = &Stylize{program: p}
	p.Train = &Train{program: p}
	p.Video = &Video{program: p}
	return p, nil
}

// Watch calls f on the owner after changes of these parts, until stop is called.
func (p *Program) Watch(parts Change, f func()) (stop func()) { return p.watchers.add(parts, f) }

// Message is a short note inside the window: what has just been done, or a problem.
type Message struct {
	Number int // counts up; 0: there has been none. A message is to be shown when its number is new
	Text   Text
	Bad    bool
	// Details is a log that can be copied; Undo names what can be taken back by Program.UndoMessage; Path is a file to be shown to the person.
	Details string
	CanUndo bool
	Path    string
}

// Message is the last message.
func (p *Program) Message() Message { return p.message }

// UndoMessage takes back what the message tells of, if it says so.
func (p *Program) UndoMessage(number int) {}

// Question waits for an answer; a dialog is to be shown.
type Question struct {
	Text    Text
	Choices []Text // the first is the harmless one, the last what the person most likely wants
	answer  func(choice int)
}

// Question is the one to be asked now; nil: none.
func (p *Program) Question() *Question {
	if len(p.questions) == 0 {
		return nil
	}
	return p.questions[0]
}

// Answer answers a question with one of its choices; closing the dialog is choice 0.
func (p *Program) Answer(q *Question, choice int) {}

// Place is where files were dropped.
type Place uint8

// The places.
const (
	DropAnywhere      Place = iota // the window, elsewhere
	DropContent                    // the picture, on the stylize screen
	DropStyles                     // the strip of styles
	DropTrainStyles                // style pictures to learn
	DropTrainContents              // photographs to practise on
	DropVideo                      // the video screen
	DropModels                     // the models screen
)

// Drop takes files and folders that were dropped at a place.
func (p *Program) Drop(place Place, paths []string) {}

// Paste takes what is in the clipboard, at a place: a picture, or names of files.
func (p *Program) Paste(place Place) {}

// Close is the person's wish to close the window: it asks if something is running, saves, and calls quit on the owner when all is safe.
func (p *Program) Close(quit func()) {}
