package kernel

// inPlace tells whether the products may overwrite the transformed tiles: each product loop reads whole rows before it writes them. Half
// the memory stays in the processor's second cache.
func inPlace(in, out int) bool { return in == out && (in == 16 || in == 32 && convLoops.wide != nil) }

// tilesPerBlock keeps the transformed tiles of one block within about a megabyte. It is a multiple of the rows of the largest product loops.
func tilesPerBlock(in, out int) int {
	switch {
	case in <= 16 && inPlace(in, out):
		return 168
	case 84*36*4*(in+out) <= 1<<20:
		return 84
	}
	return 42
}

// blocksOf cuts a map of so many tiles into blocks of a multiple of the rows of the largest product loops. On one thread the last one takes what
// is left: a small block would read, or even transform, all filters for a few tiles. Several threads share out small maps in smaller blocks.
func blocksOf(tiles, most, threads int) (blocks, size int) {
	if threads == 1 {
		return max(1, (tiles+most*3/4)/most), most
	}
	for most > 14 && tiles < most*threads*2 {
		most -= 14
	}
	return (tiles + most - 1) / most, most
}
