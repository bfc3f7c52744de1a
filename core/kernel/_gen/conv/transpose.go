package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// transpose: dst[to[j]+i] = src[from[i]+j] for i and j below 16, in squares of s.lanes.
func transpose(s isa) {
	TEXT("transpose16"+s.name, NOSPLIT, "func(dst []float32, to *[16]int, src []float32, from *[16]int)")
	Pragma("noescape")
	Doc("transpose16" + s.name + " is transpose16.")
	dst, src := base("dst"), base("src")
	to, from := Load(Param("to"), GP64()), Load(Param("from"), GP64())
	at := GP64()
	for i := 0; i < 16; i += s.lanes {
		for j := 0; j < 16; j += s.lanes {
			rows := make([]VecVirtual, s.lanes)
			for k := range rows {
				rows[k] = s.reg()
				MOVQ(Mem{Base: from, Disp: 8 * (i + k)}, at)
				VMOVUPS(Mem{Base: src, Index: at, Scale: 4, Disp: 4 * j}, rows[k])
			}
			for k, r := range s.transposed(rows) {
				MOVQ(Mem{Base: to, Disp: 8 * (j + k)}, at)
				VMOVUPS(r, Mem{Base: dst, Index: at, Scale: 4, Disp: 4 * i})
			}
		}
	}
	VZEROUPPER()
	RET()
}

// transposed is a square of s.lanes rows transposed: within parts of four columns first, then the parts change places.
func (s isa) transposed(r []VecVirtual) []VecVirtual {
	n := len(r)
	t := make([]VecVirtual, n)
	for i := 0; i < n; i += 2 { // columns 0 0 1 1 and 2 2 3 3 of each part
		t[i], t[i+1] = s.reg(), s.reg()
		VUNPCKLPS(r[i+1], r[i], t[i])
		VUNPCKHPS(r[i+1], r[i], t[i+1])
	}
	u := make([]VecVirtual, n)
	for i := 0; i < n; i += 4 { // u[i+c]: column c of each part, of rows i to i+3
		for c := range 4 {
			u[i+c] = s.reg()
			if c%2 == 0 {
				VUNPCKLPD(t[i+2+c/2], t[i+c/2], u[i+c])
			} else {
				VUNPCKHPD(t[i+2+c/2], t[i+c/2], u[i+c])
			}
		}
	}
	out := make([]VecVirtual, n)
	if s.lanes == 8 {
		for c := range 4 {
			out[c], out[c+4] = s.reg(), s.reg()
			VPERM2F128(U8(0x20), u[4+c], u[c], out[c])
			VPERM2F128(U8(0x31), u[4+c], u[c], out[c+4])
		}
		return out
	}
	for c := range 4 {
		a, b, d, e := s.reg(), s.reg(), s.reg(), s.reg()
		VSHUFF32X4(U8(0x88), u[4+c], u[c], a) // parts 0 and 2 of rows 0 to 7
		VSHUFF32X4(U8(0xdd), u[4+c], u[c], b) // parts 1 and 3
		VSHUFF32X4(U8(0x88), u[12+c], u[8+c], d)
		VSHUFF32X4(U8(0xdd), u[12+c], u[8+c], e)
		for part, pair := range [4][2]VecVirtual{{d, a}, {e, b}, {d, a}, {e, b}} {
			out[4*part+c] = s.reg()
			VSHUFF32X4(U8([2]int{0x88, 0xdd}[part/2]), pair[0], pair[1], out[4*part+c])
		}
	}
	return out
}
