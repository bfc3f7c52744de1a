package weights

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

const (
	maxPickle       = 1 << 20 // bytes; a thousand tensors take a quarter of it
	maxInstructions = 1 << 18 // each makes at most one small object
	maxMarks        = 64      // open at the same time
	maxBuilds       = 64      // a state_dict has one or two
)

// scanPickle walks over the instructions of the pickle at the start of b and returns the pickle's length. It lets pass what the unpickler
// of the library, which believes each length it reads, handles in bounded memory and without a panic: the instructions of protocol 2
// (what torch.save writes), strings that lie within b, and names of classes on the list of unpickle.go.
func scanPickle(b []byte) (int, error) {
	s := scanner{b: b[:min(len(b), maxPickle)]}
	for count := 0; count < maxInstructions; count++ {
		code, err := s.take(1)
		if err != nil {
			return 0, err
		}
		if code[0] == '.' {
			return s.at, nil
		}
		if err := s.instruction(code[0]); err != nil {
			return 0, err
		}
	}
	return 0, errors.New("its dictionary is too large: save only the state_dict with torch.save")
}

// scanner is a place in a pickle.
type scanner struct {
	b      []byte
	at     int
	marks  int
	builds int // instructions that give an object a state, each of which costs the library the length of a dictionary
}

// take returns the next n bytes.
func (s *scanner) take(n uint64) ([]byte, error) {
	if n > uint64(len(s.b)-s.at) {
		return nil, errDamaged
	}
	s.at += int(n)
	return s.b[s.at-int(n) : s.at], nil
}

// fixed is the number of bytes that follow an instruction.
var fixed = map[byte]uint64{
	0x80: 1,                         // protocol
	'}':  0, ']': 0, ')': 0, '(': 0, // empty dictionary, list, tuple; mark
	't': 0, 0x85: 0, 0x86: 0, 0x87: 0, // tuples
	'u': 0, 's': 0, 'a': 0, 'e': 0, // items of dictionaries and lists
	'N': 0, 0x88: 0, 0x89: 0, 'K': 1, 'M': 2, 'J': 4, 'G': 8, // none, booleans, numbers
	'q': 1, 'r': 4, 'h': 1, 'j': 4, // memory
	'R': 0, 'b': 0, 'Q': 0, // call, state, storage
}

// counted is the number of bytes of the length that follows an instruction, before as many bytes of text or number.
var counted = map[byte]uint64{'X': 4, 'T': 4, 'U': 1, 0x8a: 1}

// instruction skips what belongs to an instruction.
func (s *scanner) instruction(code byte) error {
	if n, ok := fixed[code]; ok {
		if err := s.bound(code); err != nil {
			return err
		}
		_, err := s.take(n)
		return err
	}
	if n, ok := counted[code]; ok {
		return s.counted(n)
	}
	if code == 'c' {
		return s.global()
	}
	return fmt.Errorf("its dictionary has the instruction 0x%02x, which torch.save does not write: save it with the default pickle protocol", code)
}

// bound bounds the open marks, for each of which the library keeps a stack, and the states.
func (s *scanner) bound(code byte) error {
	switch code {
	case '(':
		s.marks++
	case 't', 'u', 'e':
		s.marks--
	case 'b':
		s.builds++
	}
	if s.marks < 0 || s.marks > maxMarks || s.builds > maxBuilds {
		return errDamaged
	}
	return nil
}

// counted skips a length of n bytes and what it counts. The library fails on integers of no bytes, so nothing may be empty but text.
func (s *scanner) counted(n uint64) error {
	isNumber := s.b[s.at-1] == 0x8a
	field, err := s.take(n)
	if err != nil {
		return err
	}
	var wide [8]byte
	copy(wide[:], field)
	length := binary.LittleEndian.Uint64(wide[:])
	if isNumber && length == 0 {
		return errDamaged
	}
	_, err = s.take(length)
	return err
}

// global checks the two lines that name a class or function.
func (s *scanner) global() error {
	module, err := s.line()
	if err != nil {
		return err
	}
	name, err := s.line()
	if err != nil {
		return err
	}
	_, err = findClass(module, name)
	return err
}

func (s *scanner) line() (string, error) {
	n := bytes.IndexByte(s.b[s.at:], '\n')
	if n < 0 {
		return "", errDamaged
	}
	line, err := s.take(uint64(n) + 1)
	return string(line[:n]), err
}
