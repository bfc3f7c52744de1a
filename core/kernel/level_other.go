//go:build !amd64 || purego

package kernel

// best is Generic: there is no assembly for this processor, or the build leaves it out.
func best() Level { return Generic }

func convLoopsFor(Level) convTable { return genericConv }
func flatLoopsFor(Level) flatTable { return genericFlat }
