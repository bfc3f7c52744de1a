package data

import "math"

// dice is the splitmix64 generator (Steele, Lea, Flood 2014). It is written out so that the same seed means the same batches with any
// release of the language's library.
type dice uint64

// newDice seeds a generator by all the given numbers.
func newDice(seeds ...uint64) *dice {
	var d dice
	for _, s := range seeds {
		d = dice(mix(uint64(d) ^ mix(s)))
	}
	return &d
}

// mix spreads every bit of x over all bits of the result.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (d *dice) next() uint64 {
	v := mix(uint64(*d))
	*d += 0x9e3779b97f4a7c15
	return v
}

// uniform is in [0,1).
func (d *dice) uniform() float64 { return float64(d.next()>>11) / (1 << 53) }

// between is in [low, high).
func (d *dice) between(low, high float64) float64 { return low + d.uniform()*(high-low) }

// logUniform is in [low, high), each factor equally likely.
func (d *dice) logUniform(low, high float64) float64 {
	return math.Exp(d.between(math.Log(low), math.Log(high)))
}

// below is a whole number in [0, n).
func (d *dice) below(n int) int { return int(d.uniform() * float64(n)) }

// chance is true with probability p.
func (d *dice) chance(p float64) bool { return d.uniform() < p }
