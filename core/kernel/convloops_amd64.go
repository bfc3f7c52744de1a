//go:build amd64 && !purego

package kernel

//go:generate go -C _gen run ./conv -out ../convloops_amd64.s -stubs ../convstub_amd64.go -pkg kernel

func convLoopsFor(l Level) convTable {
	switch l {
	case AVX512:
		return convTable{
			wide:             []productTile{{14, product14x32AVX512}, {8, product8x32AVX512}, {4, product4x32AVX512}, {1, product1x32AVX512}},
			narrow:           []productTile{{14, product14x16AVX512}, {8, product8x16AVX512}, {4, product4x16AVX512}, {1, product1x16AVX512}},
			wideTransposed:   []transposedTile{{8, transposed8x32AVX512}, {1, transposed1x32AVX512}},
			narrowTransposed: []transposedTile{{8, transposed8x16AVX512}, {1, transposed1x16AVX512}},
			input:            winogradInputAVX512,
			output:           winogradOutputAVX512,
			pool:             winogradPoolAVX512,
			filter:           winogradFilterAVX512,
			transpose:        transpose16AVX512,
			enlargedInput:    winogradEnlargedInputAVX512,
			enlargedOutput:   winogradEnlargedOutputAVX512,
			enlargedSums:     winogradEnlargedSumsAVX512,
			gradient:         winogradGradientAVX512,
			weights:          winogradWeightsAVX512,
			gather:           gatherAVX2,
			lanes:            16,
		}
	case AVX2:
		return convTable{
			narrow:           []productTile{{6, product6x16AVX2}, {4, product4x16AVX2}, {1, product1x16AVX2}},
			narrowTransposed: []transposedTile{{6, transposed6x16AVX2}, {4, transposed4x16AVX2}, {1, transposed1x16AVX2}},
			input:            winogradInputAVX2,
			output:           winogradOutputAVX2,
			pool:             winogradPoolAVX2,
			filter:           winogradFilterAVX2,
			transpose:        transpose16AVX2,
			enlargedInput:    winogradEnlargedInputAVX2,
			enlargedOutput:   winogradEnlargedOutputAVX2,
			enlargedSums:     winogradEnlargedSumsAVX2,
			gradient:         winogradGradientAVX2,
			weights:          winogradWeightsAVX2,
			gather:           gatherAVX2,
			lanes:            8,
		}
	}
	return genericConv
}
