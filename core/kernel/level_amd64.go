//go:build amd64 && !purego

package kernel

import "golang.org/x/sys/cpu"

// best is the highest level that this processor supports.
func best() Level {
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasFMA && cpu.X86.HasAVX2:
		return AVX512
	case cpu.X86.HasAVX2 && cpu.X86.HasFMA:
		return AVX2
	}
	return Generic
}
