package theme

import (
	"embed"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

//go:embed icons/*.svg
var drawings embed.FS

// Icon is one of our icons. They consist of filled shapes only, since that is what Fyne recolours.
type Icon string

// The icons that Fyne lacks.
const (
	IconStylize Icon = "stylize"
	IconTrain   Icon = "train"
	IconVideo   Icon = "video"
	IconModels  Icon = "models"
	IconSplit   Icon = "split"
	IconSide    Icon = "side"
	IconSingle  Icon = "single"
	IconEye     Icon = "eye"
	IconGrip    Icon = "grip"
	IconMask    Icon = "mask"
)

// Resource is the icon in the theme's text colour.
func (i Icon) Resource() fyne.Resource { return theme.NewThemedResource(i.plain()) }

// In is the icon in a colour of the theme.
func (i Icon) In(name fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(i.plain(), name)
}

func (i Icon) plain() fyne.Resource {
	data, err := drawings.ReadFile("icons/" + string(i) + ".svg")
	if err != nil {
		panic(err) // a name that is none of the above
	}
	return fyne.NewStaticResource(string(i)+".svg", data)
}
