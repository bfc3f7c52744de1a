// Package data turns folders of pictures into training batches.
//
// Open reads every picture of the given folders once, recursively and in sorted order, and keeps it as 8-bit RGB within a stated amount
// of memory; what cannot be read is skipped and listed. A Set then makes batches of pairs of square crops, content and style
// [N H W 3] float32 in [0,1], augmented as the Options say.
//
// A batch is a pure function of (pictures, options, seed, step): every choice for item i of a step is drawn from a generator seeded by
// exactly these, and the order of pictures within an epoch is a keyed permutation. So the state of a sampler is its seed and the next
// step, training resumes exactly, and neither threads nor prefetching change what is seen.
package data
