package state

import (
	"image"

	"restyle/core/model"
)

// Stylize is the screen that repaints pictures. The look (styles, mode, strength …) holds for the video screen too.
type Stylize struct {
	program *Program
	view    StylizeView
}

// StylizeView is a snapshot of the screen.
type StylizeView struct {
	// StylizeContent
	Contents []Content // the pictures to be stylized, never empty: the sample photo is there at the first start
	Current  int       // index of the one shown
	Recent   []Recent  // files used before, the last one first

	// StylizeStyles
	Styles []Style // the strip: built-in styles, then the person's own, newest first

	// StylizeLook
	Look        Look
	Models      []string     // names for the model picker
	Modes       []model.Mode // what the chosen model serves
	CanScale    bool         // the selected styles are pictures, so that they can be seen larger or smaller
	Undo, Redo  bool         // there is something to undo, to redo
	ScaleLowest float64      // of Look.Scale; on a logarithmic slider
	ScaleMost   float64

	// StylizePreview
	Before  *image.RGBA // the content as shown, long side at most PreviewSide; nil until it is read
	After   *image.RGBA // the result, first smaller than Before, then as large; nil until the first one is there
	Fresh   bool        // After belongs to the present look (in whatever size)
	Fine    bool        // After has its final size
	Busy    bool        // work on the preview is going on
	Detail  Detail      // sharper part, while zoomed in
	Problem *Problem    // why there is no preview; nil: all is well

	// StylizeExport
	Export ExportOptions
}

// PreviewSide is the most pixels of a side of Before and After.
const PreviewSide = 1280

// Content is a picture to be stylized.
type Content struct {
	Name          string      // file name, or that of the sample
	Path          string      // empty: the sample photo or a pasted picture
	Width, Height int         // pixels of the file, upright; 0 until it is read
	Thumb         *image.RGBA // at most ThumbSide pixels; nil until it is read
}

// ThumbSide is the most pixels of a side of a thumbnail.
const ThumbSide = 160

// Recent is a file that was used before.
type Recent struct{ Name, Path string }

// StyleSource says where a style comes from.
type StyleSource uint8

// The sources of styles.
const (
	BuiltInStyle StyleSource = iota
	PictureStyle             // a picture of the person
	SavedStyle               // a .style file of the library
)

// Style is a style of the strip.
type Style struct {
	ID     string // names it in intents
	Name   string
	Source StyleSource
	Path   string      // of the picture or .style file; empty if built in
	Thumb  *image.RGBA // at most ThumbSide pixels; nil until it is read
	// Weight is its share relative to the other selected styles, from 0 to 1; 0: it is not selected. One selected style has all, whatever its weight.
	Weight  float64
	Mask    string   // file that says where it applies: bright is yes; empty: everywhere
	Problem *Problem // why it cannot be used; nil: it can
}

// Colour says whose colours the result has.
type Colour uint8

// The choices of colours.
const (
	StyleColours   Colour = iota // the style's colours and texture
	ContentColours               // keep the content's colours
	ColoursOnly                  // the style's colours only, the content's brightness
)

// Look is everything that decides how a result looks, the styles' weights apart.
type Look struct {
	Mode     model.Mode
	Strength float64 // 0 (the content) to 1 (the full style)
	Scale    float64 // of the style's strokes: 1 as in the picture, more is larger
	Colour   Colour
	Model    string // name in the library
}

// Detail is a part of the picture in full resolution, to be drawn over Before and After. Nothing is there while Rect is empty.
type Detail struct {
	Rect          image.Rectangle // in pixels of the content's file
	Before, After *image.RGBA     // of Rect's size; After is nil while it is not there yet
}

// ExportOptions say how results are saved.
type ExportOptions struct {
	Size    int // longest side in pixels; 0: as large as the content
	Quality int // of JPEG files, 1 to 100
}

// View is a snapshot of the screen.
func (s *Stylize) View() StylizeView { return s.view }

// ChooseContent shows another picture file; it becomes the current one.
func (s *Stylize) ChooseContent(path string) {}

// AddContents adds pictures, and those in folders; the first new one is shown.
func (s *Stylize) AddContents(paths []string) {}

// PickContent asks for a picture file.
func (s *Stylize) PickContent() {}

// ShowContent shows one of Contents.
func (s *Stylize) ShowContent(index int) {}

// RemoveContent takes one of Contents out of the list.
func (s *Stylize) RemoveContent(index int) {}

// AddStyles adds pictures and .style files, and those in folders, to the strip and selects the first new one.
func (s *Stylize) AddStyles(paths []string) {}

// PickStyle asks for a style picture.
func (s *Stylize) PickStyle() {}

// SelectStyle selects one style and no other.
func (s *Stylize) SelectStyle(id string) {}

// ToggleStyle adds a style to the mix, or takes it out unless it is the last.
func (s *Stylize) ToggleStyle(id string) {}

// SetWeight gives a selected style its share of the mix, above 0 to 1.
func (s *Stylize) SetWeight(id string, weight float64) {}

// RemoveStyle takes one of the person's own styles off the strip; the file stays.
func (s *Stylize) RemoveStyle(id string) {}

// SaveStyle keeps a selected style as a .style file in the library, under a name.
func (s *Stylize) SaveStyle(id, name string) {}

// PickMask asks for the picture that says where a style applies.
func (s *Stylize) PickMask(id string) {}

// SetMask says where a style applies; "" is everywhere.
func (s *Stylize) SetMask(id, path string) {}

// SetMode chooses artistic or photorealistic.
func (s *Stylize) SetMode(m model.Mode) {}

// SetStrength mixes the result with the content, 0 to 1.
func (s *Stylize) SetStrength(strength float64) {}

// SetScale makes the style's strokes larger or smaller.
func (s *Stylize) SetScale(scale float64) {}

// SetColour chooses whose colours the result has.
func (s *Stylize) SetColour(c Colour) {}

// SetModel chooses the model by its name.
func (s *Stylize) SetModel(name string) {}

// Reset gives the look its defaults, the styles apart.
func (s *Stylize) Reset() {}

// Undo takes back the last change of look or weights; Redo does it again. The moves of one slider count as one change.
func (s *Stylize) Undo() {}

// Redo does again what Undo took back.
func (s *Stylize) Redo() {}

// LookAt asks for a sharper picture of a part of the content, in pixels of its file, because the person has zoomed in; an empty part ends that.
func (s *Stylize) LookAt(part image.Rectangle) {}

// SetExport changes how results are saved.
func (s *Stylize) SetExport(o ExportOptions) {}

// Export asks for a file name and writes the current picture in full size; a job shows progress.
func (s *Stylize) Export() {}

// ExportTo writes the current picture to a file; if it exists, the person is asked.
func (s *Stylize) ExportTo(path string) {}

// ExportAll asks for a folder and writes all Contents there, never over a file.
func (s *Stylize) ExportAll() {}

// ExportAllTo writes all Contents into a folder, never over a file.
func (s *Stylize) ExportAllTo(folder string) {}
