package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// fields is a decoded message: by field number, the numbers or the byte strings in their order.
type fields struct {
	numbers map[protowire.Number][]int64
	strings map[protowire.Number][][]byte
}

func decode(t *testing.T, b []byte) fields {
	t.Helper()
	f := fields{map[protowire.Number][]int64{}, map[protowire.Number][][]byte{}}
	for len(b) > 0 {
		field, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		b = b[n:]
		switch kind {
		case protowire.VarintType:
			var v uint64
			v, n = protowire.ConsumeVarint(b)
			f.numbers[field] = append(f.numbers[field], int64(v))
		case protowire.BytesType:
			var v []byte
			v, n = protowire.ConsumeBytes(b)
			f.strings[field] = append(f.strings[field], v)
		default:
			t.Fatalf("field %d has wire type %d", field, kind)
		}
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		b = b[n:]
	}
	return f
}

func (f fields) texts(field protowire.Number) []string {
	var s []string
	for _, b := range f.strings[field] {
		s = append(s, string(b))
	}
	return s
}

// decoded is a graph read back.
type decoded struct {
	nodes           []decodedNode
	initializers    map[string]tensorValue
	inputs, outputs []string
	shapes          map[string]string // of inputs and outputs, as declared: sizes and names of free ones
}

type decodedNode struct {
	operator        string
	inputs, outputs []string
	attributes      map[string]fields
}

func decodeModel(t *testing.T, file []byte) decoded {
	t.Helper()
	m := decode(t, file)
	opset := decode(t, m.strings[8][0])
	if m.numbers[1][0] != irVersion || opset.numbers[2][0] != operatorSet {
		t.Fatalf("versions %v and %v", m.numbers[1], opset.numbers[2])
	}
	g := decode(t, m.strings[7][0])
	d := decoded{initializers: map[string]tensorValue{}, shapes: map[string]string{}}
	for _, b := range g.strings[1] {
		f := decode(t, b)
		n := decodedNode{operator: f.texts(4)[0], inputs: f.texts(1), outputs: f.texts(2), attributes: map[string]fields{}}
		for _, a := range f.strings[5] {
			attribute := decode(t, a)
			n.attributes[attribute.texts(1)[0]] = attribute
		}
		d.nodes = append(d.nodes, n)
	}
	for _, b := range g.strings[5] {
		name, v := decodeTensor(t, b)
		d.initializers[name] = v
	}
	for _, b := range g.strings[11] {
		d.inputs = append(d.inputs, d.declare(t, b))
	}
	for _, b := range g.strings[12] {
		d.outputs = append(d.outputs, d.declare(t, b))
	}
	return d
}

// declare notes the declared shape of an input or output and returns its name.
func (d *decoded) declare(t *testing.T, info []byte) (name string) {
	t.Helper()
	f := decode(t, info)
	kind := decode(t, decode(t, f.strings[2][0]).strings[1][0])
	if kind.numbers[1][0] != float32Type {
		t.Errorf("%s is of type %d", f.texts(1)[0], kind.numbers[1][0])
	}
	var sizes []string
	for _, b := range decode(t, kind.strings[2][0]).strings[1] {
		size := decode(t, b)
		sizes = append(sizes, size.texts(2)...)
		for _, n := range size.numbers[1] {
			sizes = append(sizes, fmt.Sprint(n))
		}
	}
	name = f.texts(1)[0]
	d.shapes[name] = strings.Join(sizes, " ")
	return name
}

func decodeTensor(t *testing.T, b []byte) (string, tensorValue) {
	t.Helper()
	f := decode(t, b)
	var v tensorValue
	for _, d := range f.numbers[1] {
		v.shape = append(v.shape, int(d))
	}
	raw := f.strings[9][0]
	for len(raw) > 0 {
		if f.numbers[2][0] == float32Type {
			v.data, raw = append(v.data, float64(math.Float32frombits(binary.LittleEndian.Uint32(raw)))), raw[4:]
		} else {
			v.data, raw = append(v.data, float64(int64(binary.LittleEndian.Uint64(raw)))), raw[8:]
		}
	}
	return f.texts(8)[0], v
}
