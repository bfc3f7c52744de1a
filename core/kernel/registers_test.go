package kernel

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestAVX2UsesNoRegistersOfAVX512 finds what the generators would let pass: the upper sixteen registers exist with AVX-512 only.
func TestAVX2UsesNoRegistersOfAVX512(t *testing.T) {
	upper := regexp.MustCompile(`\b([XY](1[6-9]|2\d|3[01])|[ZK]\d+)\b`)
	seen := 0
	for _, file := range []string{"flat_amd64.s", "convloops_amd64.s"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, function := range strings.Split(string(text), "\nTEXT ")[1:] {
			name, _, _ := strings.Cut(function, "(")
			if !strings.HasSuffix(name, "AVX2") {
				continue
			}
			seen++
			if r := upper.FindString(function); r != "" {
				t.Errorf("%s: %s uses %s", file, name, r)
			}
		}
	}
	if seen == 0 {
		t.Error("no function for AVX2 found")
	}
}
