package testkit

import (
	"hash/fnv"
	"math"
)

const salt = "golden-1"

// Uniform makes n values in [0,1) from a name: SplitMix64 started at the FNV-1a hash of the name, its upper 24 bits.
func Uniform(name string, n int) []float32 {
	h := fnv.New64a()
	h.Write([]byte(salt + "/" + name))
	state := h.Sum64()
	x := make([]float32, n)
	for i := range x {
		state += 0x9E3779B97F4A7C15
		z := (state ^ state>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		z ^= z >> 31
		x[i] = float32(z>>40) / (1 << 24)
	}
	return x
}

// Signed makes n values in [-1,1): features.
func Signed(name string, n int) []float32 { return scaled(name, n, 1) }

// Weights makes n values in ±sqrt(6/fanIn), where fanIn is in*rows*columns of a convolution [out][in][row][column].
func Weights(name string, fanIn, n int) []float32 {
	return scaled(name, n, float32(math.Sqrt(float64(6/float32(fanIn)))))
}

// Biases makes n values in ±0.1.
func Biases(name string, n int) []float32 { return scaled(name, n, 0.1) }

// Image makes the n = N*3*H*W values of images in PyTorch's order [N][3][H][W].
func Image(name string, n int) []float32 { return Uniform(name, n) }

func scaled(name string, n int, limit float32) []float32 {
	x := Uniform(name, n)
	for i, u := range x {
		x[i] = (2*u - 1) * limit
	}
	return x
}
