package job

import "time"

// Pace forecasts the end of work from its recent speed. It serves one goroutine.
type Pace struct {
	fraction float64
	at       time.Duration
	rate     float64 // of fraction a second, the recent past counting more; 0: not known
}

const (
	shortest = 200 * time.Millisecond // between two measurements
	memory   = 10 * time.Second       // of the speed
)

// Begin says that the measurement begins now, with a fraction of the work, 0 to 1, done after so much time.
func (p *Pace) Begin(fraction float64, at time.Duration) { *p = Pace{fraction: fraction, at: at} }

// Add says that a fraction of the work, 0 to 1, was done after so much time.
func (p *Pace) Add(fraction float64, at time.Duration) {
	took := at - p.at
	if took < shortest || fraction <= p.fraction {
		return
	}
	rate := (fraction - p.fraction) / took.Seconds()
	if p.rate == 0 {
		p.rate = rate
	} else {
		share := min(1, took.Seconds()/memory.Seconds())
		p.rate += share * (rate - p.rate)
	}
	p.fraction, p.at = fraction, at
}

// Remaining is the forecast, 0 while there is none.
func (p *Pace) Remaining() time.Duration {
	if p.rate == 0 {
		return 0
	}
	return time.Duration((1 - p.fraction) / p.rate * float64(time.Second))
}
