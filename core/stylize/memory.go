package stylize

import (
	"fmt"

	"restyle/core/model"
)

// afford refuses a frame whose run would take more memory than the session may use.
func (s *Session) afford(f frame) error {
	limit := s.memory
	if limit <= 0 {
		limit = defaultLimit()
	}
	need := Forecast(s.model.Config, f.mode, f.width, f.height)
	if need <= limit {
		return nil
	}
	return fmt.Errorf("%d x %d pixels need %s of memory and %s may be used: choose a smaller size (--size) or allow more (--memory)",
		f.width, f.height, amount(need), amount(limit))
}

// defaultLimit is half of the free memory, or 2 GB where that is unknown.
func defaultLimit() int64 {
	if free := freeMemory(); free > 0 {
		return free / 2
	}
	return 2e9
}

// amount is a number of bytes for people.
func amount(n int64) string {
	if n < 1e9 {
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// Forecast is how many bytes stylizing a picture of width x height takes, the model's weights not counted.
func Forecast(c model.Config, mode model.Mode, width, height int) int64 {
	const float = 4
	var peak int64 // of two neighbouring layers of encoder or decoder, one read and one written
	for layer := range mode.Layers() {
		positions := halve(width, layer) * halve(height, layer)
		widest := int64(2 * c.Widths[layer]) // two convolutions of that width
		if layer+1 < mode.Layers() {
			widest = max(widest, int64(c.Widths[layer]+c.Widths[layer+1]/4))
		}
		peak = max(peak, positions*widest*float)
	}
	kept := 2 * halve(width, mode.Layers()-1) * halve(height, mode.Layers()-1) * int64(c.Channels(mode)) * float // features before and after transform
	if c.Detail {
		kept += halve(width, mode.Layers()-2) * halve(height, mode.Layers()-2) * int64(c.Widths[mode.Layers()-2]) * float
	}
	const pictures = 5 // content as read, as given to the network, as it leaves it, the result, and its bytes when saved
	total := peak + kept + int64(width)*int64(height)*3*float*pictures
	return total + total/5 // garbage not yet collected: measured 15 to 20 %
}

// halve divides by 2 the given number of times, rounding up.
func halve(n, times int) int64 { return (int64(n) + 1<<times - 1) >> times }
