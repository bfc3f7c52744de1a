package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// at gives the operand of the vector in work of a slice parameter.
type at func(slice string) Mem

// each writes a loop over the slices, whose common length is a multiple of 16; step computes one vector.
func (w width) each(slices []string, step func(at)) {
	bases := map[string]reg.Register{}
	for _, s := range slices {
		bases[s] = base(s)
	}
	n, i := length(slices[0]), GP64()
	XORQ(i, i)
	for _, l := range []struct {
		label, next string
		floats      int
	}{{"loop", "rest", 64}, {"rest", "done", 16}} {
		Label(l.label)
		CMPQ(n, Imm(uint64(l.floats)))
		JL(LabelRef(l.next))
		for v := range l.floats / w.floats {
			step(func(s string) Mem { return Mem{Base: bases[s], Index: i, Scale: 4, Disp: v * w.bytes()} })
		}
		ADDQ(Imm(uint64(l.floats)), i)
		SUBQ(Imm(uint64(l.floats)), n)
		JMP(LabelRef(l.label))
	}
	Label("done")
}

// elements writes the functions that compute each element from those at the same place.
func (w width) elements() {
	w.begin("Add", "(dst, a, b []float32)", "computes dst = a + b.")
	w.each([]string{"dst", "a", "b"}, func(p at) {
		v := w.vector()
		VMOVUPS(p("a"), v)
		VADDPS(p("b"), v, v)
		VMOVUPS(v, p("dst"))
	})
	end()

	w.begin("AddScaled", "(dst, x []float32, a float32)", "computes dst += a * x.")
	a := w.scalar("a")
	w.each([]string{"dst", "x"}, func(p at) {
		v := w.vector()
		VMOVUPS(p("dst"), v)
		VFMADD231PS(p("x"), a, v)
		VMOVUPS(v, p("dst"))
	})
	end()

	w.begin("Approach", "(dst, x []float32, a float32)", "computes dst += a * (x - dst).")
	a = w.scalar("a")
	w.each([]string{"dst", "x"}, func(p at) {
		v, d := w.vector(), w.vector()
		VMOVUPS(p("dst"), v)
		VMOVUPS(p("x"), d)
		VSUBPS(v, d, d)
		VFMADD231PS(d, a, v)
		VMOVUPS(v, p("dst"))
	})
	end()

	w.begin("Scale", "(dst, x []float32, a float32)", "computes dst = a * x.")
	a = w.scalar("a")
	w.each([]string{"dst", "x"}, func(p at) {
		v := w.vector()
		VMULPS(p("x"), a, v)
		VMOVUPS(v, p("dst"))
	})
	end()

	w.begin("Difference", "(dst, a, b []float32, w float32)", "computes dst = w * (a - b).")
	a = w.scalar("w")
	w.each([]string{"dst", "a", "b"}, func(p at) {
		v := w.vector()
		VMOVUPS(p("a"), v)
		VSUBPS(p("b"), v, v)
		VMULPS(v, a, v)
		VMOVUPS(v, p("dst"))
	})
	end()
	w.rectifiers()
}

func (w width) rectifiers() {
	w.begin("ReLU", "(dst, x []float32)", "computes dst = max(x, 0).")
	zero := w.zero()
	w.each([]string{"dst", "x"}, func(p at) {
		v := w.vector()
		VMAXPS(p("x"), zero, v) // this order keeps NaN
		VMOVUPS(v, p("dst"))
	})
	end()

	w.begin("ReLUGrad", "(dst, g, out []float32)", "computes dst = g where out > 0, else 0.")
	zero = w.zero()
	w.each([]string{"dst", "g", "out"}, func(p at) {
		v := w.vector()
		w.positive(v, p("g"), p("out"), zero)
		VMOVUPS(v, p("dst"))
	})
	end()
}

// finite multiplies everything by 0: the sum of the products is 0 unless there was a NaN or an infinity.
func (w width) finite() {
	w.begin("Finite", "(x []float32) bool", "tells whether x is free of NaN and infinities.")
	zero := w.zero()
	sums := []reg.VecVirtual{w.zero(), w.zero(), w.zero(), w.zero()}
	i := 0
	w.each([]string{"x"}, func(p at) {
		VFMADD231PS(p("x"), zero, sums[i%4])
		i++
	})
	VADDPS(sums[1], sums[0], sums[0])
	VADDPS(sums[3], sums[2], sums[2])
	VADDPS(sums[2], sums[0], sums[0])
	const equal = 0
	found := GP32()
	if w.floats == 16 {
		k := K()
		VCMPPS(Imm(equal), zero, sums[0], k)
		KMOVW(k, found)
		CMPL(found, U32(0xffff))
	} else {
		VCMPPS(Imm(equal), zero, sums[0], sums[0])
		VMOVMSKPS(sums[0], found)
		CMPL(found, U32(0xff))
	}
	yes := GP8()
	SETEQ(yes)
	Store(yes, ReturnIndex(0))
	end()
}
