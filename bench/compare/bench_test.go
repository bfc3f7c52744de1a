package main

import (
	"context"
	"fmt"
	"testing"

	"restyle/core/model"
	"restyle/core/nn"
)

// BenchmarkStylization is this engine's side of the race, for profiles: content encoding, SCT and decoding at 512x512.
func BenchmarkStylization(b *testing.B) {
	for _, network := range chosen("") {
		for _, mode := range model.Modes() {
			for _, threads := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/%v/threads=%d", network, mode, threads), func(b *testing.B) {
					m, err := options{network: network, mode: mode}.build()
					if err != nil {
						b.Fatal(err)
					}
					s, err := newStylization(nn.NewMachine(threads), m, mode, 512, 512)
					if err != nil {
						b.Fatal(err)
					}
					for b.Loop() {
						if err := s.graph.Run(context.Background()); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
