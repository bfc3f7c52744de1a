package jpeg

import "encoding/hex"

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

// emit writes the lowest bits of v.
func (e *encoder) emit(v uint32, count uint) {
	e.bits = e.bits<<count | uint64(v)
	e.count += count
	for e.count >= 8 {
		e.count -= 8
		b := byte(e.bits >> e.count)
		e.w.WriteByte(b)
		if b == 0xff {
			e.w.WriteByte(0) // else it would begin a marker
		}
	}
}

// value writes the code of a run of zeros followed by v, and then v.
func (e *encoder) value(c *codes, run, v int) {
	size, bits := category(v)
	symbol := run<<4 | int(size)
	e.emit(c.code[symbol]<<size|bits, uint(c.length[symbol])+size)
}

// category is the number of bits of v, and these, negative numbers being one less.
func category(v int) (size uint, bits uint32) {
	magnitude := v
	if v < 0 {
		magnitude, v = -v, v-1
	}
	for magnitude > 0 {
		size++
		magnitude >>= 1
	}
	return size, uint32(v) & (1<<size - 1)
}

// pad fills the last byte with ones.
func (e *encoder) pad() {
	if rest := e.count % 8; rest > 0 {
		e.emit(1<<(8-rest)-1, 8-rest)
	}
}
