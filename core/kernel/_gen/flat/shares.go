package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// bits are float32 numbers as they lie in memory.
const (
	tinyBits  = 0x0da24260 // 1e-30
	fullBits  = 0x477fff00 // 65535
	roundBits = 0x3f000000 // 0.5
)

// shares writes the kernels that keep the channels of positions as 16-bit shares of the largest of them, and the way back.
func (w width) shares() {
	w.begin("Shares", "(dst []uint16, scale, src []float32, channels int)", "writes shares of the largest of a position's channels, a multiple of 16.")
	tiny, full, half := w.constant(tinyBits), XMM(), w.constant(roundBits)
	number := GP32()
	MOVL(U32(fullBits), number)
	VMOVD(number, full)
	w.positions("src", "dst", func(floats, words reg.Register, scale Mem, channels reg.Register) {
		most, largest, share := w.vector(), XMM(), w.vector()
		if w.floats == 16 {
			VMOVDQA32(tiny, most)
		} else {
			VMOVDQA(tiny, most)
		}
		w.sixteens("largest", channels, func(c reg.Register) {
			for at := 0; at < 64; at += w.bytes() {
				VPMAXSD(Mem{Base: floats, Index: c, Scale: 4, Disp: at}, most, most)
			}
		})
		w.largest(most, largest)
		quotient := XMM()
		VDIVSS(full, largest, quotient)
		VMOVSS(quotient, scale)
		VDIVSS(largest, full, quotient)
		VBROADCASTSS(quotient, share)
		w.sixteens("shares", channels, func(c reg.Register) {
			var vs []reg.VecVirtual
			for at := 0; at < 64; at += w.bytes() {
				v := w.vector()
				VMULPS(Mem{Base: floats, Index: c, Scale: 4, Disp: at}, share, v)
				VADDPS(half, v, v)
				VCVTTPS2DQ(v, v)
				vs = append(vs, v)
			}
			w.storeWords(vs, Mem{Base: words, Index: c, Scale: 2})
		})
	})

	w.begin("Unshare", "(dst []float32, src []uint16, scale []float32, channels int)", "is the inverse of Shares.")
	w.positions("dst", "src", func(floats, words reg.Register, scale Mem, channels reg.Register) {
		share := w.vector()
		VBROADCASTSS(scale, share)
		w.sixteens("values", channels, func(c reg.Register) {
			for at := 0; at < 64; at += w.bytes() {
				v := w.vector()
				VPMOVZXWD(Mem{Base: words, Index: c, Scale: 2, Disp: at / 2}, v)
				VCVTDQ2PS(v, v)
				VMULPS(share, v, v)
				VMOVUPS(v, Mem{Base: floats, Index: c, Scale: 4, Disp: at})
			}
		})
	})
}

// positions writes the loop over positions: step gets the registers of the position's first float and word.
func (w width) positions(floats, words string, step func(floats, words reg.Register, scale Mem, channels reg.Register)) {
	f, h, s, channels := base(floats), base(words), base("scale"), Load(Param("channels"), GP64())
	last := bytesOf("scale")
	ADDQ(s, last)
	Label("positions")
	step(f, h, Mem{Base: s}, channels)
	LEAQ(Mem{Base: f, Index: channels, Scale: 4}, f)
	LEAQ(Mem{Base: h, Index: channels, Scale: 2}, h)
	ADDQ(Imm(4), s)
	CMPQ(s, last)
	JLT(LabelRef("positions"))
	end()
}

// sixteens writes the loop over the channels of a position.
func (w width) sixteens(label string, channels reg.Register, step func(c reg.Register)) {
	c := GP64()
	XORQ(c, c)
	Label(label)
	step(c)
	ADDQ(Imm(16), c)
	CMPQ(c, channels)
	JLT(LabelRef(label))
}

// largest leaves the largest of v's integers in the first element of x.
func (w width) largest(v reg.VecVirtual, x reg.VecVirtual) {
	y := v
	if w.floats == 16 {
		y = YMM()
		VEXTRACTI64X4(Imm(1), v, y)
		VPMAXSD(v.AsY(), y, y)
	}
	high := XMM()
	VEXTRACTI128(Imm(1), y, high)
	VPMAXSD(y.AsX(), high, x)
	VPSHUFD(Imm(0x4e), x, high)
	VPMAXSD(high, x, x)
	VPSHUFD(Imm(0xb1), x, high)
	VPMAXSD(high, x, x)
}

// storeWords writes 16 integers below 65536, two bytes each.
func (w width) storeWords(vs []reg.VecVirtual, dst Mem) {
	if w.floats == 16 {
		VPMOVDW(vs[0], dst)
		return
	}
	words := vs[0]
	VPACKUSDW(vs[1], vs[0], words) // words 0-3 8-11 | 4-7 12-15
	VPERMQ(Imm(0xd8), words, words)
	VMOVDQU(words, dst)
}
