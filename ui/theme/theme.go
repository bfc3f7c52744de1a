package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Brightness says whether the window is light or dark.
type Brightness uint8

// System follows the desktop.
const (
	System Brightness = iota
	Light
	Dark
)

// look is Fyne's default theme with our colours, sizes and fonts.
type look struct {
	fyne.Theme
	brightness Brightness
	chinese    typefaces
}

// New is the program's theme.
func New(b Brightness) fyne.Theme {
	return &look{Theme: theme.DefaultTheme(), brightness: b, chinese: bundled()}
}

// Color is the colour of a name, of Fyne or of this package.
func (l *look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch l.brightness {
	case Light:
		variant = theme.VariantLight
	case Dark:
		variant = theme.VariantDark
	}
	palette := dark
	if variant == theme.VariantLight {
		palette = light
	}
	if c, ok := palette[name]; ok {
		return c
	}
	return l.Theme.Color(name, variant)
}

// Font is the bundled Chinese font, which has nothing below U+3000: Fyne takes everything else from its own fonts. Texts in Chinese and
// names of files in Chinese can therefore be read whatever fonts the computer has.
func (l *look) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return l.Theme.Font(style)
	}
	if style.Bold {
		return l.chinese.bold
	}
	return l.chinese.regular
}

// Size is the size of a name, of Fyne or of this package.
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return l.Theme.Size(name)
}
