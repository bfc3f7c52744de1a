package video

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Rate is a number of frames per second, as a fraction. The zero value is unknown.
type Rate struct{ Num, Den int }

// ParseRate reads "25", "29.97" or "30000/1001".
func ParseRate(s string) (Rate, error) {
	r, ok := parseFraction(s)
	if v, err := strconv.ParseFloat(s, 64); err == nil && v >= slowest && v <= fastest {
		r, ok = rateOf(v), true
	}
	if !ok || r.Float() < slowest {
		return Rate{}, fmt.Errorf("rate %q: want %g to %d frames per second", s, slowest, fastest)
	}
	if max(r.Num, r.Den) > longest { // frames are counted by products of these
		r = rateOf(r.Float())
	}
	return r, nil
}

// parseFraction reads "30000/1001", up to the fastest rate.
func parseFraction(s string) (r Rate, ok bool) {
	if r, ok = parseAny(s); !ok || r.Float() > fastest {
		return Rate{}, false
	}
	return r, true
}

// parseAny reads a fraction, at any rate that a file may have.
func parseAny(s string) (r Rate, ok bool) {
	num, den, _ := strings.Cut(s, "/")
	n, err1 := strconv.Atoi(num)
	d, err2 := strconv.Atoi(den)
	if err1 != nil || err2 != nil || n < 1 || d < 1 {
		return Rate{}, false
	}
	return Rate{n, d}, true
}

// slowest and fastest are the frames per second that people may ask for. Of faster films, frames are left out.
const (
	slowest = 0.01
	fastest = 240
)

// longest is the largest part of a fraction that is taken as it is.
const longest = 1_000_000

// usual are the rates that cameras and films have.
var usual = []Rate{
	{10, 1}, {12, 1}, {15, 1}, {24000, 1001}, {24, 1}, {25, 1}, {30000, 1001}, {30, 1}, {48, 1}, {50, 1}, {60000, 1001}, {60, 1}, {100, 1}, {120000, 1001}, {120, 1},
}

// rateOf is the usual rate next to v, or v in thousandths.
func rateOf(v float64) Rate {
	for _, r := range usual {
		if math.Abs(r.Float()-v) < 0.004 {
			return r
		}
	}
	return Rate{int(math.Round(v * 1000)), 1000}
}

// atLeast is the usual rate next to v, or else the smallest of v frames per second or more, with 2 % of tolerance.
func atLeast(v float64) Rate {
	if r := rateOf(v); slices.Contains(usual, r) {
		return r
	}
	for _, r := range usual {
		if r.Float() >= v*0.98 {
			return r
		}
	}
	return usual[len(usual)-1]
}

// Float is the rate in frames per second.
func (r Rate) Float() float64 {
	if r.Den == 0 {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}

func (r Rate) String() string { return fmt.Sprintf("%d/%d", r.Num, r.Den) }

// Time is when frame n begins.
func (r Rate) Time(n int) time.Duration {
	return time.Duration(math.Round(float64(n) * float64(r.Den) / float64(r.Num) * float64(time.Second)))
}

// Frame is the frame that begins next to t.
func (r Rate) Frame(t time.Duration) int { return int(math.Round(t.Seconds() * r.Float())) }
