package steady

import (
	"math"
	"slices"
)

// Statistics averages what is known of each frame as a whole, layer by layer, over the frames of its shot.
type Statistics struct {
	Strength float64 // 0: as they are, to 1: averaged

	past []moment // of this shot, the latest last, at most memory of them
}

// moment is the statistics of one frame.
type moment struct {
	Number int
	Values [][]float32
}

const (
	spread = 4.0 // standard deviation of the weights in frames
	memory = 12  // frames that still count
)

// Cut forgets the frames so far: another shot begins.
func (s *Statistics) Cut() { s.past = nil }

// Next returns the statistics to be used for frame number, whose own are given; ahead are those of the frames that follow it in the same shot.
func (s *Statistics) Next(number int, own [][]float32, ahead [][][]float32) [][]float32 {
	average := make([][]float32, len(own))
	for i, layer := range own {
		average[i] = s.average(number, i, layer, ahead)
	}
	kept := make([][]float32, len(own))
	for i := range own {
		kept[i] = slices.Clone(own[i])
	}
	s.past = append(s.past, moment{number, kept})
	if len(s.past) > memory {
		s.past = s.past[1:]
	}
	return average
}

func (s *Statistics) average(number, layer int, own []float32, ahead [][][]float32) []float32 {
	sum, total := make([]float64, len(own)), 0.0
	add := func(distance int, values [][]float32) {
		if layer >= len(values) || len(values[layer]) != len(own) {
			return
		}
		w := math.Exp(-float64(distance*distance) / (2 * spread * spread))
		total += w
		for i, v := range values[layer] {
			sum[i] += w * float64(v)
		}
	}
	for _, p := range s.past {
		add(number-p.Number, p.Values)
	}
	for i, values := range ahead {
		add(i+1, values)
	}
	total++ // the frame's own
	out := make([]float32, len(own))
	for i, v := range own {
		mean := (sum[i] + float64(v)) / total
		out[i] = float32(float64(v) + s.Strength*(mean-float64(v)))
	}
	return out
}
