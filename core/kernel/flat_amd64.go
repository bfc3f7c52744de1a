//go:build amd64 && !purego

package kernel

func flatLoopsFor(l Level) flatTable {
	switch l {
	case AVX512:
		return flatTable{
			add: flatAddAVX512, reluGrad: flatReLUGradAVX512, addScaled: flatAddScaledAVX512, approach: flatApproachAVX512, scale: flatScaleAVX512,
			difference: flatDifferenceAVX512, relu: flatReLUAVX512, finite: flatFiniteAVX512, adam: flatAdamAVX512,
			largest: flatLargestAVX512, exponentials: flatExponentialsAVX512,
			sums: flatSumsAVX512, dots: flatDotsAVX512, errors: flatErrorsAVX512, moments: flatMomentsAVX512,
			affine: flatAffineAVX512, affineReLU: flatAffineReLUAVX512,
			pool: flatPoolAVX512, poolWhich: flatPoolWhichAVX512, spread: flatSpreadAVX512,
			shares: flatSharesAVX512, unshare: flatUnshareAVX512,
		}
	case AVX2:
		return flatTable{
			add: flatAddAVX2, reluGrad: flatReLUGradAVX2, addScaled: flatAddScaledAVX2, approach: flatApproachAVX2, scale: flatScaleAVX2,
			difference: flatDifferenceAVX2, relu: flatReLUAVX2, finite: flatFiniteAVX2, adam: flatAdamAVX2,
			largest: flatLargestAVX2, exponentials: flatExponentialsAVX2,
			sums: flatSumsAVX2, dots: flatDotsAVX2, errors: flatErrorsAVX2, moments: flatMomentsAVX2,
			affine: flatAffineAVX2, affineReLU: flatAffineReLUAVX2,
			pool: flatPoolAVX2, poolWhich: flatPoolWhichAVX2, spread: flatSpreadAVX2,
			shares: flatSharesAVX2, unshare: flatUnshareAVX2,
		}
	}
	return genericFlat
}
