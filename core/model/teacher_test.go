package model

import (
	"fmt"
	"testing"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// TestChecksumsOfLossNetworks are those of all weights, of the lifting too.
func TestChecksumsOfLossNetworks(t *testing.T) {
	build := func() *Teacher {
		scope := nn.Fresh(1)
		teacher := &Teacher{Encoder: NewEncoder(scope.In("encoder"), [4]int{4, 4, 8, 8})}
		for i, in := range teacher.Encoder.Widths() {
			teacher.lift[i] = scope.Conv(fmt.Sprint("lift", i+1), kernel.Conv{Size: 1, In: in, Out: 12, ReLU: true})
		}
		return teacher
	}
	seen := map[string]string{build().Checksum(): "the teacher"}
	if again := build().Checksum(); seen[again] == "" {
		t.Error("a teacher of the same weights has another checksum")
	}
	encoder, lift := build(), build()
	encoder.Encoder.convs[8].Bias.Value[7] = 1
	lift.lift[3].Weight.Value[0]++
	for name, network := range map[string]Features{"its encoder": build().Encoder, "another encoder": encoder.Encoder, "with another encoder": encoder, "with another lifting": lift} {
		sum := network.Checksum()
		if other := seen[sum]; other != "" || sum == "" {
			t.Errorf("%s has the checksum of %s", name, other)
		}
		seen[sum] = name
	}
}
