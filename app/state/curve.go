package state

import "restyle/core/train"

// curve keeps the losses of a training in few points: when there are too many, each two become one.
type curve struct {
	points []LossPoint
	each   int // steps that a whole point stands for
	inLast int // steps in the last point
}

// add takes the losses of a step.
func (c *curve) add(step int, l train.Losses) {
	c.each = max(c.each, 1)
	total := float64(l.Total)
	p := LossPoint{step, total, float64(l.Content), float64(l.Style), float64(l.CCPL), total, total}
	if n := len(c.points); n > 0 && c.inLast < c.each {
		c.points[n-1] = join(c.points[n-1], p, float64(c.inLast), 1)
		c.inLast++
		return
	}
	if len(c.points) == LossPoints {
		for i := range LossPoints / 2 {
			c.points[i] = join(c.points[2*i], c.points[2*i+1], 1, 1)
		}
		c.points, c.each = c.points[:LossPoints/2], 2*c.each
	}
	c.points, c.inLast = append(c.points, p), 1
}

// join is the mean of two points by weight.
func join(a, b LossPoint, wa, wb float64) LossPoint {
	mean := func(x, y float64) float64 { return (wa*x + wb*y) / (wa + wb) }
	return LossPoint{
		Step: b.Step, Total: mean(a.Total, b.Total), Content: mean(a.Content, b.Content), Style: mean(a.Style, b.Style), CCPL: mean(a.CCPL, b.CCPL),
		LowestTotal: min(a.LowestTotal, b.LowestTotal), HighestOfTotals: max(a.HighestOfTotals, b.HighestOfTotals),
	}
}

// snapshot is a copy that stays as it is.
func (c *curve) snapshot() []LossPoint { return append([]LossPoint(nil), c.points...) }
