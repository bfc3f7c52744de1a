package stylize

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image/jpeg"

	"restyle/assets"
	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
)

// Preset is the style of a preset for a mode. Where another model made the preset, or where it lacks the mode, its picture is encoded again if
// it can be found; again tells so, and the preset stays as it is. The error says what is wrong and what to do.
func (s *Session) Preset(ctx context.Context, p model.Preset, mode model.Mode) (style sct.Style, again bool, err error) {
	if _, err := s.model.Part(mode); err != nil {
		return style, false, err
	}
	style, err = p.For(s.model, mode)
	var unfit *model.UnfitError
	if err == nil || !errors.As(err, &unfit) {
		return style, false, err
	}
	picture, missing := p.Open()
	if of := fault.Of(missing); of != nil && of.Name == "style.builtin" { // it says all; nobody can save such a style again
		return style, false, missing
	}
	if missing != nil {
		return style, false, fmt.Errorf("%w: %w", err, missing)
	}
	if style, err = s.StyleScaled(ctx, picture, mode, cmp.Or(p.Scale, 1)); err != nil {
		return style, false, fmt.Errorf("style %s: %w", p.Name, err)
	}
	return style, true, nil
}

// Sizes of thumbnails: of the photograph when it is stylized, and of the JPEG, in pixels.
const (
	thumbnailSource = 576
	thumbnailWidth  = 192
	thumbnailHeight = 144
)

// Thumbnail is what a preset shows: the sample photograph of a castle in a style, as a JPEG of 192x144 pixels.
func (s *Session) Thumbnail(ctx context.Context, style sct.Style, mode model.Mode) ([]byte, error) {
	sample, err := assets.Photo("castle")
	if err != nil {
		return nil, err
	}
	photo, err := imaging.Decode(bytes.NewReader(sample.JPEG), sample.Name, imaging.Limits{})
	if err != nil {
		return nil, err
	}
	result, err := s.Apply(ctx, imaging.FitLongSide(photo, thumbnailSource), style, Options{Mode: mode}, nil)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = jpeg.Encode(&b, imaging.ThumbnailFill(result.ToImage(), thumbnailWidth, thumbnailHeight), &jpeg.Options{Quality: 80})
	return b.Bytes(), err
}
