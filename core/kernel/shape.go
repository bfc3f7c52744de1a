package kernel

import "fmt"

// Shape is the size of an NHWC tensor: images, rows, columns, channels.
type Shape struct{ N, H, W, C int }

// Len is the number of elements.
func (s Shape) Len() int { return s.N * s.H * s.W * s.C }

// Pixels is the number of positions of all images, N*H*W.
func (s Shape) Pixels() int { return s.N * s.H * s.W }

func (s Shape) String() string { return fmt.Sprintf("[%d %d %d %d]", s.N, s.H, s.W, s.C) }

// check panics unless x holds exactly the elements of s.
func (s Shape) check(what string, x []float32) {
	if len(x) != s.Len() {
		panic(fmt.Sprintf("kernel: %s has %d elements, want %d for %v", what, len(x), s.Len(), s))
	}
}
