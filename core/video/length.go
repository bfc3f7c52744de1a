package video

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"
)

// lasts fixes the number of frames from where the picture ends in seconds; 0: nobody knows.
func (i *Info) lasts(end float64) {
	if i.Frames, i.brief = 0, false; end > 0 {
		n := i.Rate.Frame(time.Duration(min(end, 1e9) * float64(time.Second)))
		i.Frames, i.brief = max(n, 1), n < 1
	}
}

// length is where a picture ends in seconds from the beginning of its file; 0: the file does not say.
func length(s reportStream, f reportFormat) float64 {
	begin := seconds(f.StartTime)
	if d := seconds(s.Duration); d > 0 {
		return d + max(seconds(s.StartTime)-begin, 0) // sound may begin before it
	}
	if end := clock(s.Tags.Duration); end > 0 { // on the file's own clock
		return end - begin
	}
	return seconds(f.Duration) // sound and subtitles may be longer
}

// bare is ffmpeg's name of MPEG pictures without a container, of which it takes the bytes that a second may have for those that it has.
const bare = "mpegvideo"

// measure finds out how long a file is that does not say, such as one that was written to a pipe, or whose clock may jump, by going through all of it.
func (t Tools) measure(ctx context.Context, path string, info *Info) error {
	p := command(ctx, t.FFprobe, "-v", "error", "-select_streams", strconv.Itoa(info.stream), "-show_entries", "packet=pts_time,dts_time,duration_time", "-of", "csv=p=0",
		"file:"+path)
	out, _ := p.output(ctx) // what can be read of a damaged file counts
	if end := lastEnd(out, info.begin, info.Rate, info.jumps()); end > 0 || info.Frames == 0 {
		info.lasts(end)
	}
	return ctx.Err()
}

// lastEnd is the latest end in a list of packets, each with the times at which it is shown and decoded, and a duration; those of bare pictures have no times, and
// are counted. A clock that jumps goes on where it was, by the rule of ffmpeg.
func lastEnd(packets []byte, begin float64, rate Rate, jumps bool) float64 {
	const back, ahead = 0.1, 10
	end, shift, next, n := math.Inf(-1), 0.0, math.NaN(), 0
	for line := range strings.Lines(string(packets)) {
		n++
		words := append(strings.Split(strings.TrimSpace(line), ","), "", "", "")
		if words[0] == "" || words[0] == "N/A" {
			words[0] = words[1]
		}
		if words[0] == "" || words[0] == "N/A" {
			continue
		}
		shown, decoded, lasts := seconds(words[0]), seconds(words[1]), max(seconds(words[2]), 0)
		if words[1] == "" || words[1] == "N/A" {
			decoded = shown
		}
		if jump := decoded + shift - next; jumps && (jump < -back || jump > ahead) {
			shift -= jump
		}
		next = decoded + shift + lasts
		end = max(end, shown+shift-begin+lasts)
	}
	if math.IsInf(end, -1) {
		return rate.Time(n).Seconds()
	}
	return end
}
