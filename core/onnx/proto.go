package onnx

import (
	"encoding/binary"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// message is a protocol buffer message under construction. Field numbers are those of onnx.proto3 (github.com/onnx/onnx).
type message []byte

func (m *message) integer(field protowire.Number, v int64) {
	*m = protowire.AppendVarint(protowire.AppendTag(*m, field, protowire.VarintType), uint64(v))
}

func (m *message) text(field protowire.Number, s string) {
	*m = protowire.AppendString(protowire.AppendTag(*m, field, protowire.BytesType), s)
}

func (m *message) add(field protowire.Number, sub message) {
	*m = protowire.AppendBytes(protowire.AppendTag(*m, field, protowire.BytesType), sub)
}

// Element types of TensorProto.DataType.
const (
	float32Type = 1
	int64Type   = 7
)

// floats is a TensorProto of float32.
func floats(name string, shape []int, values []float32) message {
	raw := make([]byte, 0, 4*len(values))
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return tensor(name, float32Type, shape, raw)
}

// integers is a TensorProto of int64, one-dimensional.
func integers(name string, values []int64) message {
	raw := make([]byte, 0, 8*len(values))
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	return tensor(name, int64Type, []int{len(values)}, raw)
}

func tensor(name string, kind int64, shape []int, raw []byte) message {
	m := make(message, 0, len(raw)+len(name)+64)
	for _, d := range shape {
		m.integer(1, int64(d))
	}
	m.integer(2, kind)
	m.text(8, name)
	m.add(9, raw)
	return m
}

// attribute is an AttributeProto.
type attribute message

func ints(name string, values ...int64) attribute {
	var m message
	m.text(1, name)
	for _, v := range values {
		m.integer(8, v)
	}
	m.integer(20, 7) // type INTS
	return attribute(m)
}

func integer(name string, v int64) attribute {
	var m message
	m.text(1, name)
	m.integer(3, v)
	m.integer(20, 2) // type INT
	return attribute(m)
}

func text(name, s string) attribute {
	var m message
	m.text(1, name)
	m.text(4, s)
	m.integer(20, 3) // type STRING
	return attribute(m)
}

// valueInfo is the ValueInfoProto of a float32 tensor. A dimension is a number (int) or a name (string).
func valueInfo(name string, dimensions []any) message {
	var shape message
	for _, d := range dimensions {
		var m message
		switch d := d.(type) {
		case int:
			m.integer(1, int64(d))
		case string:
			m.text(2, d)
		}
		shape.add(1, m)
	}
	var kind, tensorType, info message
	tensorType.integer(1, float32Type)
	tensorType.add(2, shape)
	kind.add(1, tensorType)
	info.text(1, name)
	info.add(2, kind)
	return info
}
