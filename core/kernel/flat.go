package kernel

// flatTable holds the inner loops over flat slices and over rows of channels, one set per Level.
type flatTable struct{}

var (
	flatLoops   flatTable
	genericFlat = flatTable{}
)
