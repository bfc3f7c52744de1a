package theme

import (
	_ "embed"

	"fyne.io/fyne/v2"
)

//go:embed fonts/restyle-hans-regular.otf
var regular []byte

//go:embed fonts/restyle-hans-bold.otf
var bold []byte

// typefaces are the fonts for Chinese; fonts/subset.py made them.
type typefaces struct{ regular, bold fyne.Resource }

func bundled() typefaces {
	return typefaces{
		fyne.NewStaticResource("restyle-hans-regular.otf", regular),
		fyne.NewStaticResource("restyle-hans-bold.otf", bold),
	}
}
