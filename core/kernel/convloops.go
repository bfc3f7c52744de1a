package kernel

// convTable holds the inner loops of convolutions and matrix products, one set per Level.
type convTable struct{}

var (
	convLoops   convTable
	genericConv = convTable{}
)
