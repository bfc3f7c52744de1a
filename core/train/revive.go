package train

import (
	"math/rand/v2"

	"restyle/core/model"
)

// silence finds the decoder's channels that no gradient reaches any more and gives them another start.
type silence struct {
	channels []model.Channels
	idle     [][]float32 // for how many steps in a row a channel has had no gradient
}

func newSilence(d *model.Decoder) *silence {
	s := &silence{channels: d.Channels()}
	for _, c := range s.channels {
		s.idle = append(s.idle, make([]float32, c.Bias.Len()))
	}
	return s
}

// listen reads the gradients of a step, revives the channels that were silent for patience steps, and says how many. The convolutions that come before one that
// has just got channels back are given time anew: they may have had no gradient only because it let none through.
func (s *silence) listen(patience int, random *rand.Rand) (revived int) {
	for l := len(s.channels) - 1; l >= 0; l-- {
		before := revived
		for k, g := range s.channels[l].Bias.Grad {
			if s.idle[l][k]++; g != 0 {
				s.idle[l][k] = 0
			}
			if int(s.idle[l][k]) >= patience {
				s.channels[l].Revive(k, random)
				s.idle[l][k] = 0
				revived++
			}
		}
		if revived > before {
			for _, idle := range s.idle[:l] {
				clear(idle)
			}
			break
		}
	}
	return revived
}
