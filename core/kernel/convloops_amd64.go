//go:build amd64 && !purego

package kernel

func convLoopsFor(l Level) convTable { return genericConv }
