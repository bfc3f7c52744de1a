package state

import (
	"cmp"
	"image"

	"restyle/core/model"
)

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
	Before  *image.RGBA // the content as shown, see PreviewSide; while it is read, the one before; nil until the first is read
	Size    image.Point // pixels of the file that Before is of
	After   *image.RGBA // the result, first smaller than Before, then as large; nil until the first one is there
	Fresh   bool        // After belongs to the present look (in whatever size)
	Fine    bool        // After has its final size
	Busy    bool        // work on the preview is going on
	Detail  Detail      // sharper part, while zoomed in
	Problem *Problem    // why there is no preview; nil: all is well

	// StylizeExport
	Export ExportOptions
}

// Weights is the sum of the weights of the selected styles, and how many these are.
func (v StylizeView) Weights() (total float64, count int) {
	for _, style := range v.Styles {
		if style.Weight > 0 {
			total += style.Weight
			count++
		}
	}
	return total, count
}

// own are the IDs of the person's own styles that the library does not keep.
func (v StylizeView) own() []string {
	var ids []string
	for _, style := range v.Styles {
		if style.Source != BuiltInStyle && !style.Kept {
			ids = append(ids, style.ID)
		}
	}
	return ids
}

// SeveralOwn tells whether RemoveOwnStyles would take more than one style off the strip.
func (v StylizeView) SeveralOwn() bool { return len(v.own()) > 1 }

// Plain tells whether there is nothing that Reset would change.
func (v StylizeView) Plain() bool { return v.Look == v.Look.plain() }

// PreviewSide is the most pixels of a side of Before and After, unless SetSide asks for more, mostPreviewSide at most.
const PreviewSide, mostPreviewSide = 1280, 2560

// Content is a picture to be stylized.
type Content struct {
	Name          string // file name, or that of the sample
	Path          string // empty: the sample photo
	Width, Height int    // pixels of the file, upright; 0 until it is read
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
	About  string // artist and year, where known
	Source StyleSource
	Path   string      // of the picture or .style file; empty if built in
	Kept   bool        // its file is in the library, so that it can be deleted, not just taken off the strip
	Thumb  *image.RGBA // at most ThumbSide pixels; nil until it is read
	// Weight is its share relative to the other selected styles, from 0 to 1; 0: it is not selected. One selected style has all, whatever its weight.
	Weight  float64
	Mask    string   // file that says where it applies: bright is yes; empty: everywhere
	Problem *Problem // why it cannot be used; nil: it can

	unreadable *Problem // what is wrong with its file
	unfit      *Problem // why the last result that asked for it failed
}

// judge tells what is wrong with it.
func (s *Style) judge() { s.Problem = cmp.Or(s.unreadable, s.unfit) }

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
