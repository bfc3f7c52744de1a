// Command flat writes the assembly of the kernels over flat slices and over rows of channels: flat_amd64.s and its Go declarations.
package main

import . "github.com/mmcloughlin/avo/build"

func main() {
	ConstraintExpr("amd64,!purego")
	for _, w := range []width{{"AVX2", 8}, {"AVX512", 16}} {
		w.elements()
		w.finite()
		w.adam()
		w.reductions()
		w.affine()
		w.pool()
		w.shares()
		w.exponentials()
	}
	Generate()
}
