package state

import (
	"image"

	"restyle/app/job"
	"restyle/core/imaging"
)

// thumbnail is a small picture, or why there is none.
type thumbnail struct {
	image         *image.RGBA
	width, height int // of the picture
	problem       *Problem
}

// thumbnails makes thumbnails, one after the other, on a goroutine that ends when there is nothing to do.
type thumbnails struct {
	post    func(func())
	queue   []func() // on the owner
	running bool
}

// want has done called on the owner with what load gives, later.
func (t *thumbnails) want(load func() thumbnail, done func(thumbnail)) {
	t.queue = append(t.queue, func() {
		var made thumbnail
		if err := job.Protect(func() error { made = load(); return nil }); err != nil {
			made.problem = explain(err)
		}
		t.post(func() { done(made); t.running = false; t.next() })
	})
	t.next()
}

func (t *thumbnails) next() {
	if t.running || len(t.queue) == 0 {
		return
	}
	first := t.queue[0]
	t.queue, t.running = t.queue[1:], true
	go first()
}

// thumb makes the thumbnail of a style.
func (f *styleFile) thumb() thumbnail {
	preset, err := f.load()
	if err != nil {
		return thumbnail{problem: explain(err)}
	}
	if preset != nil && len(preset.Thumbnail) > 0 {
		img, err := preset.Picture()
		if err != nil {
			return thumbnail{problem: explain(err)}
		}
		return thumbOf(imaging.FromImage(img))
	}
	p, err := f.picture()
	if err != nil && preset != nil {
		return thumbnail{} // the style can be used, but nobody knows how it looks
	}
	if err != nil {
		return thumbnail{problem: explain(err)}
	}
	return thumbOf(p)
}

func thumbOf(p *imaging.Picture) thumbnail {
	return thumbnail{image: screen(imaging.FitLongSide(p, ThumbSide)), width: p.Width, height: p.Height}
}

// thumbOfFile makes the thumbnail of a picture file.
func thumbOfFile(path string) thumbnail {
	d, err := imaging.OpenDocument(path, imaging.Limits{})
	if err != nil {
		return thumbnail{problem: explain(err)}
	}
	t := thumbnail{image: screen(shrink(d, ThumbSide))}
	t.width, t.height = d.Size()
	return t
}
