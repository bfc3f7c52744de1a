package kernel

import (
	"math"
	"slices"
)

// Softmax computes dst = exp(a * (x - top)) / sum, top being the largest element of x, sum what makes dst sum to 1, and a not negative. Relative errors
// stay below 5e-6 + 2e-7 * a * (top - x); what is below 2^-126 / sum becomes about that. Where x holds NaN, sum is NaN. It runs in the caller.
func Softmax(dst, x []float32, a float32) (top, sum float32) {
	sameLen(len(dst), x)
	var lanes [16]float32
	for i := range lanes {
		lanes[i] = float32(math.Inf(-1))
	}
	inSteps(0, len(x), 16, func(l *flatTable, i, j int) { l.largest(&lanes, x[i:j]) })
	top = slices.Max(lanes[:])
	lanes = [16]float32{}
	inSteps(0, len(x), 16, func(l *flatTable, i, j int) { l.exponentials(dst[i:j], x[i:j], top, a*math.Log2E, &lanes) })
	total := 0.0
	for _, v := range lanes {
		total += float64(v)
	}
	inSteps(0, len(x), 16, func(l *flatTable, i, j int) { l.scale(dst[i:j], dst[i:j], float32(1/total)) })
	return top, float32(total)
}

func genericLargest(lanes *[16]float32, x []float32) {
	for i, v := range x {
		if !(v < lanes[i%16]) {
			lanes[i%16] = v
		}
	}
}

// genericExponentials splits the exponent into a whole number and what is left, at most a half, for which Taylor's polynomial stands.
func genericExponentials(dst, x []float32, top, a float32, lanes *[16]float32) {
	for i, v := range x {
		t := (v - top) * a
		if t < -126 {
			t = -126
		}
		whole := float32(math.RoundToEven(float64(t)))
		f, power := t-whole, int32(0)
		if whole == whole {
			power = int32(whole)
		}
		e := float32(1 + f*(0.6931472+f*(0.24022651+f*(0.05550411+f*(0.009618129+f*(0.0013333558+f*0.00015403530))))))
		dst[i] = e * math.Float32frombits(uint32(power+127)<<23)
		lanes[i%16] += dst[i]
	}
}
