package main

import (
	"flag"

	"restyle/core/stylize"
)

// lookFlags say in which styles, and how, pictures and frames are repainted.
type lookFlags struct {
	styles    listFlag
	masks     maskFlag
	scale     float64
	mode      modeFlag
	strength  float64
	keepColor bool
	colorOnly bool
	plain     bool

	scaleGiven bool // on the command line
}

func (o *lookFlags) register(f *flag.FlagSet) {
	f.Var(&o.styles, "style", "`FILE[=WEIGHT]`: a picture, a .style file or a name of style list; repeat it to mix styles")
	o.masks = maskFlag{&o.styles, map[int]string{}}
	f.Var(&o.masks, "mask", "apply the style named before it only where the picture `FILE` is bright, or opaque; repeat it for other styles")
	registerScale(f, &o.scale)
	f.Var(&o.mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
	f.Float64Var(&o.strength, "strength", 1, "from 0 (the content) to 1 (the full style), `S`")
	f.BoolVar(&o.keepColor, "keep-color", false, "keep the content's colours, change brightness only")
	f.BoolVar(&o.colorOnly, "color-only", false, "take the style's colours only, keep the content's brightness")
	registerPlain(f, &o.plain)
}

// look is what applies to any size of picture.
func (o *lookFlags) look() stylize.Options {
	return stylize.Options{Mode: o.mode.mode, Strength: &o.strength, KeepColor: o.keepColor, ColorOnly: o.colorOnly, Plain: o.plain}
}

// weighted splits the styles, of which some are saved in a folder, into names, weights and masks.
func (o *lookFlags) weighted(c *command, folder string) ([]weighted, error) {
	if err := o.look().Validate(); err != nil {
		return nil, wrongUsage("%s: %w", c.name, err)
	}
	if err := checkScale(c, o.scale); err != nil {
		return nil, err
	}
	if len(o.styles) == 0 {
		return nil, wrongUsage("%s: no style is named: add --style FILE", c.name)
	}
	var styles []weighted
	sum := float32(0)
	for i, s := range o.styles {
		w, err := parseStyle(s, folder)
		if err != nil {
			return nil, err
		}
		w.mask = o.masks.files[i]
		styles, sum = append(styles, w), sum+w.weight
	}
	if sum == 0 {
		return nil, wrongUsage("%s: all weights are 0: leave one out, or give a style more, such as --style %s=1", c.name, styles[0].name)
	}
	return styles, nil
}
