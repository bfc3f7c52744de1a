package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// strip is the number of vectors of columns whose sums stay in registers at once: as many as 64 columns have and the registers hold.
func (w width) strip(sums int) int {
	if w.floats == 8 && sums == 1 {
		return 8
	}
	return 4
}

// reduce writes the loops of a sum over rows, each of columns floats, a multiple of 64. A strip of columns goes down all rows with its sums
// in registers, then the next strip. step adds the vector of the inputs at hand to vector v of each of the sums.
func (w width) reduce(sums, inputs []string, step func(p at, v int, sum map[string][]reg.VecVirtual)) {
	bases := map[string]reg.Register{}
	for _, s := range append(append([]string{}, sums...), inputs...) {
		bases[s] = base(s)
	}
	strip := w.strip(len(sums))
	total, stride := bytesOf(inputs[0]), Load(Param("columns"), GP64())
	SHLQ(Imm(2), stride)
	column, i := GP64(), GP64()
	XORQ(column, column)

	Label("strips")
	place := func(s string, v int) Mem { return Mem{Base: bases[s], Index: column, Scale: 1, Disp: v * w.bytes()} }
	sum := map[string][]reg.VecVirtual{}
	for _, s := range sums {
		sum[s] = w.vectors(strip)
		for v, r := range sum[s] {
			VMOVUPS(place(s, v), r)
		}
	}
	MOVQ(column, i)
	Label("rows")
	for v := range strip {
		step(func(s string) Mem { return Mem{Base: bases[s], Index: i, Scale: 1, Disp: v * w.bytes()} }, v, sum)
	}
	ADDQ(stride, i)
	CMPQ(i, total)
	JLT(LabelRef("rows"))
	for _, s := range sums {
		for v, r := range sum[s] {
			VMOVUPS(r, place(s, v))
		}
	}
	ADDQ(U32(uint32(strip*w.bytes())), column)
	CMPQ(column, stride)
	JLT(LabelRef("strips"))
	end()
}

func (w width) reductions() {
	w.begin("Sums", "(sums, x []float32, columns int)", "adds the rows of x to sums.")
	w.reduce([]string{"sums"}, []string{"x"}, func(p at, v int, sum map[string][]reg.VecVirtual) {
		VADDPS(p("x"), sum["sums"][v], sum["sums"][v])
	})

	w.begin("Dots", "(dots, sums, g, x []float32, columns int)", "adds the rows of g * x to dots and those of g to sums.")
	w.reduce([]string{"dots", "sums"}, []string{"g", "x"}, func(p at, v int, sum map[string][]reg.VecVirtual) {
		g := w.vector()
		VMOVUPS(p("g"), g)
		VFMADD231PS(p("x"), g, sum["dots"][v])
		VADDPS(g, sum["sums"][v], sum["sums"][v])
	})

	w.begin("Errors", "(sums, a, b []float32, columns int)", "adds the rows of (a - b) * (a - b) to sums.")
	w.reduce([]string{"sums"}, []string{"a", "b"}, func(p at, v int, sum map[string][]reg.VecVirtual) {
		d := w.vector()
		VMOVUPS(p("a"), d)
		VSUBPS(p("b"), d, d)
		VFMADD231PS(d, d, sum["sums"][v])
	})

	// The pivot never changes; as one of the sums it is kept in registers beside them.
	w.begin("Moments", "(sums, squares, pivot, x []float32, columns int)", "adds the rows of x - pivot to sums and their squares to squares.")
	w.reduce([]string{"sums", "squares", "pivot"}, []string{"x"}, func(p at, v int, sum map[string][]reg.VecVirtual) {
		d := w.vector()
		VMOVUPS(p("x"), d)
		VSUBPS(sum["pivot"][v], d, d)
		VADDPS(d, sum["sums"][v], sum["sums"][v])
		VFMADD231PS(d, d, sum["squares"][v])
	})
}

// affine writes the functions that scale and shift each column of rows whose length is a multiple of 64.
func (w width) affine() {
	const signature = "(dst, x, scale, shift []float32)"
	w.begin("Affine", signature, "computes dst = x * scale + shift for each row.")
	w.affineLoop(func(reg.VecVirtual) {})
	w.begin("AffineReLU", signature, "computes dst = max(x * scale + shift, 0) for each row.")
	zero := w.zero()
	w.affineLoop(func(v reg.VecVirtual) { VMAXPS(v, zero, v) })
}

func (w width) affineLoop(finish func(v reg.VecVirtual)) {
	dst, x, scale, shift := base("dst"), base("x"), base("scale"), base("shift")
	left, columns, i := length("dst"), length("scale"), GP64()
	Label("rows")
	XORQ(i, i)
	Label("columns")
	for at := 0; at < 256; at += w.bytes() {
		v := w.vector()
		VMOVUPS(Mem{Base: scale, Index: i, Scale: 4, Disp: at}, v)
		t := w.vector()
		VMOVUPS(Mem{Base: shift, Index: i, Scale: 4, Disp: at}, t)
		VFMADD132PS(Mem{Base: x, Disp: at}, t, v)
		finish(v)
		VMOVUPS(v, Mem{Base: dst, Disp: at})
	}
	ADDQ(U32(256), x)
	ADDQ(U32(256), dst)
	ADDQ(Imm(64), i)
	CMPQ(i, columns)
	JLT(LabelRef("columns"))
	SUBQ(columns, left)
	JNZ(LabelRef("rows"))
	end()
}
