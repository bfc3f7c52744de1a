package state

// Settings is the screen of settings.
type Settings struct {
	program *Program
	view    SettingsView
}

// SettingsView is a snapshot of the screen.
type SettingsView struct {
	Language      string // "en", "zh-Hans"; "" as the system's. It holds from the next start on
	Theme         ThemeChoice
	NativeDialogs bool  // the system's file dialogs, else the window's own
	Threads       int   // 0: one per processor
	Processors    int   // of this computer: the most threads
	Memory        int64 // most bytes; 0: half of what is free
	ExportFormat  string
	ExportFolder  string // where file dialogs begin; "" the last one
	Quality       int    // of JPEG files
	Notifications bool   // of the system, when a long job ends and the window is not in front
	WindowWidth   int    // of the last end, in the window's units; 0: not known
	WindowHeight  int
	LastScreen    int // index of the screen that was open
	Restart       bool
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
func ExportFormats() []string { return []string{"jpg", "png"} }

// View is a snapshot of the screen.
func (s *Settings) View() SettingsView { return s.view }

// SetLanguage chooses "en", "zh-Hans" or "" for the system's.
func (s *Settings) SetLanguage(code string) {}

// SetTheme chooses light, dark or as the system.
func (s *Settings) SetTheme(t ThemeChoice) {}

// SetNativeDialogs chooses the system's file dialogs.
func (s *Settings) SetNativeDialogs(on bool) {}

// SetThreads limits the threads; 0: one per processor.
func (s *Settings) SetThreads(n int) {}

// SetMemory limits the memory in bytes; 0: half of what is free.
func (s *Settings) SetMemory(bytes int64) {}

// SetExportFormat chooses "jpg" or "png" for new files.
func (s *Settings) SetExportFormat(format string) {}

// SetExportFolder chooses where file dialogs begin; "" the last one.
func (s *Settings) SetExportFolder(folder string) {}

// PickExportFolder asks for that folder.
func (s *Settings) PickExportFolder() {}

// SetQuality chooses the quality of JPEG files, 1 to 100.
func (s *Settings) SetQuality(q int) {}

// SetNotifications switches notifications of the system.
func (s *Settings) SetNotifications(on bool) {}

// SetWindow remembers the window's size and the open screen.
func (s *Settings) SetWindow(width, height, screen int) {}
