package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// width is the kind of vector that a function is written for.
type width struct {
	name   string // ends the function's name
	floats int    // in a vector
}

func (w width) bytes() int { return 4 * w.floats }

// vector is a fresh vector register.
func (w width) vector() reg.VecVirtual {
	if w.floats == 16 {
		return ZMM()
	}
	return YMM()
}

func (w width) vectors(n int) []reg.VecVirtual {
	vs := make([]reg.VecVirtual, n)
	for i := range vs {
		vs[i] = w.vector()
	}
	return vs
}

func (w width) begin(name, signature, doc string) {
	TEXT("flat"+name+w.name, NOSPLIT, "func"+signature)
	Pragma("noescape")
	Doc("flat" + name + w.name + " " + doc)
}

func end() {
	VZEROUPPER()
	RET()
}

func (w width) zero() reg.VecVirtual {
	v := w.vector()
	if w.floats == 16 {
		VPXORD(v, v, v) // VXORPS of this width is AVX-512 DQ
	} else {
		VXORPS(v, v, v)
	}
	return v
}

// scalar is a vector full of the float32 parameter.
func (w width) scalar(parameter string) reg.VecVirtual {
	p, err := Param(parameter).Resolve()
	if err != nil {
		panic(err)
	}
	v := w.vector()
	VBROADCASTSS(p.Addr, v)
	return v
}

// integer is a vector full of the 32-bit integer r.
func (w width) integer(r reg.Register) reg.VecVirtual {
	x, v := XMM(), w.vector()
	VMOVD(r, x)
	VPBROADCASTD(x, v)
	return v
}

// constant is a vector full of the 32-bit integer n.
func (w width) constant(n uint32) reg.VecVirtual {
	r := GP32()
	MOVL(U32(n), r)
	return w.integer(r)
}

// positive copies the floats of src where those of test are above 0, and 0 elsewhere.
func (w width) positive(dst reg.VecVirtual, src, test Mem, zero reg.VecVirtual) {
	const less = 17 // ordered, quiet
	if w.floats == 16 {
		k := K()
		VCMPPS(Imm(less), test, zero, k)
		VMOVUPS_Z(src, k, dst)
		return
	}
	VCMPPS(Imm(less), test, zero, dst)
	VANDPS(src, dst, dst)
}

func base(parameter string) reg.Register   { return Load(Param(parameter).Base(), GP64()) }
func length(parameter string) reg.Register { return Load(Param(parameter).Len(), GP64()) }

// bytesOf is the size in bytes of the []float32 parameter.
func bytesOf(parameter string) reg.Register {
	n := length(parameter)
	SHLQ(Imm(2), n)
	return n
}
