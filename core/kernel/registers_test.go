package kernel

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestLevelsUseOnlyWhatTheyAskFor finds what the generators would let pass. The upper sixteen registers exist with AVX-512 only; narrow instructions on them
// need its part VL, and bitwise ones on floats in any of its registers its part DQ, of which level.go asks for neither.
func TestLevelsUseOnlyWhatTheyAskFor(t *testing.T) {
	const upper = `\b[XY](1[6-9]|2\d|3[01])\b`
	refused := map[string]*regexp.Regexp{
		"AVX2":   regexp.MustCompile(upper + `|\b[ZK]\d+\b`),
		"AVX512": regexp.MustCompile(upper + `|\bV(XOR|AND|ANDN|OR)P[SD]\b`),
	}
	seen := map[string]int{}
	for _, file := range []string{"flat_amd64.s", "convloops_amd64.s"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, function := range strings.Split(string(text), "\nTEXT ")[1:] {
			name, _, _ := strings.Cut(function, "(")
			for level, pattern := range refused {
				if !strings.HasSuffix(name, level) {
					continue
				}
				seen[level]++
				if r := pattern.FindString(function); r != "" {
					t.Errorf("%s: %s uses %s", file, name, r)
				}
			}
		}
	}
	if seen["AVX2"] == 0 || seen["AVX512"] == 0 {
		t.Errorf("functions found: %v", seen)
	}
}
