package sct

import (
	"errors"
	"fmt"
	"math"
)

// Style is everything that the network keeps of a style picture in one mode: about 6 KB, encoded once and used for every picture and frame.
// SCT is affine in Cov and Mean: a weighted sum of styles whose weights sum to 1 gives the weighted sum of SCT's results.
type Style struct {
	Cov    []float32 // [32 32]
	Mean   []float32 // [C], of the features at the last layer
	Levels []float32 // mean and standard deviation of each layer, first to last; empty unless the model's decoder is modulated
}

// Mix returns the weighted sum of styles of the same model. The weights are scaled to sum to 1; none may be negative.
func Mix(styles []Style, weights []float32) (Style, error) {
	if len(styles) == 0 || len(styles) != len(weights) {
		return Style{}, fmt.Errorf("mix %d styles with %d weights: want one weight for each style", len(styles), len(weights))
	}
	var total float32
	for _, w := range weights {
		if !(w >= 0) {
			return Style{}, fmt.Errorf("mix styles: weight %g: want 0 or more", w)
		}
		total += w
	}
	if total == 0 {
		return Style{}, errors.New("mix styles: all weights are 0: give at least one style a weight")
	}
	if total > math.MaxFloat32 {
		return Style{}, fmt.Errorf("mix styles: the weights sum to %g: make them smaller, only their proportions count", total)
	}
	first := styles[0]
	mixed := Style{Cov: make([]float32, len(first.Cov)), Mean: make([]float32, len(first.Mean)), Levels: make([]float32, len(first.Levels))}
	for i, s := range styles {
		if len(s.Cov) != len(first.Cov) || len(s.Mean) != len(first.Mean) || len(s.Levels) != len(first.Levels) {
			return Style{}, errors.New("mix styles: they were made by different models: encode them again with one model")
		}
		w := weights[i] / total
		for _, pair := range [3][2][]float32{{mixed.Cov, s.Cov}, {mixed.Mean, s.Mean}, {mixed.Levels, s.Levels}} {
			for j, v := range pair[1] {
				pair[0][j] += w * v
			}
		}
	}
	return mixed, nil
}
