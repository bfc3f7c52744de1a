package state

import (
	"image"
	"time"

	"restyle/app/job"
	"restyle/core/imaging"
)

// thumbnail is a small picture, or why there is none.
type thumbnail struct {
	image   *image.RGBA
	problem *Problem
}

// thumbnails makes thumbnails, one after the other, on a goroutine that ends when there is nothing to do. Those that are made fast are shown
// together: a window is not drawn anew for each.
type thumbnails struct {
	post    func(func())
	queue   []wanted // on the owner
	running bool
}

// wanted is a thumbnail to be made.
type wanted struct {
	load func() thumbnail
	done func(thumbnail)
}

// together is for how long thumbnails are made before they are shown.
const together = 60 * time.Millisecond

// want has done called on the owner with what load gives, later.
func (t *thumbnails) want(load func() thumbnail, done func(thumbnail)) {
	t.queue = append(t.queue, wanted{load, done})
	t.next()
}

func (t *thumbnails) next() {
	if t.running || len(t.queue) == 0 {
		return
	}
	list := t.queue
	t.queue, t.running = nil, true
	go func() {
		made := makeSome(list)
		t.post(func() {
			for i, m := range made {
				list[i].done(m)
			}
			t.queue, t.running = append(list[len(made):len(list):len(list)], t.queue...), false
			t.next()
		})
	}()
}

// makeSome makes the first of a list, at least one, for as long as it may take.
func makeSome(list []wanted) (made []thumbnail) {
	for begun := time.Now(); len(made) == 0 || len(made) < len(list) && time.Since(begun) < together; {
		made = append(made, list[len(made)].make())
	}
	return made
}

func (w wanted) make() (made thumbnail) {
	if err := job.Protect(func() error { made = w.load(); return nil }); err != nil {
		made.problem = explain(err)
	}
	return made
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
		return thumbnail{image: imaging.ThumbnailFit(img, ThumbSide)}
	}
	p, err := f.picture()
	if err != nil && preset != nil {
		return thumbnail{} // the style can be used, but nobody knows how it looks
	}
	if err != nil {
		return thumbnail{problem: explain(err)}
	}
	return thumbnail{image: imaging.ThumbnailFit(p.ToImage(), ThumbSide)}
}

// thumbOfFile makes the thumbnail of a picture file.
func thumbOfFile(path string) thumbnail {
	d, err := imaging.OpenDocument(path, imaging.Limits{})
	if err != nil {
		return thumbnail{problem: explain(err)}
	}
	return thumbnail{image: screen(shrink(d, ThumbSide))}
}
