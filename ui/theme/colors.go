package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Names of colours beyond Fyne's.
const (
	ColorSurface     fyne.ThemeColorName = "surface"     // of panels, on the background
	ColorBorder      fyne.ThemeColorName = "border"      // round panels and tiles
	ColorBackdrop    fyne.ThemeColorName = "backdrop"    // behind pictures: neutral
	ColorMuted       fyne.ThemeColorName = "muted"       // of texts of second rank
	ColorAccentSoft  fyne.ThemeColorName = "accentSoft"  // behind what is chosen
	ColorTrack       fyne.ThemeColorName = "track"       // of sliders, bars and segments
	ColorThumb       fyne.ThemeColorName = "thumb"       // of the chosen segment
	ColorOnThumb     fyne.ThemeColorName = "onThumb"     // of the text on it
	ColorScrim       fyne.ThemeColorName = "scrim"       // behind texts on pictures
	ColorOnScrim     fyne.ThemeColorName = "onScrim"     // of texts on pictures
	ColorSecondCurve fyne.ThemeColorName = "secondCurve" // of the raw values in charts
)

type palette map[fyne.ThemeColorName]color.Color

var light = palette{
	theme.ColorNameBackground:          rgb(0xf4f4f5),
	theme.ColorNameForeground:          ink(0x1d1d20),
	theme.ColorNamePrimary:             rgb(0x5246d6),
	theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
	theme.ColorNameHyperlink:           rgb(0x5246d6),
	theme.ColorNameFocus:               rgba(0x5246d6, 0x50),
	theme.ColorNameSelection:           rgba(0x5246d6, 0x30),
	theme.ColorNameButton:              rgb(0xe9e9ec),
	theme.ColorNameDisabledButton:      rgb(0xececee),
	theme.ColorNameDisabled:            rgb(0xa3a3ab),
	theme.ColorNamePlaceHolder:         rgb(0x74747d),
	theme.ColorNameHover:               rgba(0x000000, 0x0e),
	theme.ColorNamePressed:             rgba(0x000000, 0x1c),
	theme.ColorNameInputBackground:     rgb(0xf0f0f2),
	theme.ColorNameInputBorder:         rgb(0x8a8a93), // the outline of empty boxes, too
	theme.ColorNameMenuBackground:      rgb(0xffffff),
	theme.ColorNameOverlayBackground:   rgb(0xffffff),
	theme.ColorNameHeaderBackground:    rgb(0xffffff),
	theme.ColorNameSeparator:           rgb(0xe2e2e6),
	theme.ColorNameScrollBar:           rgba(0x000000, 0x50),
	theme.ColorNameScrollBarBackground: rgba(0x000000, 0x00),
	theme.ColorNameShadow:              rgba(0x000000, 0x26),
	theme.ColorNameError:               rgb(0xc7312b),
	theme.ColorNameSuccess:             rgb(0x1f8a4c),
	theme.ColorNameWarning:             rgb(0xb86a00),
	ColorSurface:                       rgb(0xffffff),
	ColorBorder:                        rgb(0xe2e2e6),
	ColorBackdrop:                      rgb(0xdedede),
	ColorMuted:                         rgb(0x67676f),
	ColorAccentSoft:                    rgb(0xe9e7fb),
	ColorTrack:                         rgb(0xe2e2e6),
	ColorThumb:                         rgb(0xffffff),
	ColorOnThumb:                       rgb(0x5246d6),
	ColorScrim:                         rgba(0x101012, 0xa8),
	ColorOnScrim:                       rgb(0xffffff),
	ColorSecondCurve:                   rgb(0xb9b3ef),
}

var dark = palette{
	theme.ColorNameBackground:          rgb(0x19191b),
	theme.ColorNameForeground:          ink(0xededf0),
	theme.ColorNamePrimary:             rgb(0x8d84ff),
	theme.ColorNameForegroundOnPrimary: rgb(0x131022),
	theme.ColorNameHyperlink:           rgb(0xa39cff),
	theme.ColorNameFocus:               rgba(0x8d84ff, 0x60),
	theme.ColorNameSelection:           rgba(0x8d84ff, 0x40),
	theme.ColorNameButton:              rgb(0x303036),
	theme.ColorNameDisabledButton:      rgb(0x29292e),
	theme.ColorNameDisabled:            rgb(0x66666f),
	theme.ColorNamePlaceHolder:         rgb(0x8f8f99),
	theme.ColorNameHover:               rgba(0xffffff, 0x12),
	theme.ColorNamePressed:             rgba(0xffffff, 0x24),
	theme.ColorNameInputBackground:     rgb(0x303036),
	theme.ColorNameInputBorder:         rgb(0x7c7c86),
	theme.ColorNameMenuBackground:      rgb(0x29292e),
	theme.ColorNameOverlayBackground:   rgb(0x29292e),
	theme.ColorNameHeaderBackground:    rgb(0x232327),
	theme.ColorNameSeparator:           rgb(0x333339),
	theme.ColorNameScrollBar:           rgba(0xffffff, 0x50),
	theme.ColorNameScrollBarBackground: rgba(0xffffff, 0x00),
	theme.ColorNameShadow:              rgba(0x000000, 0x66),
	theme.ColorNameError:               rgb(0xff7a70),
	theme.ColorNameSuccess:             rgb(0x58c98a),
	theme.ColorNameWarning:             rgb(0xf0b155),
	ColorSurface:                       rgb(0x232327),
	ColorBorder:                        rgb(0x333339),
	ColorBackdrop:                      rgb(0x121212),
	ColorMuted:                         rgb(0xa0a0aa),
	ColorAccentSoft:                    rgb(0x322f52),
	ColorTrack:                         rgb(0x36363d),
	ColorThumb:                         rgb(0x5a5478),
	ColorOnThumb:                       rgb(0xffffff),
	ColorScrim:                         rgba(0x101012, 0xa8),
	ColorOnScrim:                       rgb(0xffffff),
	ColorSecondCurve:                   rgb(0x514b8f),
}

// rgb is an opaque colour 0xRRGGBB.
func rgb(hex uint32) color.Color { return rgba(hex, 0xff) }

func rgba(hex uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}

// ink is the colour of texts, opaque to a thousandth. Fyne 2.7 makes that of shortcuts in menus by multiplying the 16 bits of alpha by 0.95 and
// taking the lower eight of the product, which of a whole 0xffff leaves a fifth: too pale to be read. Of this alpha it leaves two thirds.
func ink(hex uint32) color.Color {
	const wide, alpha = 0x101, 0xff6d
	return color.RGBA64{R: uint16(hex>>16&0xff) * wide, G: uint16(hex>>8&0xff) * wide, B: uint16(hex&0xff) * wide, A: alpha}
}
