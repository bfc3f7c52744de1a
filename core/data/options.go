package data

import (
	"fmt"
	"math"
)

// Options says what batches look like. The zero value gives plain crops: 4 pairs of 192 pixels, mirrored half the time.
type Options struct {
	Seed  uint64
	Size  int // side of the crops in pixels; 0: 192
	Batch int // pairs in a batch; 0: 4

	Identity        float64 // share of items whose style is the content crop itself
	PhotoStyles     float64 // share of styles taken from the contents
	PaintedContents float64 // share of contents taken from the styles

	// Later is how much the light of a content changes until a moment later, and how much noise it has then, as shares of the range, at most; 0: batches do not
	// hold that moment.
	Later float64 `json:",omitempty"`

	Content, Style Augment
}

// Augment says how crops of one kind vary. Crops are squares, log-uniform in size up to the picture's short side, placed anywhere and
// scaled to Size without aliasing. The zero value adds mirroring only.
type Augment struct {
	// Smallest is the smallest crop side, as a multiple of Size; 0: 1, so that crops are enlarged only of pictures that are smaller in memory: those of small files, and
	// those that Sources.Side or their share of Sources.Memory has made small.
	Smallest float64
	Upright  bool    // do not mirror left to right, which otherwise half of the crops are
	Flip     float64 // probability of mirroring top to bottom
	Permute  float64 // probability of exchanging the colour channels
	Gain     float64 // probability of a gain of 0.7 to 1.3 and an offset of -0.1 to 0.1 for each channel
	Negative float64 // probability of the negative
	Vivid    float64 // probability of a contrast of 0.8 to 2.2 and a saturation of 0.7 to 2.5 about the crop's mean colour
}

// Recipe is what training the built-in model uses: varied styles, plain contents, some identity items.
func Recipe() Options {
	return Options{
		Identity: 0.10, PhotoStyles: 0.05, PaintedContents: 0.05,
		Style: Augment{Flip: 0.5, Permute: 0.30, Gain: 0.20, Negative: 0.05, Vivid: 0.4},
	}
}

func (o Options) withDefaults() Options {
	if o.Size == 0 {
		o.Size = 192
	}
	if o.Batch == 0 {
		o.Batch = 4
	}
	if o.Content.Smallest == 0 {
		o.Content.Smallest = 1
	}
	if o.Style.Smallest == 0 {
		o.Style.Smallest = 1
	}
	return o
}

// Validate reports options that cannot be used.
func (o Options) Validate() error {
	if o.Size < 0 || o.Size > 4096 {
		return fmt.Errorf("crop size %d: choose 1 to 4096 pixels", o.Size)
	}
	if o.Batch < 0 || o.Batch > 1024 {
		return fmt.Errorf("batch of %d: choose 1 to 1024", o.Batch)
	}
	shares := []float64{
		o.Identity, o.PhotoStyles, o.PaintedContents, o.Later,
		o.Content.Flip, o.Content.Permute, o.Content.Gain, o.Content.Negative, o.Content.Vivid,
		o.Style.Flip, o.Style.Permute, o.Style.Gain, o.Style.Negative, o.Style.Vivid,
	}
	for _, s := range shares {
		if !(s >= 0 && s <= 1) {
			return fmt.Errorf("share or probability %g: choose 0 to 1", s)
		}
	}
	for _, s := range []float64{o.Content.Smallest, o.Style.Smallest} {
		if !(s >= 0) || math.IsInf(s, 1) {
			return fmt.Errorf("smallest crop of %g times the size: choose a number of 0 or more", s)
		}
	}
	return nil
}
