package theme

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Names of sizes beyond Fyne's, in the window's units.
const (
	SizeGap    fyne.ThemeSizeName = "gap"    // between things that belong together
	SizeMargin fyne.ThemeSizeName = "margin" // inside panels, and between groups
	SizeRadius fyne.ThemeSizeName = "radius" // of panels and tiles
)

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:         4,
	theme.SizeNameInnerPadding:    8,
	theme.SizeNameText:            14,
	theme.SizeNameCaptionText:     12,
	theme.SizeNameSubHeadingText:  17,
	theme.SizeNameHeadingText:     22,
	theme.SizeNameInlineIcon:      20,
	theme.SizeNameInputRadius:     7,
	theme.SizeNameSelectionRadius: 7,
	theme.SizeNameScrollBar:       10,
	theme.SizeNameScrollBarSmall:  4,
	SizeGap:                       8,
	SizeMargin:                    16,
	SizeRadius:                    10,
}
