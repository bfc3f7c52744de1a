package widgets

import "math"

// ChartPoint is a value at a step, and the extremes of the steps that it stands for.
type ChartPoint struct {
	Step             int
	Value, Low, High float64
}

// bucket is what a column of the chart shows.
type bucket struct {
	mean, low, high float64
	step            int
	broken          bool // a value in it is no number
	filled          bool
}

// buckets gathers points into at most n columns, evenly by index: extremes survive.
func buckets(points []ChartPoint, n int) []bucket {
	n = min(n, len(points))
	all := make([]bucket, 0, n)
	for i := range n {
		all = append(all, gather(points[i*len(points)/n:(i+1)*len(points)/n]))
	}
	return all
}

func gather(points []ChartPoint) bucket {
	b := bucket{low: math.Inf(1), high: math.Inf(-1), step: points[len(points)-1].Step}
	sum, count := 0.0, 0
	for _, p := range points {
		if !finite(p.Value) {
			b.broken = true
			continue
		}
		sum += p.Value
		count++
		b.low, b.high = math.Min(b.low, lowest(p.Low, p.Value)), math.Max(b.high, highest(p.High, p.Value))
	}
	if b.filled = count > 0; b.filled {
		b.mean = sum / float64(count)
	}
	return b
}

// lowest is the smaller of an extreme and the value, where the extreme is a number and was given: losses are over 0.
func lowest(extreme, value float64) float64 {
	if !finite(extreme) || extreme == 0 {
		return value
	}
	return math.Min(extreme, value)
}

// highest is the larger of an extreme and the value; one of 0 that was not given changes nothing.
func highest(extreme, value float64) float64 {
	if !finite(extreme) {
		return value
	}
	return math.Max(extreme, value)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// smooth is the exponential moving average of the columns' means, without the pull of its first value (bias-corrected as in Adam).
func smooth(all []bucket) []float64 {
	const keep = 0.9
	result := make([]float64, len(all))
	sum, weight := 0.0, 0.0
	for i, b := range all {
		if b.filled {
			sum, weight = keep*sum+(1-keep)*b.mean, keep*weight+(1-keep)
		}
		if weight > 0 {
			result[i] = sum / weight
		} else {
			result[i] = math.NaN()
		}
	}
	return result
}

// axis maps values to heights.
type axis struct {
	low, high float64
	log       bool
}

// axisOf spans the columns. Values at or below zero have no logarithm: then the axis is linear.
func axisOf(all []bucket, log bool) axis {
	a := axis{math.Inf(1), math.Inf(-1), log}
	for _, b := range all {
		if b.filled {
			a.low, a.high = math.Min(a.low, b.low), math.Max(a.high, b.high)
		}
	}
	if a.low > a.high {
		return axis{0, 1, false}
	}
	a.log = log && a.low > 0
	if a.low == a.high {
		a.low, a.high = a.low*0.9, a.high*1.1+1e-9
	}
	return a
}

// share is the height of a value, 0 to 1.
func (a axis) share(v float64) float64 {
	if a.log {
		return math.Log(v/a.low) / math.Log(a.high/a.low)
	}
	return (v - a.low) / (a.high - a.low)
}
