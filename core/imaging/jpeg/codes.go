package jpeg

import (
	"encoding/binary"
	"encoding/hex"
	"math/bits"
)

// specification is a table of codes as files hold it: how many codes there are of each length from 1 to 16, and what they stand for.
type specification struct {
	counts  [16]byte
	symbols []byte
}

// annexK are the tables of the standard, K.3 to K.6.
func annexK() [4]specification {
	categories := []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	return [4]specification{
		{[16]byte{0, 1, 5, 1, 1, 1, 1, 1, 1}, categories},
		{[16]byte{0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125}, symbols("01020300041105122131410613516107227114328191a1082342b1c11552d1f024336272" +
			"82090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a" +
			"92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa")},
		{[16]byte{0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1}, categories},
		{[16]byte{0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119}, symbols("0001020311040521310612415107617113223281081442" +
			"91a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a" +
			"82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa")},
	}
}

func symbols(text string) []byte {
	b, err := hex.DecodeString(text)
	if err != nil {
		panic(err) // the text is ours
	}
	return b
}

// codes are a table as the encoder wants it: the code of each symbol and its length in bits.
type codes struct {
	code   [256]uint32
	length [256]uint8
}

// codes numbers the codes as annex C says: those of a length follow each other.
func (s specification) codes() *codes {
	c := &codes{}
	next, at := uint32(0), 0
	for length, n := range s.counts {
		for range n {
			c.code[s.symbols[at]], c.length[s.symbols[at]] = next, uint8(length+1)
			next++
			at++
		}
		next <<= 1
	}
	return c
}

// emit appends the lowest bits of v, at most 32.
func (c *coder) emit(v uint32, count uint) {
	c.bits = c.bits<<count | uint64(v)
	if c.count += count; c.count >= 32 {
		c.count -= 32
		c.spill(uint32(c.bits >> c.count))
	}
}

// spill appends four bytes.
func (c *coder) spill(v uint32) {
	if rest := ^v; (rest-0x01010101)&^rest&0x80808080 == 0 { // no byte of rest is 0, so none of v is 0xff
		c.out = binary.BigEndian.AppendUint32(c.out, v)
		return
	}
	for shift := 24; shift >= 0; shift -= 8 {
		c.spillByte(byte(v >> shift))
	}
}

func (c *coder) spillByte(b byte) {
	if c.out = append(c.out, b); b == 0xff {
		c.out = append(c.out, 0) // else it would begin a marker
	}
}

// flush appends what is left of a band; the last byte is filled with ones.
func (c *coder) flush() {
	if rest := c.count % 8; rest > 0 {
		c.emit(1<<(8-rest)-1, 8-rest)
	}
	for ; c.count > 0; c.count -= 8 {
		c.spillByte(byte(c.bits >> (c.count - 8)))
	}
}

// value appends the code of a run of zeros followed by v, and then v.
func (c *coder) value(codes *codes, run, v int) {
	size, low := category(v)
	symbol := run<<4 | int(size)
	c.emit(codes.code[symbol]<<size|low, uint(codes.length[symbol])+size)
}

// category is the number of bits of v, and these, negative numbers being one less.
func category(v int) (size uint, low uint32) {
	sign := v >> 63
	size = uint(bits.Len32(uint32((v ^ sign) - sign)))
	return size, uint32(v+sign) & (1<<size - 1)
}
