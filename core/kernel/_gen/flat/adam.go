package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// adam writes one step of the optimiser; the order of the constants is that of AdamStep.constants.
func (w width) adam() {
	w.begin("Adam", "(w, m, v, g []float32, constants *[6]float32)", "is one step of Adam.")
	constants := Load(Param("constants"), GP64())
	c := w.vectors(6)
	for i, v := range c {
		VBROADCASTSS(Mem{Base: constants, Disp: 4 * i}, v)
	}
	rest1, beta2, rest2, correction, epsilon, rate := c[0], c[1], c[2], c[3], c[4], c[5]
	w.each([]string{"w", "m", "v", "g"}, func(p at) {
		weight, g, m, v, t := w.vector(), w.vector(), w.vector(), w.vector(), w.vector()
		VMOVUPS(p("w"), weight)
		VMOVUPS(p("g"), g)
		VMOVUPS(p("m"), m)
		VSUBPS(m, g, t)
		VFMADD231PS(t, rest1, m)
		VMOVUPS(m, p("m"))
		VMULPS(g, g, t)
		VMULPS(t, rest2, t)
		VMOVUPS(p("v"), v)
		VFMADD213PS(t, beta2, v)
		VMOVUPS(v, p("v"))
		VSQRTPS(v, v)
		VFMADD213PS(epsilon, correction, v)
		VDIVPS(v, m, m)
		VFNMADD231PS(m, rate, weight)
		VMOVUPS(weight, p("w"))
	})
	end()
}
