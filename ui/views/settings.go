package views

import (
	"fmt"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
	"restyle/ui/words"
)

// settings is the screen of settings.
type settings struct {
	frame         *Frame
	state         *state.Settings
	root          fyne.CanvasObject
	language      *widget.Select
	restart       *widgets.Paragraph
	brightness    *widgets.Segments
	dialogs       *widget.Check
	notifications *widget.Check
	threads       *widgets.Amount
	memory        *widget.Select
	format        *widgets.Segments
	quality       *widgets.Amount
	folder        *widgets.ToldText
	folderReset   *widgets.Button
}

// memories are the limits to choose among, in bytes; 0 is half of what is free.
func memories() []int64 { return []int64{0, 1 << 30, 2 << 30, 4 << 30, 8 << 30, 16 << 30} }

func newSettings(f *Frame) *settings {
	s := &settings{frame: f, state: f.program.Settings}
	s.makeControls()
	groups := widgets.Column(
		20,
		widgets.NewText(lang.L("Settings"), widgets.Heading()),
		group(
			lang.L("Appearance"),
			setting(lang.L("Language"), "", widgets.AtLeast(200, 0, s.language)), s.restart,
			setting(lang.L("Light or dark"), "", whole(s.brightness)),
		),
		group(
			lang.L("Export"),
			setting(lang.L("Format of new files"), "", whole(s.format)),
			s.quality,
			setting(lang.L("Folder for new files"), "", container.NewHBox(widgets.AtLeast(180, 0, container.New(middle{}, s.folder)), s.folderReset,
				widgets.NewIconButton(lang.L("Choose…"), theme.FolderOpenIcon(), s.state.PickExportFolder))),
		),
		group(
			lang.L("This computer"),
			s.threads,
			setting(lang.L("Memory limit"), lang.L("Larger pictures are done in tiles: the result is the same."), widgets.AtLeast(200, 0, s.memory)),
		),
		group(
			lang.L("Desktop"),
			s.dialogs, s.notifications,
		),
		widgets.NewParagraph(about(), widgets.Caption()),
	)
	const width = 680
	s.root = container.NewVScroll(container.New(column{width}, widgets.Padded(28, 20, groups)))
	f.program.Watch(state.SettingsValues, s.show)
	s.show()
	return s
}

func (s *settings) makeControls() {
	v := s.state.View()
	names := []string{lang.L("As the system")}
	for _, l := range words.Languages() {
		names = append(names, l.Name)
	}
	s.language = widget.NewSelect(names, func(string) { s.state.SetLanguage(languageCode(s.language.SelectedIndex())) })
	s.restart = widgets.NewParagraph(lang.L("The language changes when you start the program again."), widgets.Caption())
	s.brightness = widgets.NewSegments([]string{lang.L("As the system"), lang.L("Light"), lang.L("Dark")}, func(i int) { s.state.SetTheme(state.ThemeChoice(i)) })
	s.dialogs = widget.NewCheck(lang.L("Use the system's file dialogs"), s.state.SetNativeDialogs)
	s.notifications = widget.NewCheck(lang.L("Notify me when a long job has ended"), s.state.SetNotifications)
	s.threads = widgets.NewAmount(lang.L("Processors to use"), widgets.Range{Low: 1, High: float64(max(v.Processors, 2)), Step: 1}, func(n float64) string {
		if int(n) >= v.Processors {
			return lang.L("all {{.N}}", with{"N": v.Processors})
		}
		return fmt.Sprint(int(n))
	})
	s.threads.OnChanged = s.setThreads
	limits := make([]string, len(memories()))
	for i, bytes := range memories() {
		limits[i] = memoryName(bytes)
	}
	s.memory = widget.NewSelect(limits, func(string) { s.state.SetMemory(memories()[s.memory.SelectedIndex()]) })
	s.format = widgets.NewSegments([]string{"JPEG", "PNG", "TIFF"}, func(i int) { s.state.SetExportFormat(state.ExportFormats()[i]) })
	s.quality = widgets.NewAmount(lang.L("Quality of JPEG files"), widgets.Range{Low: 50, High: 100, Step: 1}, func(q float64) string { return fmt.Sprintf("%.0f", q) })
	s.quality.OnChanged = func(q float64) { s.state.SetQuality(int(q)) }
	s.folder = widgets.NewToldText("", widgets.Muted())
	s.folder.Trailing()
	s.folderReset = quiet(theme.CancelIcon(), "", func() { s.state.SetExportFolder("") }).WithTip(lang.L("the one used last"))
}

// setThreads takes all processors for no limit.
func (s *settings) setThreads(n float64) {
	if int(n) >= s.state.View().Processors {
		n = 0
	}
	s.state.SetThreads(int(n))
}

// languageCode is that of an option of the language.
func languageCode(index int) string {
	if index < 1 {
		return ""
	}
	return words.Languages()[index-1].Code
}

func memoryName(bytes int64) string {
	if bytes == 0 {
		return lang.L("Half of what is free")
	}
	return fmt.Sprintf("%d GB", bytes>>30)
}

func (s *settings) content() fyne.CanvasObject { return s.root }

func (s *settings) place(fyne.Position) state.Place { return state.DropAnywhere }

// show shows the settings.
func (s *settings) show() {
	v := s.state.View()
	option := lang.L("As the system")
	for _, l := range words.Languages() {
		if l.Code == v.Language {
			option = l.Name
		}
	}
	setOptions(s.language, s.language.Options, option)
	s.frame.reveal(s.restart, v.Restart)
	s.brightness.SetSelected(int(v.Theme))
	setChecked(s.dialogs, v.NativeDialogs)
	setChecked(s.notifications, v.Notifications)
	threads := v.Threads
	if threads == 0 {
		threads = v.Processors
	}
	s.threads.SetValue(float64(threads))
	setOptions(s.memory, s.memory.Options, memoryName(v.Memory))
	for i, format := range state.ExportFormats() {
		if format == v.ExportFormat {
			s.format.SetSelected(i)
		}
	}
	s.quality.SetValue(float64(v.Quality))
	s.folder.SetText(firstOf(v.ExportFolder, lang.L("the one used last")))
	s.frame.reveal(s.folderReset, v.ExportFolder != "")
}

// setChecked checks a box without saying that the person did.
func setChecked(c *widget.Check, on bool) {
	if c.Checked != on {
		c.Checked = on
		c.Refresh()
	}
}

// group is a panel with a heading.
func group(name string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewPanel(widgets.Column(14, append([]fyne.CanvasObject{widgets.NewText(name, widgets.Subheading())}, rows...)...))
}

// setting is a control with its name before it, and a note below.
func setting(name, note string, control fyne.CanvasObject) fyne.CanvasObject {
	row := container.NewBorder(nil, nil, container.New(middle{}, widgets.NewText(name, widgets.Body())), control)
	if note == "" {
		return row
	}
	return widgets.Column(4, row, widgets.NewParagraph(note, widgets.Caption()))
}

// whole gives segments room for their labels.
func whole(s *widgets.Segments) fyne.CanvasObject { return widgets.AtLeast(s.Preferred(), 0, s) }

// about says what the program is.
func about() string {
	version := fyne.CurrentApp().Metadata().Version
	name := strings.TrimSpace("Restyle " + version)
	return joined(name, lang.L("runs on this computer alone: no picture leaves it"), runtime.GOOS+"/"+runtime.GOARCH, "Apache-2.0")
}

// column is a layout that keeps things narrow and in the middle.
type column struct{ width float32 }

func (c column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, c.width)
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, max(size.Height, o.MinSize().Height)))
		o.Move(fyne.NewPos((size.Width-width)/2, 0))
	}
}

func (c column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}
