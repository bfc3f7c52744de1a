//go:build amd64 && !purego

package kernel

func flatLoopsFor(l Level) flatTable { return genericFlat }
