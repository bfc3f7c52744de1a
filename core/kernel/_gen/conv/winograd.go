package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// inputTransform: dst[6i+j] = (BT d B)[i][j] for each channel, d the 6x6 pixels at rows[i]+cols[j] of src.
func inputTransform(s isa) {
	TEXT("winogradInput"+s.name, 0, "func(dst []float32, plane int, src []float32, rows, cols *[6]int, channels int)")
	Pragma("noescape")
	s.transformDoc("winogradInput", "winogradInput")
	dst, src := base("dst"), base("src")
	plane := elements("plane")
	offsets := Load(Param("rows"), GP64())
	var row [6]Register
	for i := range row {
		row[i] = GP64()
		MOVQ(Mem{Base: offsets, Disp: 8 * i}, row[i])
		LEAQ(Mem{Base: src, Index: row[i], Scale: 4}, row[i])
	}
	cols := Load(Param("cols"), GP64())
	count := Load(Param("channels"), GP64())
	local := s.local(36)
	four, five := s.constant(4), s.constant(5)
	Label("channel")
	column := GP64()
	for j := range 6 {
		MOVQ(Mem{Base: cols, Disp: 8 * j}, column)
		var d [6]VecVirtual
		for i := range d {
			d[i] = s.reg()
			VMOVUPS(Mem{Base: row[i], Index: column, Scale: 4}, d[i])
		}
		for i, r := range s.input1D(d, four, five) {
			VMOVUPS(r, s.slot(local, 6*i+j))
		}
	}
	out := GP64()
	MOVQ(dst, out)
	for i := range 6 {
		var d [6]VecVirtual
		for j := range d {
			d[j] = s.reg()
			VMOVUPS(s.slot(local, 6*i+j), d[j])
		}
		for _, r := range s.input1D(d, four, five) {
			VMOVUPS(r, Mem{Base: out})
			ADDQ(plane, out)
		}
	}
	for i := range row {
		ADDQ(Imm(uint64(s.bytes())), row[i])
	}
	ADDQ(Imm(uint64(s.bytes())), dst)
	SUBQ(Imm(uint64(s.lanes)), count)
	JNZ(LabelRef("channel"))
	VZEROUPPER()
	RET()
}

// input1D is BT d: it uses up d.
func (s isa) input1D(d [6]VecVirtual, four, five VecVirtual) [6]VecVirtual {
	t0, t5 := s.reg(), s.reg()
	VMOVAPS(d[4], t0)
	VFMADD231PS(d[0], four, t0)
	VFNMADD231PS(d[2], five, t0) // 4d0 - 5d2 + d4
	VMOVAPS(d[5], t5)
	VFMADD231PS(d[1], four, t5)
	VFNMADD231PS(d[3], five, t5) // 4d1 - 5d3 + d5
	c, e := s.reg(), s.reg()
	VSUBPS(d[2], d[4], c) // d4 - d2
	VSUBPS(d[1], d[3], e)
	VADDPS(e, e, e)                // 2(d3 - d1)
	VFNMADD231PS(d[2], four, d[4]) // d4 - 4d2
	VFNMADD231PS(d[1], four, d[3]) // d3 - 4d1
	t1, t2 := d[1], d[2]
	VADDPS(d[3], d[4], t1)
	VSUBPS(d[3], d[4], t2)
	t3, t4 := d[3], d[4]
	VADDPS(e, c, t3)
	VSUBPS(e, c, t4)
	return [6]VecVirtual{t0, t1, t2, t3, t4, t5}
}

// outputTransform: y = AT m A for each channel, times scale, plus bias, at least floor; a 4x4 square of pixels of dst, or with pool its 2x2 maxima,
// or with enlarged from 25 planes, the others being 0.
func outputTransform(s isa, pool, enlarged bool) {
	name := "winogradOutput"
	if pool {
		name = "winogradPool"
	}
	if enlarged {
		name = "winogradEnlargedOutput"
	}
	TEXT(name+s.name, 0, "func(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int)")
	Pragma("noescape")
	s.transformDoc(name, name)
	dst, m := base("dst"), base("m")
	row, pixel, plane := elements("row"), elements("pixel"), elements("plane")
	pixel3, plane6 := GP64(), GP64()
	LEAQ(Mem{Base: pixel, Index: pixel, Scale: 2}, pixel3)
	LEAQ(Mem{Base: plane, Index: plane, Scale: 2}, plane6)
	ADDQ(plane6, plane6)
	scale, bias := base("scale"), base("bias")
	count := Load(Param("channels"), GP64())
	local := s.local(24)
	floor := s.reg()
	address, err := Param("floor").Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSS(address.Addr, floor)
	Label("channel")
	start, in := GP64(), GP64()
	MOVQ(m, start)
	for j := range 6 {
		if enlarged && j == 2 {
			ADDQ(plane, start)
			continue
		}
		MOVQ(start, in)
		var v [6]VecVirtual
		for i := range v {
			v[i] = s.reg()
			if !enlarged || i != 2 {
				VMOVUPS(Mem{Base: in}, v[i])
			}
			if i < 5 {
				ADDQ(plane6, in)
			}
		}
		ADDQ(plane, start)
		for i, r := range s.output1D(v, enlarged) {
			VMOVUPS(r, s.slot(local, 6*i+j))
		}
	}
	out := GP64()
	MOVQ(dst, out)
	var above [4]VecVirtual
	for i := range 4 {
		var v [6]VecVirtual
		for j := range v {
			v[j] = s.reg()
			if !enlarged || j != 2 {
				VMOVUPS(s.slot(local, 6*i+j), v[j])
			}
		}
		y := s.output1D(v, enlarged)
		a, b := s.reg(), s.reg()
		VMOVUPS(Mem{Base: scale}, a)
		VMOVUPS(Mem{Base: bias}, b)
		for j := range y {
			VFMADD213PS(b, a, y[j])
			VMAXPS(y[j], floor, y[j])
		}
		if !pool {
			VMOVUPS(y[0], Mem{Base: out})
			VMOVUPS(y[1], Mem{Base: out, Index: pixel, Scale: 1})
			VMOVUPS(y[2], Mem{Base: out, Index: pixel, Scale: 2})
			VMOVUPS(y[3], Mem{Base: out, Index: pixel3, Scale: 1})
			ADDQ(row, out)
			continue
		}
		if i%2 == 0 {
			above = y
			continue
		}
		for j := range y {
			VMAXPS(y[j], above[j], y[j])
		}
		VMAXPS(y[0], y[1], y[1])
		VMAXPS(y[2], y[3], y[3])
		VMOVUPS(y[1], Mem{Base: out})
		VMOVUPS(y[3], Mem{Base: out, Index: pixel, Scale: 1})
		ADDQ(row, out)
	}
	for _, p := range []Register{dst, m, scale, bias} {
		ADDQ(Imm(uint64(s.bytes())), p)
	}
	SUBQ(Imm(uint64(s.lanes)), count)
	JNZ(LabelRef("channel"))
	VZEROUPPER()
	RET()
}

// output1D is AT m, or with enlarged without its element 2, which is 0: it uses up m.
func (s isa) output1D(m [6]VecVirtual, enlarged bool) [4]VecVirtual {
	p, q, d, e := s.reg(), s.reg(), s.reg(), s.reg()
	if enlarged {
		VMOVAPS(m[1], p)
		VMOVAPS(m[1], d)
	} else {
		VADDPS(m[2], m[1], p) // m1 + m2
		VSUBPS(m[2], m[1], d) // m1 - m2
	}
	VADDPS(m[4], m[3], q) // m3 + m4
	VSUBPS(m[4], m[3], e) // m3 - m4
	VADDPS(p, m[0], m[0])
	VADDPS(q, m[0], m[0]) // y0
	VADDPS(e, e, e)       // 2(m3 - m4)
	VADDPS(e, d, m[1])    // y1
	VADDPS(d, m[5], m[5])
	VADDPS(e, e, e)
	VADDPS(e, e, e)
	VADDPS(e, m[5], m[5]) // y3 = (m1-m2) + 8(m3-m4) + m5
	VADDPS(q, q, q)
	VADDPS(q, q, q)
	VADDPS(q, p, p) // y2
	return [4]VecVirtual{m[0], m[1], p, m[5]}
}

// filterTransform: dst[6i+j] = (G g GT)[i][j] for n times 16 filters side by side, g[3ky+kx][16 n], tap floats apart.
func filterTransform(s isa) {
	TEXT("winogradFilter"+s.name, 0, "func(dst []float32, plane int, filters []float32, tap, n int)")
	Pragma("noescape")
	Doc("winogradFilter" + s.name + " is winogradFilter.")
	dst, plane := base("dst"), elements("plane")
	g, tap := base("filters"), elements("tap")
	n := Load(Param("n"), GP64())
	tap3 := GP64()
	LEAQ(Mem{Base: tap, Index: tap, Scale: 2}, tap3)
	if s.lanes == 8 {
		ADDQ(n, n) // steps of s.lanes columns
	}
	local := s.local(18)
	Label("filters")
	in := GP64()
	MOVQ(g, in)
	for kx := range 3 {
		v := [3]VecVirtual{s.reg(), s.reg(), s.reg()}
		VMOVUPS(Mem{Base: in}, v[0])
		VMOVUPS(Mem{Base: in, Index: tap3, Scale: 1}, v[1])
		VMOVUPS(Mem{Base: in, Index: tap3, Scale: 2}, v[2])
		ADDQ(tap, in)
		for i, r := range s.filter1D(v) {
			VMOVUPS(r, s.slot(local, 3*i+kx))
		}
	}
	out := GP64()
	MOVQ(dst, out)
	for i := range 6 {
		var v [3]VecVirtual
		for kx := range v {
			v[kx] = s.reg()
			VMOVUPS(s.slot(local, 3*i+kx), v[kx])
		}
		for _, r := range s.filter1D(v) {
			VMOVUPS(r, Mem{Base: out})
			ADDQ(plane, out)
		}
	}
	ADDQ(Imm(uint64(s.bytes())), g)
	ADDQ(Imm(uint64(s.bytes())), dst)
	DECQ(n)
	JNZ(LabelRef("filters"))
	VZEROUPPER()
	RET()
}

func (s isa) times(v float32, x VecVirtual) VecVirtual {
	r := s.constant(v)
	VMULPS(x, r, r)
	return r
}

// filter1D is G g.
func (s isa) filter1D(g [3]VecVirtual) [6]VecVirtual {
	sum := s.reg()
	VADDPS(g[2], g[0], sum)
	t1, t2 := s.reg(), s.reg()
	VADDPS(g[1], sum, t1)
	VSUBPS(g[1], sum, t2)
	t1, t2 = s.times(-1./6, t1), s.times(-1./6, t2)
	a := s.times(1./24, g[0])
	b := s.times(1./6, g[2])
	VADDPS(b, a, a)
	b = s.times(1./12, g[1])
	t3, t4 := s.reg(), s.reg()
	VADDPS(b, a, t3)
	VSUBPS(b, a, t4)
	return [6]VecVirtual{s.times(1./4, g[0]), t1, t2, t3, t4, g[2]}
}

// gather: the last layer. For n pixels: dst = bias + the nine products that the three rows of z hold for it.
func gather() {
	TEXT("gatherAVX2", NOSPLIT, "func(dst []float32, n, out int, z0, z1, z2 []float32, width int, bias []float32)")
	Pragma("noescape")
	Doc("gatherAVX2 is gather; it writes four floats a pixel, the surplus being overwritten by the next.")
	dst, n, out := base("dst"), Load(Param("n"), GP64()), elements("out")
	z := [3]Register{base("z0"), base("z1"), base("z2")}
	width := elements("width")
	pb := base("bias")
	bias := XMM()
	VMOVUPS(Mem{Base: pb}, bias)
	// start each row at its own three products
	three, skip := GP64(), GP64()
	LEAQ(Mem{Base: out, Index: out, Scale: 2}, three)
	ADDQ(three, z[1])
	LEAQ(Mem{Base: z[2], Index: three, Scale: 2}, z[2])
	LEAQ(Mem{Base: width, Index: out, Scale: 1}, skip) // next pixel, next product
	Label("pixel")
	sum := XMM()
	VMOVAPS(bias, sum)
	for _, r := range z {
		VADDPS(Mem{Base: r}, sum, sum)
		VADDPS(Mem{Base: r, Index: skip, Scale: 1}, sum, sum)
		VADDPS(Mem{Base: r, Index: skip, Scale: 2}, sum, sum)
		ADDQ(width, r)
	}
	VMOVUPS(sum, Mem{Base: dst})
	ADDQ(out, dst)
	DECQ(n)
	JNZ(LabelRef("pixel"))
	RET()
}
