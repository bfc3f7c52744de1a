package app

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	_ "restyle/app/locale" // before Fyne
	"restyle/app/state"
	"restyle/core/model"
	"restyle/ui/views"
	"restyle/ui/words"
)

// ID names the program to the desktop.
const ID = "org.restyle.Restyle"

// Options are what the command line says. The zero value is the default.
type Options struct {
	Library string   // folder of models, styles and settings; "": $RESTYLE_LIBRARY or the user's own
	Files   []string // to be opened, as if they had been dropped
	Log     string   // file for one line an event, for tests; "": none
	Icon    []byte   // PNG of the window
	// Metadata is FyneApp.toml, which says the program's name and version.
	Metadata string
	// Exit ends the program, as os.Exit does, when the window is closed and everything saved: see ending.
	Exit func(code int)
}

// ErrNoDisplay means that there is no screen to open a window on.
var ErrNoDisplay = errors.New("there is no display to open a window on: use restyle-cli, or set DISPLAY")

// Run opens the window. It returns only if that cannot be.
func Run(o Options) error {
	if !hasDisplay() {
		return ErrNoDisplay
	}
	folder, err := libraryFolder(o.Library)
	if err != nil {
		return err
	}
	log, err := openLog(o.Log)
	if err != nil {
		return err
	}
	defer log.Close()
	icon := fyne.NewStaticResource("restyle.png", o.Icon)
	metadata, err := readMetadata(o.Metadata, icon)
	if err != nil {
		return err
	}
	fyneapp.SetMetadata(metadata)
	a := fyneapp.NewWithID(ID)
	a.SetIcon(icon)
	debug.SetGCPercent(50) // pictures and weights are large and few: less garbage is worth more than fewer collections
	post := &poster{}
	s, err := assemble(a, folder, post, log)
	if err != nil {
		return err
	}
	s.exit = o.Exit
	s.start(o.Files)
	ending := newEnding(func() {
		post.Post(func() { s.close(s.program.Leave) })
	}, o.Exit)
	a.Lifecycle().SetOnStarted(func() {
		go ending.listenAlone(fyneListens)
		log.line("event=started")
		s.fit()
		post.open()
		log.beat(post.Post, s.size)
	})
	s.window.ShowAndRun()
	return nil
}

// assemble makes the state, gives it what it needs from outside, and fills a window with the screens.
func assemble(a fyne.App, folder string, post *poster, log *eventLog) (*shell, error) {
	window := a.NewWindow("Restyle")
	files, focus := newPicker(window, post.Post), &focus{}
	focus.watch(a, log)
	program, err := state.New(state.Ports{
		Post: post.Post, Folder: folder, Library: model.NewLibrary(folder), Files: files, Notifier: &notifier{},
		Clipboard: &clipboard{app: a, post: post.Post}, Say: views.Say, Focused: focus.in, Log: log.function(),
	})
	if err != nil {
		return nil, err
	}
	if err := words.Use(program.Settings.View().Language); err != nil {
		log.line(err.Error())
	}
	files.native = func() bool { return program.Settings.View().NativeDialogs }
	s := &shell{window: window, program: program, frame: views.New(program, window, post.Post), log: log}
	window.Resize(fitted(wantedSize(program.Settings.View()), screenRoom(), 1)) // its scale is not known before it is shown
	window.SetCloseIntercept(func() { s.close(program.Close) })
	return s, nil
}

// shell is the window with all that belongs to it.
type shell struct {
	window  fyne.Window
	program *state.Program
	frame   *views.Frame
	log     *eventLog
	exit    func(code int)
}

// start has the first picture made while the window opens.
func (s *shell) start(files []string) {
	s.program.Start()
	if len(files) > 0 {
		s.frame.OpenFor(s.program.Drop(state.DropAnywhere, files))
	}
}

// fit makes the window no larger than the screen.
func (s *shell) fit() {
	size := s.window.Canvas().Size()
	if small := fitted(size, screenRoom(), s.window.Canvas().Scale()); small != size {
		s.window.Resize(small)
	}
}

// size is the window's, in Fyne's units, for the log.
func (s *shell) size() string {
	size := s.window.Canvas().Size()
	return fmt.Sprintf("%.0fx%.0f", size.Width, size.Height)
}

// close remembers the window and has the program end, by asking or at once.
func (s *shell) close(end func(quit func())) {
	size := s.window.Canvas().Size()
	s.program.Settings.SetWindow(int(size.Width), int(size.Height), int(s.frame.Opened()))
	end(func() {
		s.log.line("event=closed window=" + s.size())
		s.exit(0)
	})
}

// libraryFolder is the folder named, or that of the environment, or the user's own: as on the command line.
func libraryFolder(named string) (string, error) {
	if named == "" {
		named = os.Getenv("RESTYLE_LIBRARY")
	}
	if named != "" {
		if err := os.MkdirAll(named, 0o755); err != nil {
			return "", fmt.Errorf("make the folder %s: %w: name another with -library", named, err)
		}
		return named, nil
	}
	return model.DefaultFolder()
}
