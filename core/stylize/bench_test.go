package stylize

import (
	"context"
	"fmt"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
)

// BenchmarkApply is one picture of 512x512 on all processors, everything but reading and writing the file.
func BenchmarkApply(b *testing.B) {
	for name, c := range map[string]model.Config{"full": model.Full(), "compact": model.Compact()} {
		m, err := model.Build(nn.Fresh(1), c, model.Modes()...)
		if err != nil {
			b.Fatal(err)
		}
		for _, mode := range model.Modes() {
			b.Run(fmt.Sprintf("%s/%v", name, mode), func(b *testing.B) {
				s, picture := New(m, Resources{}), noise(512, 512)
				style := styleOf(b, s, noise(256, 256), mode)
				apply(b, s, picture, style, Options{Mode: mode})
				for b.Loop() {
					if _, err := s.Apply(context.Background(), picture, style, Options{Mode: mode}, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkFinish(b *testing.B) {
	content := noise(512, 512)
	strength := make([]float32, 512*512)
	for i := range strength {
		strength[i] = 0.5
	}
	for name, o := range map[string]Options{"strength": {}, "color": {KeepColor: true}} {
		b.Run(name, func(b *testing.B) {
			dst := imaging.Crop(content, content.Bounds())
			for b.Loop() {
				finish(dst.Pix, content.Pix, strength, o)
			}
		})
	}
}
