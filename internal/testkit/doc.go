// Package testkit serves tests only: near-equality of float32 slices with a message that helps, arrays generated from a name, golden
// files, guarded slices that show writes beyond their ends, and gradients checked by finite differences.
//
// Golden values were computed with the paper authors' PyTorch code on inputs and weights that generate.go makes again, so that neither is stored with
// them. Weights are stored only where files themselves are tested: the five checkpoints of PyTorch in core/weights/testdata.
package testkit
