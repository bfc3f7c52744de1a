package state

import (
	"runtime"
	"slices"

	"restyle/core/stylize"
)

// Settings is the screen of settings.
type Settings struct {
	program *Program
	view    SettingsView
	session string // language that this run began with
}

// SettingsView is a snapshot of the screen.
type SettingsView struct {
	Language      string // "en", "zh-Hans"; "" as the system's. It holds from the next start on
	Theme         ThemeChoice
	NativeDialogs bool   // the system's file dialogs, else the window's own
	Threads       int    // 0: one per processor
	Processors    int    `json:"-"` // of this computer: the most threads
	Memory        int64  // most bytes; 0: half of what is free
	ExportFormat  string // of ExportFormats
	ExportFolder  string // where file dialogs begin; "" the last one
	Quality       int    // of JPEG files
	Notifications bool   // of the system, when a long job ends and the window is not in front
	WindowWidth   int    // of the last end, in the window's units; 0: not known
	WindowHeight  int
	LastScreen    int  // index of the screen that was open
	Restart       bool `json:"-"` // the language was changed
}

// ThemeChoice is light, dark or as the system.
type ThemeChoice uint8

// The themes.
const (
	SystemTheme ThemeChoice = iota
	LightTheme
	DarkTheme
)

// ExportFormats are the values of SettingsView.ExportFormat.
func ExportFormats() []string { return []string{"jpg", "png", "tif"} }

func defaultSettings() SettingsView {
	return SettingsView{NativeDialogs: true, ExportFormat: "jpg", Quality: 95, Notifications: true}
}

func newSettings(p *Program) *Settings {
	s := &Settings{program: p, view: p.saved.Settings, session: p.saved.Settings.Language}
	s.view.Processors = runtime.NumCPU()
	s.view.Threads = min(max(s.view.Threads, 0), s.view.Processors)
	s.view.Quality = min(max(s.view.Quality, 1), 100)
	s.view.Memory = max(s.view.Memory, 0)
	if !slices.Contains(ExportFormats(), s.view.ExportFormat) {
		s.view.ExportFormat = ExportFormats()[0]
	}
	return s
}

// View is a snapshot of the screen.
func (s *Settings) View() SettingsView { return s.view }

// resources are what computing may take.
func (s *Settings) resources() stylize.Resources {
	return stylize.Resources{Threads: s.view.Threads, Memory: s.view.Memory}
}

// set changes settings and remembers them.
func (s *Settings) set(edit func(*SettingsView)) {
	before := s.view
	edit(&s.view)
	s.view.Restart = s.view.Language != s.session
	if s.view == before {
		return
	}
	s.program.watchers.changed(SettingsValues)
	s.program.saveChoices()
	if before.Threads != s.view.Threads {
		clear(s.program.Train.measured) // steps take another time now
	}
	if before.Threads != s.view.Threads || before.Memory != s.view.Memory {
		s.program.Stylize.refresh()
		s.program.Video.lookChanged()
	}
}

// SetLanguage chooses "en", "zh-Hans" or "" for the system's.
func (s *Settings) SetLanguage(code string) { s.set(func(v *SettingsView) { v.Language = code }) }

// SetTheme chooses light, dark or as the system.
func (s *Settings) SetTheme(t ThemeChoice) { s.set(func(v *SettingsView) { v.Theme = t }) }

// SetNativeDialogs chooses the system's file dialogs.
func (s *Settings) SetNativeDialogs(on bool) { s.set(func(v *SettingsView) { v.NativeDialogs = on }) }

// SetThreads limits the threads; 0: one per processor.
func (s *Settings) SetThreads(n int) {
	s.set(func(v *SettingsView) { v.Threads = min(max(n, 0), v.Processors) })
}

// SetMemory limits the memory in bytes; 0: half of what is free.
func (s *Settings) SetMemory(bytes int64) {
	s.set(func(v *SettingsView) { v.Memory = max(bytes, 0) })
}

// SetExportFormat chooses one of ExportFormats for new files.
func (s *Settings) SetExportFormat(format string) {
	if slices.Contains(ExportFormats(), format) {
		s.set(func(v *SettingsView) { v.ExportFormat = format })
	}
}

// SetExportFolder chooses where file dialogs begin; "" the last one.
func (s *Settings) SetExportFolder(folder string) {
	s.set(func(v *SettingsView) { v.ExportFolder = folder })
}

// PickExportFolder asks for that folder.
func (s *Settings) PickExportFolder() { s.program.pickFolder(s.SetExportFolder) }

// SetQuality chooses the quality of JPEG files, 1 to 100.
func (s *Settings) SetQuality(q int) {
	s.set(func(v *SettingsView) { v.Quality = min(max(q, 1), 100) })
	o := s.program.Stylize.view.Export
	o.Quality = s.view.Quality
	s.program.Stylize.SetExport(o)
}

// SetNotifications switches notifications of the system.
func (s *Settings) SetNotifications(on bool) { s.set(func(v *SettingsView) { v.Notifications = on }) }

// SetWindow remembers the window's size and the open screen.
func (s *Settings) SetWindow(width, height, screen int) {
	s.set(func(v *SettingsView) { v.WindowWidth, v.WindowHeight, v.LastScreen = width, height, screen })
}
