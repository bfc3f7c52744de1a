package model

import (
	"encoding/json"
	"fmt"

	"restyle/core/sct"
)

// Config is the shape of a network.
type Config struct {
	Widths [4]int   // channels of relu1_1, relu2_1, relu3_1, relu4_1
	Hidden [2][]int // by Mode: the widths inside SCT, see sct.Shape
	// Modulation is the width of the small network that lets the style's statistics at every layer scale and shift the decoder's
	// channels; 0 leaves it out, as in the paper.
	Modulation int `json:",omitempty"`
	// Detail hands the content's normalized features of the layer before the last past SCT to the decoder's first enlarged convolution,
	// so that fine structure need not squeeze through the last layer. The paper's network has no such thing.
	Detail bool `json:",omitempty"`
	// Skips is, by Mode, how many layers below the last are handed past SCT to the decoder's enlarged convolutions after they were aligned
	// with the style's mean and standard deviation (AdaIN, Huang and Belongie, ICCV 2017): every scale then has the style's statistics without
	// squeezing through the last layer. It needs Modulation and takes the place of Detail. The paper's network has none.
	Skips [2]int `json:",omitzero"`
	// Centred leaves, by Mode, the style's mean out of SCT's result: it tells the decoder nothing that modulation does not, but is several times larger than
	// what varies over a picture, so that small steps of training switch whole channels of the first convolution on or off everywhere, and off is for ever. It
	// needs Modulation. The paper's network adds the mean.
	Centred [2]bool `json:",omitzero"`
	// Residual is, by Mode, the number of residual blocks (He et al., CVPR 2016) that the decoder begins with, at the coarsest resolution,
	// where a few convolutions look far enough to draw patterns of some dozen pixels. The paper's network has none.
	Residual [2]int `json:",omitzero"`
}

// Full is the paper's network, to the letter.
func Full() Config {
	return Config{Widths: [4]int{64, 128, 256, 512}, Hidden: [2][]int{{256, 128}, {128}}}
}

// Compact is our default network: a quarter of the paper's widths, with a decoder that makes up for them: modulated by
// the style's statistics and shown the content's detail, in artistic mode aligned with the style. That mode once had residual blocks, too, but training
// had silenced them and SCT with them, see Centred.
func Compact() Config {
	return Config{Widths: [4]int{16, 32, 64, 128}, Hidden: [2][]int{{64, 48}, {48}}, Modulation: 192, Detail: true, Skips: [2]int{1, 0}, Centred: [2]bool{true, false}}
}

// Validate reports what makes the configuration impossible.
func (c Config) Validate() error {
	const most = 4096
	all := append([]int(nil), c.Widths[:]...)
	for _, h := range c.Hidden {
		if len(h) > 8 {
			return fmt.Errorf("network of %d hidden SCT layers: want at most 8", len(h))
		}
		all = append(all, h...)
	}
	for m, n := range c.Skips {
		if most := Mode(m).Layers() - 1; n < 0 || n > most {
			return fmt.Errorf("network of %d skips in %v mode: want 0 to %d", n, Mode(m), most)
		}
		if n > 0 && c.Modulation == 0 {
			return fmt.Errorf("network of %d skips in %v mode without modulation: skips need the style's levels", n, Mode(m))
		}
	}
	if (c.Centred[Art] || c.Centred[Photo]) && c.Modulation == 0 {
		return fmt.Errorf("network that leaves the style's mean out without modulation: want either")
	}
	for _, r := range c.Residual {
		if r < 0 || r > 32 {
			return fmt.Errorf("network of %d residual blocks: want 0 to 32", r)
		}
	}
	for _, w := range all {
		if w < 1 || w > most {
			return fmt.Errorf("network width %d: want 1 to %d", w, most)
		}
	}
	if c.Modulation < 0 || c.Modulation > most {
		return fmt.Errorf("network modulation width %d: want 0 to %d", c.Modulation, most)
	}
	return nil
}

// sct is the shape of the mode's SCT module.
func (c Config) sct(m Mode) sct.Shape {
	return sct.Shape{Channels: c.Channels(m), Hidden: c.Hidden[m]}
}

// Channels is the width of the mode's last layer.
func (c Config) Channels(m Mode) int { return c.Widths[m.Layers()-1] }

// Statistics is the length of sct.Style.Levels: a mean and a standard deviation for each channel of each layer; 0 without modulation.
func (c Config) Statistics(m Mode) int {
	if c.Modulation == 0 {
		return 0
	}
	n := 0
	for _, w := range c.Widths[:m.Layers()] {
		n += 2 * w
	}
	return n
}

// Details is how many layers of the content, from the one before the last downwards, the mode's decoder is shown.
func (c Config) Details(m Mode) int {
	if n := c.Skips[m]; n > 0 || !c.Detail {
		return n
	}
	return 1
}

func (c Config) marshal() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // a struct of ints always marshals
	}
	return string(b)
}
