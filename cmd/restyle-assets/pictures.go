package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
)

// control is a picture that shows what a control does.
type control struct {
	file  string
	tiles []tile
}

// Longest sides of a tile in pixels, of which three or five make a row.
const (
	ofThree = 400
	ofFive  = 280
)

const (
	sunny   = "Jourdan's Cabin"
	night   = "The Starry Night"
	warm    = "The Scream"
	strokes = "church at auvers" // a painting of long strokes
)

// makePictures writes the pictures of docs: the controls, the built-in styles and the result for the front page.
func makePictures(ctx context.Context, s *stylize.Session, out string) error {
	folder := filepath.Join(out, "controls")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", folder, err)
	}
	at := &studio{ctx: ctx, session: s}
	for _, draw := range []func(*studio) control{strength, mixture, mask, scale, keepColor, colorOnly, modes, plain} {
		c := draw(at)
		if at.err != nil {
			return fmt.Errorf("draw %s: %w", c.file, at.err)
		}
		if err := saveSheet(filepath.Join(folder, c.file+".jpg"), c.tiles, len(c.tiles)); err != nil {
			return err
		}
	}
	if err := gallery(filepath.Join(folder, "styles.jpg")); err != nil {
		return err
	}
	front := result(at)
	if at.err != nil {
		return at.err
	}
	return saveSheet(filepath.Join(out, "result.jpg"), front, len(front))
}

func strength(s *studio) control {
	photo, style := s.photo("castle", ofFive), s.style(night, model.Art)
	c := control{file: "strength"}
	for _, v := range []float64{0, 0.25, 0.5, 0.75, 1} {
		c.tiles = append(c.tiles, tile{s.one(photo, style, stylize.Options{Strength: &v}), fmt.Sprint("strength ", v)})
	}
	return c
}

func mixture(s *studio) control {
	photo, a, b := s.photo("castle", ofFive), s.style(night, model.Art), s.style(warm, model.Art)
	c := control{file: "mixture"}
	for i, words := range []string{night, "3 to 1", "1 to 1", "1 to 3", warm} {
		layers := []stylize.Layer{{Style: a, Weight: float64(4 - i)}, {Style: b, Weight: float64(i)}}
		c.tiles = append(c.tiles, tile{s.mix(photo, layers, stylize.Options{}), words})
	}
	return c
}

func mask(s *studio) control {
	photo := s.photo("castle", ofThree)
	left, right := ramp(photo.Width, photo.Height)
	layers := []stylize.Layer{{Style: s.style(night, model.Art), Weight: 1, Mask: left}, {Style: s.style(warm, model.Art), Weight: 1, Mask: right}}
	seen := imaging.New(photo.Width, photo.Height)
	for i, v := range left.Values {
		seen.Pix[3*i], seen.Pix[3*i+1], seen.Pix[3*i+2] = v, v, v
	}
	return control{"mask", []tile{{photo, "photograph"}, {seen, "mask of the first style"}, {s.mix(photo, layers, stylize.Options{}), "each style where its mask is"}}}
}

// ramp is a mask that falls from left to right in the middle of a picture, and its contrary.
func ramp(width, height int) (left, right *stylize.Mask) {
	left = &stylize.Mask{Width: width, Height: height, Values: make([]float32, width*height)}
	right = &stylize.Mask{Width: width, Height: height, Values: make([]float32, width*height)}
	for i := range left.Values {
		v := min(max(1.5-2*float32(i%width)/float32(width), 0), 1)
		left.Values[i], right.Values[i] = v, 1-v
	}
	return left, right
}

func scale(s *studio) control {
	photo := s.photo("mountains", ofFive)
	c := control{"scale", []tile{{s.painting(strokes, photo.Height), "painting"}}}
	for _, v := range []float64{0.25, 0.5, 1, 2} {
		c.tiles = append(c.tiles, tile{s.one(photo, s.scaled(strokes, model.Art, v), stylize.Options{}), fmt.Sprint("style scale ", v)})
	}
	return c
}

func keepColor(s *studio) control {
	photo, style := s.photo("kitten", ofThree), s.style(night, model.Art)
	return control{"keep-color", []tile{
		{photo, "photograph"},
		{s.one(photo, style, stylize.Options{}), night},
		{s.one(photo, style, stylize.Options{KeepColor: true}), "the same, colours kept"},
	}}
}

func colorOnly(s *studio) control {
	photo, style := s.photo("kitten", ofThree), s.style(night, model.Art)
	return control{"color-only", []tile{
		{photo, "photograph"},
		{s.one(photo, style, stylize.Options{}), night},
		{s.one(photo, style, stylize.Options{ColorOnly: true}), "the same, colours only"},
	}}
}

func modes(s *studio) control {
	photo := s.photo("castle", ofThree)
	return control{"mode", []tile{
		{photo, "photograph"},
		{s.one(photo, s.style(sunny, model.Art), stylize.Options{}), "art: repainted"},
		{s.one(photo, s.style(sunny, model.Photo), stylize.Options{Mode: model.Photo}), "photo: still a photograph"},
	}}
}

// plain shows a part of a photograph in full size.
func plain(s *studio) control {
	photo, style := s.photo("castle", 1024), s.style(sunny, model.Photo)
	part := photo.Bounds()
	part.Min.X, part.Min.Y = part.Max.X-ofThree, part.Min.Y+part.Dy()/8
	part.Max.Y = part.Min.Y + ofThree*3/4
	cut := func(p *imaging.Picture) *imaging.Picture {
		return imaging.Crop(p, part.Intersect(p.Bounds()))
	}
	return control{"plain", []tile{
		{cut(photo), "photograph, a part of it"},
		{cut(s.one(photo, style, stylize.Options{Mode: model.Photo, Plain: true})), "photo mode, plain"},
		{cut(s.one(photo, style, stylize.Options{Mode: model.Photo})), "photo mode"},
	}}
}

func result(s *studio) []tile {
	photo := s.photo("castle", 480)
	painting := s.painting("road to tarascon", photo.Height)
	return []tile{
		{photo, "photograph"},
		{painting, "The Painter on the Road to Tarascon"},
		{s.one(photo, s.scaled("road to tarascon", model.Art, 1), stylize.Options{}), "result"},
	}
}

// gallery is the built-in styles.
func gallery(path string) error {
	all, err := model.BuiltInPresets()
	if err != nil {
		return err
	}
	var tiles []tile
	for _, p := range all {
		img, err := p.Picture()
		if err != nil {
			return err
		}
		tiles = append(tiles, tile{imaging.FromImage(imaging.ThumbnailFill(img, 128, 96)), p.Name})
	}
	return saveSheet(path, tiles, 8)
}
