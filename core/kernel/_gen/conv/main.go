// Command conv writes the assembly of the convolution and matrix loops of package kernel, for AVX2 and AVX-512.
package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// isa is one set of vector instructions; the loops are written once for all.
type isa struct {
	name  string
	lanes int // float32 in a register
	reg   func() VecVirtual
}

var (
	avx2   = isa{"AVX2", 8, func() VecVirtual { return YMM() }}
	avx512 = isa{"AVX512", 16, func() VecVirtual { return ZMM() }}
)

func (s isa) bytes() int { return 4 * s.lanes }

// transformDoc says which Go function a transform is, and for what.
func (s isa) transformDoc(name, definition string) {
	Doc(fmt.Sprintf("%s%s is %s for a number of channels that is a multiple of %d.", name, s.name, definition, s.lanes))
}

// zero returns a register of zeros. VXORPS of registers that exist with AVX-512 only needs more of it than the level asks for.
func (s isa) zero() VecVirtual {
	r := s.reg()
	if s.lanes == 16 {
		VPXORD(r, r, r)
	} else {
		VXORPS(r.AsX(), r.AsX(), r.AsX()) // which clears the upper half, too
	}
	return r
}

// constant returns a register holding v in each lane.
func (s isa) constant(v float32) VecVirtual {
	r := s.reg()
	VBROADCASTSS(floatConstant(v), r)
	return r
}

var constants = map[float32]Mem{}

func floatConstant(v float32) Mem {
	if m, ok := constants[v]; ok {
		return m
	}
	m := ConstData(fmt.Sprintf("constant%d", len(constants)), F32(v))
	constants[v] = m
	return m
}

// local is an array of n vectors on the stack. Go aligns the stack to less than a vector, and each one that crosses a line of the cache costs twice.
func (s isa) local(n int) Mem {
	start := GP64()
	LEAQ(AllocLocal(n*s.bytes()+s.bytes()-8).Offset(s.bytes()-8), start)
	ANDQ(I32(-s.bytes()), start)
	return Mem{Base: start}
}

// slot is vector number i of a local array.
func (s isa) slot(local Mem, i int) Mem { return local.Offset(i * s.bytes()) }

// elements loads an int parameter that counts floats and turns it into bytes.
func elements(name string) Register {
	r := Load(Param(name), GP64())
	SHLQ(U8(2), r)
	return r
}

func base(name string) Register { return Load(Param(name).Base(), GP64()) }

func main() {
	ConstraintExpr("amd64,!purego")
	for _, r := range []int{14, 8, 4, 1} {
		product(avx512, r, 2)
		product(avx512, r, 1)
	}
	for _, r := range []int{6, 4, 1} {
		product(avx2, r, 2)
	}
	for _, r := range []int{8, 1} {
		transposed(avx512, r, 2)
		transposed(avx512, r, 1)
	}
	for _, r := range []int{6, 4, 1} {
		transposed(avx2, r, 2)
	}
	for _, s := range []isa{avx2, avx512} {
		inputTransform(s)
		outputTransform(s, false, false)
		outputTransform(s, true, false)
		outputTransform(s, false, true)
		enlargedInputTransform(s)
		enlargedSums(s)
		filterTransform(s)
		transpose(s)
		gradientTransform(s)
		weightTransform(s)
	}
	gather()
	Generate()
}
