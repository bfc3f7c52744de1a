package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Where pixels come in equal pairs, because the map is enlarged twice, row and column 2 of the transforms are 0: 25 of 36 planes are left.

// kept lists the rows of a transform that are not 0, seen the pixels that differ.
var kept, distinct = [5]int{0, 1, 3, 4, 5}, [4]int{0, 1, 3, 5}

// nextKept moves p past a plane, and past plane 2 behind plane 1.
func nextKept(p, plane Register, row int) {
	ADDQ(plane, p)
	if row == 1 {
		ADDQ(plane, p)
	}
}

// enlargedInputTransform is inputTransform for pixels in equal pairs; it writes the 25 planes only.
func enlargedInputTransform(s isa) {
	TEXT("winogradEnlargedInput"+s.name, 0, "func(dst []float32, plane int, src []float32, rows, cols *[6]int, channels int)")
	Pragma("noescape")
	s.transformDoc("winogradEnlargedInput", "winogradEnlargedInput")
	dst, src := base("dst"), base("src")
	plane := elements("plane")
	offsets := Load(Param("rows"), GP64())
	var row [4]Register
	for i := range row {
		row[i] = GP64()
		MOVQ(Mem{Base: offsets, Disp: 8 * distinct[i]}, row[i])
		LEAQ(Mem{Base: src, Index: row[i], Scale: 4}, row[i])
	}
	cols := Load(Param("cols"), GP64())
	count := Load(Param("channels"), GP64())
	local := s.local(20)
	four, five, minusThree := s.constant(4), s.constant(5), s.constant(-3)
	Label("channel")
	column := GP64()
	for j := range 4 {
		MOVQ(Mem{Base: cols, Disp: 8 * distinct[j]}, column)
		var d [4]VecVirtual
		for i := range d {
			d[i] = s.reg()
			VMOVUPS(Mem{Base: row[i], Index: column, Scale: 4}, d[i])
		}
		for i, r := range s.enlarged1D(d, four, five, minusThree) {
			VMOVUPS(r, s.slot(local, 4*i+j))
		}
	}
	out := GP64()
	MOVQ(dst, out)
	for i := range 5 {
		var d [4]VecVirtual
		for j := range d {
			d[j] = s.reg()
			VMOVUPS(s.slot(local, 4*i+j), d[j])
		}
		for j, r := range s.enlarged1D(d, four, five, minusThree) {
			VMOVUPS(r, Mem{Base: out})
			nextKept(out, plane, kept[j])
		}
		if i == 1 {
			for range 6 {
				ADDQ(plane, out)
			}
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

// enlarged1D is BT (a b b c c d) without its element 2, which is 0: it uses up d.
func (s isa) enlarged1D(d [4]VecVirtual, four, five, minusThree VecVirtual) [5]VecVirtual {
	a, b, c, last := d[0], d[1], d[2], d[3]
	t0, t1, t3, t4 := s.reg(), s.reg(), s.reg(), s.reg()
	VMOVAPS(c, t0)
	VFMADD231PS(a, four, t0)
	VFNMADD231PS(b, five, t0) // 4a - 5b + c
	VMOVAPS(c, t1)
	VFNMADD231PS(b, four, t1)
	VADDPS(t1, t1, t1)          // 2c - 8b
	VSUBPS(c, b, t4)            // b - c
	VMULPS(t4, minusThree, t3)  // 3c - 3b
	VFMADD231PS(b, four, last)  // 4b + d
	VFNMADD231PS(c, five, last) // 4b - 5c + d
	return [5]VecVirtual{t0, t1, t3, t4, last}
}

// enlargedSums: the sums of the four 2x2 squares of AT m A, which is the gradient of the pixels that were enlarged. m has 25 planes.
func enlargedSums(s isa) {
	TEXT("winogradEnlargedSums"+s.name, 0, "func(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int)")
	Pragma("noescape")
	s.transformDoc("winogradEnlargedSums", "winogradEnlargedSums")
	dst, m := base("dst"), base("m")
	row, pixel, plane := elements("row"), elements("pixel"), elements("plane")
	plane6 := GP64()
	LEAQ(Mem{Base: plane, Index: plane, Scale: 2}, plane6)
	ADDQ(plane6, plane6)
	count := Load(Param("channels"), GP64())
	Label("channel")
	start, in := GP64(), GP64()
	MOVQ(m, start)
	var upper, lower [5]VecVirtual
	for j := range 5 {
		MOVQ(start, in)
		var v [5]VecVirtual
		for i := range v {
			v[i] = s.reg()
			VMOVUPS(Mem{Base: in}, v[i])
			if i < 4 {
				nextKept(in, plane6, kept[i])
			}
		}
		nextKept(start, plane, kept[j])
		upper[j], lower[j] = s.sums1D(v)
	}
	for _, v := range [2][5]VecVirtual{upper, lower} {
		left, right := s.sums1D(v)
		VMOVUPS(left, Mem{Base: dst})
		VMOVUPS(right, Mem{Base: dst, Index: pixel, Scale: 1})
		ADDQ(row, dst)
	}
	SUBQ(row, dst)
	SUBQ(row, dst)
	for _, p := range []Register{dst, m} {
		ADDQ(Imm(uint64(s.bytes())), p)
	}
	SUBQ(Imm(uint64(s.lanes)), count)
	JNZ(LabelRef("channel"))
	VZEROUPPER()
	RET()
}

// sums1D is y0+y1 and y2+y3 of y = AT m, m without its element 2, which does not count: it uses up m.
func (s isa) sums1D(m [5]VecVirtual) (first, second VecVirtual) {
	q := s.reg()
	VADDPS(m[1], m[1], m[1]) // 2m1
	VADDPS(m[2], m[2], q)
	VADDPS(q, m[2], q)
	VSUBPS(m[3], q, q) // 3m3 - m4
	VADDPS(m[1], m[0], m[0])
	VADDPS(q, m[0], m[0])
	VADDPS(m[1], m[4], m[4])
	VADDPS(q, q, q)
	VADDPS(q, q, q)
	VADDPS(q, m[4], m[4])
	return m[0], m[4]
}
