package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// windows writes the loops over 2x2 windows and over the channels [from, to) of each, 16 at a time. narrow slices advance by a pixel per window,
// wide ones by two; the end of the first narrow slice ends the loop. step gets the operand of 16 channels of a slice, at the left or (1) right pixel.
func windows(narrow, wide []string, which string, step func(float func(s string, right int) Mem, byte Mem)) {
	bases := map[string]reg.Register{}
	for _, s := range append(append([]string{}, narrow...), wide...) {
		bases[s] = base(s)
	}
	last := bytesOf(narrow[0])
	ADDQ(bases[narrow[0]], last)
	channels, from, to := Load(Param("channels"), GP64()), Load(Param("from"), GP64()), Load(Param("to"), GP64())
	var bytes reg.Register
	if which != "" {
		bytes = base(which)
	}
	right, c := GP64(), GP64()
	Label("windows")
	MOVQ(from, c)
	Label("channels")
	LEAQ(Mem{Base: c, Index: channels, Scale: 1}, right)
	step(func(s string, pixel int) Mem {
		return Mem{Base: bases[s], Index: []reg.Register{c, right}[pixel], Scale: 4}
	}, Mem{Base: bytes, Index: c, Scale: 1})
	ADDQ(Imm(16), c)
	CMPQ(c, to)
	JLT(LabelRef("channels"))
	for _, s := range narrow {
		LEAQ(Mem{Base: bases[s], Index: channels, Scale: 4}, bases[s])
	}
	for _, s := range wide {
		LEAQ(Mem{Base: bases[s], Index: channels, Scale: 8}, bases[s])
	}
	if which != "" {
		ADDQ(channels, bytes)
	}
	CMPQ(bases[narrow[0]], last)
	JLT(LabelRef("windows"))
	end()
}

func offset(m Mem, bytes int) Mem {
	m.Disp += bytes
	return m
}

func (w width) pool() {
	w.begin("Pool", "(dst, top, bottom []float32, channels, from, to int)", "computes the maximum of each window.")
	windows([]string{"dst"}, []string{"top", "bottom"}, "", func(f func(string, int) Mem, _ Mem) {
		for at := 0; at < 64; at += w.bytes() {
			m := w.vector()
			VMOVUPS(offset(f("top", 0), at), m)
			for _, p := range []Mem{f("top", 1), f("bottom", 0), f("bottom", 1)} {
				v := w.vector()
				VMOVUPS(offset(p, at), v)
				VMAXPS(m, v, m) // this order keeps m unless v is greater, NaN among them
			}
			VMOVUPS(m, offset(f("dst", 0), at))
		}
	})

	w.begin("PoolWhich", "(dst []float32, which []uint8, top, bottom []float32, channels, from, to int)", "computes the maximum of each window and where it is.")
	number := []reg.VecVirtual{nil, w.constant(1), w.constant(2), w.constant(3)}
	windows([]string{"dst"}, []string{"top", "bottom"}, "which", func(f func(string, int) Mem, which Mem) {
		var found []reg.VecVirtual
		for at := 0; at < 64; at += w.bytes() {
			m, place := w.vector(), w.vector()
			VMOVUPS(offset(f("top", 0), at), m)
			for i, p := range []Mem{1: f("top", 1), 2: f("bottom", 0), 3: f("bottom", 1)} {
				if i > 0 {
					w.challenge(m, place, number[i], offset(p, at), i == 1)
				}
			}
			VMOVUPS(m, offset(f("dst", 0), at))
			found = append(found, place)
		}
		w.storeBytes(found, which)
	})
	w.spread()
}

// challenge replaces the maximum m by the value at p where that is greater, and its place by number.
func (w width) challenge(m, place, number reg.VecVirtual, p Mem, first bool) {
	const less = 17
	v := w.vector()
	VMOVUPS(p, v)
	if w.floats == 16 {
		k := K()
		VCMPPS(Imm(less), v, m, k)
		if first {
			VMOVDQA32_Z(number, k, place)
		} else {
			VMOVDQA32(number, k, place)
		}
	} else {
		greater := w.vector()
		VCMPPS(Imm(less), v, m, greater)
		if first {
			VANDPS(number, greater, place)
		} else {
			VBLENDVPS(greater, number, place, place)
		}
	}
	VMAXPS(m, v, m) // this order keeps m unless v is greater
}

// storeBytes writes 16 small integers, one a byte.
func (w width) storeBytes(vs []reg.VecVirtual, dst Mem) {
	if w.floats == 16 {
		VPMOVDB(vs[0], dst)
		return
	}
	low, high := vs[0], XMM()
	VPACKSSDW(vs[1], vs[0], low) // words 0-3 8-11 | 4-7 12-15
	VPACKSSWB(low, low, low)     // bytes 0-3 8-11 twice | 4-7 12-15 twice
	VEXTRACTI128(Imm(1), low, high)
	VPUNPCKLDQ(high, low.AsX(), high)
	VMOVDQU(high, dst)
}

// spread writes the gradient of one row of windows: g goes to the pixel that had the maximum.
func (w width) spread() {
	w.begin("Spread", "(dst, g []float32, which []uint8, channels, from, to int, left, right uint32)",
		"writes g to the left pixel of each window where which is left, to the right one where it is right, and 0 elsewhere.")
	number := []reg.VecVirtual{w.integer(Load(Param("left"), GP32())), w.integer(Load(Param("right"), GP32()))}
	windows([]string{"g"}, []string{"dst"}, "which", func(f func(string, int) Mem, which Mem) {
		for at := 0; at < 64; at += w.bytes() {
			g, place := w.vector(), w.vector()
			VPMOVZXBD(offset(which, at/4), place)
			VMOVUPS(offset(f("g", 0), at), g)
			for i := range number {
				v := w.vector()
				if w.floats == 16 {
					k := K()
					VPCMPEQD(number[i], place, k)
					VMOVDQA32_Z(g, k, v)
				} else {
					VPCMPEQD(number[i], place, v)
					VANDPS(g, v, v)
				}
				VMOVUPS(v, offset(f("dst", i), at))
			}
		}
	})
}
