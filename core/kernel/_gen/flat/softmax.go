package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exponentials writes the two passes of a softmax: the largest element, and the exponentials with their sum. Both leave 16 lanes to be finished.
func (w width) exponentials() {
	w.begin("Largest", "(lanes *[16]float32, x []float32)", "raises lane i mod 16 to the largest element i.")
	lanes := Load(Param("lanes"), GP64())
	most := w.lanes(lanes)
	w.each([]string{"x"}, w.inTurn(func(p at, lane int) {
		VMAXPS(p("x"), most[lane], most[lane])
	}))
	w.storeLanes(most, lanes)
	end()

	w.begin("Exponentials", "(dst, x []float32, top, a float32, lanes *[16]float32)", "computes dst = 2 to the power of a * (x - top), and adds it to lane i mod 16.")
	lanes = Load(Param("lanes"), GP64())
	sums := w.lanes(lanes)
	top, a := w.scalar("top"), w.scalar("a")
	lowest := w.constant(math.Float32bits(-126))
	var taylor []reg.VecVirtual // of 2 to the power of f: ln(2)^k / k!, from the last
	for k, c := 6, math.Pow(math.Ln2, 6)/720; k >= 0; k, c = k-1, c*float64(k)/math.Ln2 {
		taylor = append(taylor, w.constant(math.Float32bits(float32(c))))
	}
	w.each([]string{"dst", "x"}, w.inTurn(func(p at, lane int) {
		t, whole, power, e := w.vector(), w.vector(), w.vector(), w.vector()
		VMOVUPS(p("x"), t)
		VSUBPS(top, t, t)
		VMULPS(a, t, t)
		VMAXPS(t, lowest, t) // this order keeps NaN
		VCVTPS2DQ(t, power)
		VCVTDQ2PS(power, whole)
		VSUBPS(whole, t, t)
		VMOVAPS(taylor[0], e)
		for _, c := range taylor[1:] {
			VFMADD213PS(c, t, e)
		}
		VPSLLD(Imm(23), power, power)
		VPADDD(taylor[len(taylor)-1], power, power) // the bits of 1 hold the exponent's bias
		VMULPS(power, e, e)
		VADDPS(e, sums[lane], sums[lane])
		VMOVUPS(e, p("dst"))
	}))
	w.storeLanes(sums, lanes)
	end()
}

// lanes loads 16 floats.
func (w width) lanes(from reg.Register) []reg.VecVirtual {
	vs := w.vectors(16 / w.floats)
	for i, v := range vs {
		VMOVUPS(Mem{Base: from, Disp: i * w.bytes()}, v)
	}
	return vs
}

func (w width) storeLanes(vs []reg.VecVirtual, to reg.Register) {
	for i, v := range vs {
		VMOVUPS(v, Mem{Base: to, Disp: i * w.bytes()})
	}
}

// inTurn tells step which of the vectors of 16 lanes is next; each writes whole sixteens, so that every turn of its loops begins with the first.
func (w width) inTurn(step func(p at, lane int)) func(at) {
	i := 0
	return func(p at) {
		step(p, i%(16/w.floats))
		i++
	}
}
