package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// trainChoosing is where the pictures to learn from are chosen.
type trainChoosing struct {
	frame        *Frame
	root         fyne.CanvasObject
	empty        fyne.CanvasObject // while there are no pictures
	chosen       fyne.CanvasObject
	drop         *widgets.DropZone
	styles       *widgets.Gallery
	styleCount   *widgets.Text
	problem      *widgets.Paragraph
	photos       fyne.CanvasObject
	photoTiles   *widgets.Gallery
	photoRows    fyne.CanvasObject // around the tiles
	photoNote    *widgets.Paragraph
	photoProblem *widgets.Paragraph
	photosReset  *widgets.Button
}

func newTrainChoosing(f *Frame) *trainChoosing {
	t := f.program.Train
	c := &trainChoosing{frame: f}
	c.drop = widgets.NewDropZone(
		look.IconTrain.Resource(), lang.L("Drop pictures here whose style Restyle shall learn"),
		lang.L("Paintings, drawings, posters, film stills: one is enough, five to fifty are better. Or click to choose."), t.PickStyles,
	)
	c.styles = widgets.NewGallery(thumb)
	c.styles.OnRemoved = t.RemoveStyle
	c.styleCount = widgets.NewText("", widgets.Subheading())
	c.problem = widgets.NewParagraph("", widgets.Warning())
	c.empty = container.NewBorder(nil, widgets.Padded(6, 0, c.adding(t)), nil, nil, c.drop)
	buttons := c.adding(t)
	buttons.Add(quiet(theme.DeleteIcon(), lang.L("Remove all"), t.ClearStyles))
	heading := widgets.Column(6, c.styleCount, buttons)
	c.chosen = container.NewBorder(heading, nil, nil, nil, widgets.Padded(8, 0, widgets.AtLeast(0, 130, container.NewVScroll(c.styles))))
	c.photos = c.newPhotos(t)
	top := container.NewVBox(
		widgets.NewShortText(lang.L("Train on my own styles"), widgets.Heading()),
		widgets.NewParagraph(lang.L("The model practises on photos until its results come close to your pictures. The one you have stays as it is."), widgets.Muted()),
		c.problem,
	)
	c.root = container.NewVScroll(container.NewBorder(top, c.photos, nil, nil, widgets.Padded(16, 0, container.NewStack(c.empty, c.chosen))))
	return c
}

// adding are the buttons that add pictures.
func (c *trainChoosing) adding(t *state.Train) *fyne.Container {
	return container.New(
		&wrapped{},
		widgets.NewIconButton(lang.L("Add pictures…"), theme.ContentAddIcon(), t.PickStyles),
		widgets.NewIconButton(lang.L("Add a folder…"), theme.FolderOpenIcon(), t.PickStyleFolder),
	)
}

// newPhotos is the list of photographs to practise on, which is small: hardly anybody needs it.
func (c *trainChoosing) newPhotos(t *state.Train) fyne.CanvasObject {
	const side, rows = thumb * 2 / 3, 96
	c.photoNote = widgets.NewParagraph("", widgets.Caption())
	c.photoProblem = widgets.NewParagraph("", widgets.Warning())
	c.photoTiles = widgets.NewGallery(side)
	c.photoTiles.OnRemoved = t.RemoveContent
	c.photoRows = widgets.AtLeast(0, rows, container.NewVScroll(c.photoTiles))
	c.photosReset = quiet(nil, lang.L("Use the built-in photos"), t.ClearContents)
	choose := quiet(theme.FolderOpenIcon(), lang.L("Use my own photos…"), t.PickContents)
	title := widgets.Column(3, widgets.NewText(lang.L("Photos to practise on"), widgets.Strong()), c.photoNote, c.photoProblem)
	return widgets.NewPanel(widgets.Column(6, title, c.photoRows, container.New(&wrapped{}, choose, c.photosReset)))
}

// show shows the chosen pictures.
func (c *trainChoosing) show(v state.TrainView) {
	c.frame.reveal(c.empty, len(v.Styles) == 0)
	c.frame.reveal(c.chosen, len(v.Styles) > 0)
	c.styles.SetTiles(trainTiles(v.Styles))
	c.styleCount.SetText(lang.N("{{.Count}} pictures to learn from", len(v.Styles), with{"Count": len(v.Styles)}))
	c.problem.SetText(Say(v.StyleProblem))
	c.frame.reveal(c.problem, !v.StyleProblem.Empty())
	c.showPhotos(v)
}

// showPhotos shows the person's own photographs, if there are any.
func (c *trainChoosing) showPhotos(v state.TrainView) {
	usable := 0
	for _, p := range v.Contents {
		if p.Problem.Empty() {
			usable++
		}
	}
	if usable == 0 {
		c.photoNote.SetText(lang.L("A small built-in set is used. Drop your own photos here if they look quite different."))
	} else {
		c.photoNote.SetText(lang.N("{{.Count}} photos of yours are used.", usable, with{"Count": usable}))
	}
	c.photoTiles.SetTiles(trainTiles(v.Contents))
	c.photoProblem.SetText(Say(v.ContentProblem))
	c.frame.reveal(c.photoProblem, !v.ContentProblem.Empty())
	c.frame.reveal(c.photoRows, len(v.Contents) > 0)
	c.frame.reveal(c.photosReset, len(v.Contents) > 0)
}

func trainTiles(pictures []state.TrainPicture) []widgets.Tile {
	tiles := make([]widgets.Tile, len(pictures))
	for i, p := range pictures {
		tiles[i] = widgets.Tile{ID: p.Path, Name: p.Name, Thumb: p.Thumb, Faulty: !p.Problem.Empty(), Tip: p.Name}
		if tiles[i].Faulty {
			tiles[i].Tip = Say(p.Problem)
		}
	}
	return tiles
}
