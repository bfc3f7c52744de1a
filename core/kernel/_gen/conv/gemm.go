package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// product: c = start + a*b for blocks*rows rows and vectors*lanes columns. a is row-major with a stride of lda; b is packed in panels of 16
// columns, k rows each, panel floats apart. start is the bias row, or c itself where bias is empty.
func product(s isa, rows, vectors int) {
	columns := vectors * s.lanes
	TEXT(fmt.Sprintf("product%dx%d%s", rows, columns, s.name), NOSPLIT,
		"func(blocks, k int, a []float32, lda int, b []float32, panel int, c []float32, ldc int, bias []float32, relu int)")
	Pragma("noescape")
	Doc(fmt.Sprintf("product%dx%d%s computes blocks of %d rows and %d columns of a matrix product.", rows, columns, s.name, rows, columns))
	blocks := Load(Param("blocks"), GP64())
	a, b, c := base("a"), base("b"), base("c")
	lda, ldc, panel := elements("lda"), elements("ldc"), elements("panel")
	lda3, lda5 := GP64(), GP64()
	LEAQ(Mem{Base: lda, Index: lda, Scale: 2}, lda3)
	LEAQ(Mem{Base: lda, Index: lda, Scale: 4}, lda5)
	k, p0, p1, pb := GP64(), GP64(), GP64(), GP64()
	// row returns the address of row r of the block at the current k.
	row := func(r int) Mem {
		p := p0
		if r >= 7 {
			p, r = p1, r-7
		}
		switch r {
		case 0:
			return Mem{Base: p}
		case 1, 2, 4:
			return Mem{Base: p, Index: lda, Scale: uint8(r)}
		case 3:
			return Mem{Base: p, Index: lda3, Scale: 1}
		case 5:
			return Mem{Base: p, Index: lda5, Scale: 1}
		}
		return Mem{Base: p, Index: lda3, Scale: 2}
	}
	// second vector of b: the next panel where a panel is one vector wide, the other half of the panel elsewhere
	second := func(p Register) Mem {
		if s.lanes == 16 {
			return Mem{Base: p, Index: panel, Scale: 1}
		}
		return Mem{Base: p, Disp: 32}
	}
	acc := make([][]VecVirtual, rows)
	for r := range acc {
		acc[r] = make([]VecVirtual, vectors)
		for v := range acc[r] {
			acc[r][v] = s.reg()
		}
	}
	name := func(l string) string { return l }

	Label(name("block"))
	bias := base("bias")
	TESTQ(bias, bias)
	JZ(LabelRef("add"))
	for r := range acc {
		for v := range acc[r] {
			VMOVUPS(Mem{Base: bias, Disp: v * s.bytes()}, acc[r][v])
		}
	}
	JMP(LabelRef("start"))
	Label("add")
	pc := GP64()
	MOVQ(c, pc)
	for r := range acc {
		for v := range acc[r] {
			VMOVUPS(Mem{Base: pc, Disp: v * s.bytes()}, acc[r][v])
		}
		ADDQ(ldc, pc)
	}
	Label("start")
	Load(Param("k"), k)
	MOVQ(a, p0)
	if rows > 7 {
		LEAQ(Mem{Base: a, Index: lda3, Scale: 2}, p1)
		ADDQ(lda, p1)
	}
	MOVQ(b, pb)
	Label("loop")
	bv := make([]VecVirtual, vectors)
	for v := range bv {
		bv[v] = s.reg()
	}
	VMOVUPS(Mem{Base: pb}, bv[0])
	if vectors == 2 {
		VMOVUPS(second(pb), bv[1])
	}
	for r := range acc {
		x := s.reg()
		VBROADCASTSS(row(r), x)
		for v := range bv {
			VFMADD231PS(bv[v], x, acc[r][v])
		}
	}
	ADDQ(Imm(4), p0)
	if rows > 7 {
		ADDQ(Imm(4), p1)
	}
	ADDQ(Imm(64), pb)
	DECQ(k)
	JNZ(LabelRef("loop"))
	relu := Load(Param("relu"), GP64())
	TESTQ(relu, relu)
	JZ(LabelRef("store"))
	zero := s.zero()
	for r := range acc {
		for v := range acc[r] {
			VMAXPS(acc[r][v], zero, acc[r][v])
		}
	}
	Label("store")
	for r := range acc {
		for v := range acc[r] {
			VMOVUPS(acc[r][v], Mem{Base: c, Disp: v * s.bytes()})
		}
		ADDQ(ldc, c)
	}
	for range rows {
		ADDQ(lda, a)
	}
	DECQ(blocks)
	JNZ(LabelRef("block"))
	VZEROUPPER()
	RET()
}

// transposed: c += aT*b for blocks*rows columns of a and vectors*lanes columns of b, summed over k rows of both. a and b are row-major.
func transposed(s isa, rows, vectors int) {
	columns := vectors * s.lanes
	TEXT(fmt.Sprintf("transposed%dx%d%s", rows, columns, s.name), NOSPLIT,
		"func(blocks, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int)")
	Pragma("noescape")
	Doc(fmt.Sprintf("transposed%dx%d%s adds blocks of %d rows and %d columns of the product of a transposed and b.", rows, columns, s.name, rows, columns))
	blocks := Load(Param("blocks"), GP64())
	a, b, c := base("a"), base("b"), base("c")
	lda, ldb, ldc := elements("lda"), elements("ldb"), elements("ldc")
	k, pa, pb, pc := GP64(), GP64(), GP64(), GP64()
	acc := make([][]VecVirtual, rows)
	Label("block")
	for r := range acc {
		acc[r] = make([]VecVirtual, vectors)
		for v := range acc[r] {
			acc[r][v] = s.zero()
		}
	}
	Load(Param("k"), k)
	MOVQ(a, pa)
	MOVQ(b, pb)
	Label("loop")
	bv := make([]VecVirtual, vectors)
	for v := range bv {
		bv[v] = s.reg()
		VMOVUPS(Mem{Base: pb, Disp: v * s.bytes()}, bv[v])
	}
	for r := range acc {
		x := s.reg()
		VBROADCASTSS(Mem{Base: pa, Disp: 4 * r}, x)
		for v := range bv {
			VFMADD231PS(bv[v], x, acc[r][v])
		}
	}
	ADDQ(lda, pa)
	ADDQ(ldb, pb)
	DECQ(k)
	JNZ(LabelRef("loop"))
	MOVQ(c, pc)
	for r := range acc {
		for v := range acc[r] {
			VADDPS(Mem{Base: pc, Disp: v * s.bytes()}, acc[r][v], acc[r][v])
			VMOVUPS(acc[r][v], Mem{Base: pc, Disp: v * s.bytes()})
		}
		ADDQ(ldc, pc)
	}
	MOVQ(pc, c)
	ADDQ(Imm(uint64(4*rows)), a)
	DECQ(blocks)
	JNZ(LabelRef("block"))
	VZEROUPPER()
	RET()
}
