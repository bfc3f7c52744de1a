package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Role is the rank of a text.
type Role struct {
	Size  fyne.ThemeSizeName
	Color fyne.ThemeColorName
	Bold  bool
}

// The ranks. Functions, so that nobody can change them.

// Heading heads a screen.
func Heading() Role { return Role{theme.SizeNameHeadingText, theme.ColorNameForeground, true} }

// Subheading heads a panel.
func Subheading() Role { return Role{theme.SizeNameSubHeadingText, theme.ColorNameForeground, true} }

// Strong is a text of the first rank in bold.
func Strong() Role { return Role{theme.SizeNameText, theme.ColorNameForeground, true} }

// Body is a text of the first rank.
func Body() Role { return Role{theme.SizeNameText, theme.ColorNameForeground, false} }

// Muted is a text of the second rank.
func Muted() Role { return Role{theme.SizeNameText, look.ColorMuted, false} }

// Caption is a small text of the second rank.
func Caption() Role { return Role{theme.SizeNameCaptionText, look.ColorMuted, false} }

// Warning is a small text about something that is wrong.
func Warning() Role { return Role{theme.SizeNameCaptionText, theme.ColorNameError, false} }

// Text is one line without a margin.
type Text struct {
	widget.BaseWidget
	text  string
	role  Role
	align fyne.TextAlign
	short bool // it may be cut
}

// NewText returns a line that is shown whole.
func NewText(text string, role Role) *Text {
	t := &Text{text: text, role: role}
	t.ExtendBaseWidget(t)
	return t
}

// NewShortText returns a line that ends in … where there is no room for all of it.
func NewShortText(text string, role Role) *Text {
	t := NewText(text, role)
	t.short = true
	return t
}

// Centred puts the line in the middle of its place.
func (t *Text) Centred() *Text { t.align = fyne.TextAlignCenter; return t }

// Trailing puts the line at the end of its place.
func (t *Text) Trailing() *Text { t.align = fyne.TextAlignTrailing; return t }

// Text is what it says.
func (t *Text) Text() string { return t.text }

// Whole is the width of all of it.
func (t *Text) Whole() float32 {
	return fyne.MeasureText(t.text, length(t, t.role.Size), fyne.TextStyle{Bold: t.role.Bold}).Width
}

// SetText changes what it says.
func (t *Text) SetText(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// SetRole changes its rank.
func (t *Text) SetRole(role Role) {
	if t.role != role {
		t.role = role
		t.Refresh()
	}
}

// CreateRenderer draws it.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText("", nil)
	refresh := func() {
		line.Color = colour(t, t.role.Color)
		line.TextSize = length(t, t.role.Size)
		line.TextStyle.Bold = t.role.Bold
		line.Alignment = t.align
	}
	full := func() fyne.Size { return measure(t.text, line) }
	d := &drawing{objects: []fyne.CanvasObject{line}, owner: t, refresh: refresh}
	d.layout = func(s fyne.Size) {
		if text := shorten(t.text, line, s.Width); text != line.Text {
			line.Text = text
		}
		place(line, 0, (s.Height-full().Height)/2, s.Width, full().Height)
		line.Refresh()
	}
	d.min = func() fyne.Size {
		size := full()
		if t.short {
			size.Width = min(size.Width, measure("…", line).Width)
		}
		return size
	}
	refresh()
	return d
}

func measure(text string, as *canvas.Text) fyne.Size {
	if text == "" {
		text = " "
	}
	return fyne.MeasureText(text, as.TextSize, as.TextStyle)
}

// textRounding is by how much a text may be wider than its place.
const textRounding = 0.5

// shorten cuts text, where it is too long for width, so that it fits with an ellipsis.
func shorten(text string, as *canvas.Text, width float32) string {
	if width <= 0 || measure(text, as).Width <= width+textRounding {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if measure(string(runes[:middle])+"…", as).Width <= width+textRounding {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…"
}
