package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// gradientTransform: dst[6i+j] = (A y AT)[i][j] for each channel, y the 4x4 pixels of src.
func gradientTransform(s isa) {
	TEXT("winogradGradient"+s.name, 0, "func(dst []float32, plane int, src []float32, row, pixel int, channels int)")
	Pragma("noescape")
	s.transformDoc("winogradGradient", "winogradOutputGradient")
	dst, src := base("dst"), base("src")
	plane, row, pixel := elements("plane"), elements("row"), elements("pixel")
	row3 := GP64()
	LEAQ(Mem{Base: row, Index: row, Scale: 2}, row3)
	count := Load(Param("channels"), GP64())
	local := s.local(24)
	Label("channel")
	in := GP64()
	MOVQ(src, in)
	for j := range 4 {
		y := [4]VecVirtual{s.reg(), s.reg(), s.reg(), s.reg()}
		VMOVUPS(Mem{Base: in}, y[0])
		VMOVUPS(Mem{Base: in, Index: row, Scale: 1}, y[1])
		VMOVUPS(Mem{Base: in, Index: row, Scale: 2}, y[2])
		VMOVUPS(Mem{Base: in, Index: row3, Scale: 1}, y[3])
		ADDQ(pixel, in)
		for i, r := range s.gradient1D(y) {
			VMOVUPS(r, s.slot(local, 4*i+j))
		}
	}
	out := GP64()
	MOVQ(dst, out)
	for i := range 6 {
		var y [4]VecVirtual
		for j := range y {
			y[j] = s.reg()
			VMOVUPS(s.slot(local, 4*i+j), y[j])
		}
		for _, r := range s.gradient1D(y) {
			VMOVUPS(r, Mem{Base: out})
			ADDQ(plane, out)
		}
	}
	ADDQ(Imm(uint64(s.bytes())), src)
	ADDQ(Imm(uint64(s.bytes())), dst)
	SUBQ(Imm(uint64(s.lanes)), count)
	JNZ(LabelRef("channel"))
	VZEROUPPER()
	RET()
}

// gradient1D is A y.
func (s isa) gradient1D(y [4]VecVirtual) [6]VecVirtual {
	p, q, even, odd := s.reg(), s.reg(), s.reg(), s.reg()
	VADDPS(y[2], y[0], p)
	VADDPS(y[3], y[1], q)
	VADDPS(y[2], y[2], even)
	VADDPS(even, even, even)
	VADDPS(y[0], even, even) // y0 + 4y2
	VADDPS(y[3], y[3], odd)
	VADDPS(odd, odd, odd)
	VADDPS(y[1], odd, odd)
	VADDPS(odd, odd, odd) // 2y1 + 8y3
	t1, t2, t3, t4 := s.reg(), s.reg(), s.reg(), s.reg()
	VADDPS(q, p, t1)
	VSUBPS(q, p, t2)
	VADDPS(odd, even, t3)
	VSUBPS(odd, even, t4)
	return [6]VecVirtual{y[0], t1, t2, t3, t4, y[3]}
}

// weightTransform: dst[3ky+kx][16] = GT m G, m[6i+j] the sums of 16 filters side by side.
func weightTransform(s isa) {
	TEXT("winogradWeights"+s.name, 0, "func(filters *[144]float32, m []float32, plane int)")
	Pragma("noescape")
	Doc("winogradWeights" + s.name + " transforms the sums of 16 filters side by side back.")
	dst := Load(Param("filters"), GP64())
	m, plane := base("m"), elements("plane")
	local := s.local(18)
	for half := range 16 / s.lanes {
		in := GP64()
		MOVQ(m, in)
		if half > 0 {
			ADDQ(Imm(32), in)
		}
		for i := range 6 {
			var v [6]VecVirtual
			for j := range v {
				v[j] = s.reg()
				VMOVUPS(Mem{Base: in}, v[j])
				ADDQ(plane, in)
			}
			for kx, r := range s.weight1D(v) {
				VMOVUPS(r, s.slot(local, 3*i+kx))
			}
		}
		for kx := range 3 {
			var v [6]VecVirtual
			for i := range v {
				v[i] = s.reg()
				VMOVUPS(s.slot(local, 3*i+kx), v[i])
			}
			for ky, r := range s.weight1D(v) {
				VMOVUPS(r, Mem{Base: dst, Disp: 64*(3*ky+kx) + 32*half})
			}
		}
	}
	VZEROUPPER()
	RET()
}

// weight1D is GT m.
func (s isa) weight1D(m [6]VecVirtual) [3]VecVirtual {
	p, q, d, e := s.reg(), s.reg(), s.reg(), s.reg()
	VADDPS(m[2], m[1], p)
	VSUBPS(m[2], m[1], d)
	VADDPS(m[4], m[3], q)
	VSUBPS(m[4], m[3], e)
	p, d = s.times(-1./6, p), s.times(-1./6, d)
	w0, w2 := s.times(1./4, m[0]), s.times(1./6, q)
	VADDPS(p, w0, w0)
	VADDPS(s.times(1./24, q), w0, w0)
	VADDPS(s.times(1./12, e), d, d)
	VADDPS(p, w2, w2)
	VADDPS(m[5], w2, w2)
	return [3]VecVirtual{w0, d, w2}
}
