package model

import (
	"path/filepath"
	"slices"
	"testing"
)

// BenchmarkLoad reads and packs the full-width model: 10.4 million parameters, packed fourfold for Winograd.
func BenchmarkLoad(b *testing.B) {
	m, err := New(1, Full(), Art)
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "full.safetensors")
	if err := m.Save(path); err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := Load(path); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("pack", func(b *testing.B) {
		for b.Loop() {
			m, err := Load(path)
			if err != nil {
				b.Fatal(err)
			}
			part := m.parts[Art]
			for _, c := range slices.Concat(m.Encoder.convs, part.SCT.Convs(), part.Decoder.Convs()) {
				c.Packed()
			}
		}
	})
}
