package kernel

import (
	"fmt"
	"os"
)

// Level is a set of processor instructions that the loops are written for.
type Level uint8

const (
	Generic Level = iota // pure Go, any processor
	AVX2                 // AVX2 with FMA
	AVX512               // AVX-512 F
)

func (l Level) String() string { return [...]string{"generic", "avx2", "avx512"}[l] }

// ParseLevel is the inverse of String.
func ParseLevel(s string) (Level, error) {
	for l := Generic; l <= AVX512; l++ {
		if l.String() == s {
			return l, nil
		}
	}
	return Generic, fmt.Errorf("kernel level %q: want generic, avx2 or avx512", s)
}

var level Level // in use

// Levels lists what this processor (and build) supports, slowest first.
func Levels() []Level {
	ls := []Level{Generic}
	for l := AVX2; l <= best(); l++ {
		ls = append(ls, l)
	}
	return ls
}

// Current is the level in use.
func Current() Level { return level }

// Use switches all loops to level l: a hook for tests and benchmarks, not to be called while kernels run.
func Use(l Level) error {
	if l > best() {
		return fmt.Errorf("kernel level %v: not supported by this processor or build", l)
	}
	level, convLoops, flatLoops = l, convLoopsFor(l), flatLoopsFor(l)
	return nil
}

func init() {
	l := best()
	if s := os.Getenv("RESTYLE_KERNEL"); s != "" {
		// A level that is unknown or unsupported is reported once and the best one used: a package's init cannot return an error.
		if want, err := ParseLevel(s); err != nil {
			fmt.Fprintln(os.Stderr, "RESTYLE_KERNEL:", err)
		} else if want > l {
			fmt.Fprintf(os.Stderr, "RESTYLE_KERNEL: kernel level %v: not supported here, using %v\n", want, l)
		} else {
			l = want
		}
	}
	if err := Use(l); err != nil {
		panic(err)
	}
}
