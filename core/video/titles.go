package video

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// titles maps the subtitles that the format can hold. Where the text of a cut was clipped, it is in files of its own behind the source.
func (c *conversion) titles(clipped bool) (args []string) {
	n, file := 0, 2
	for _, s := range c.info.Subtitles {
		codec := c.titleCodec(s)
		if codec == "" {
			continue
		}
		from := fmt.Sprintf("1:%d", s.Index)
		if clipped && slices.Contains(wordy, s.Codec) {
			args = append(args, fmt.Sprintf("-map_metadata:s:s:%d", n), fmt.Sprintf("1:s:%d", s.Index))
			args = append(args, fmt.Sprintf("-disposition:s:%d", n), s.purpose)
			from, codec = fmt.Sprintf("%d:0", file), c.clippedCodec(s)
			file++
		}
		args = append(args, "-map", from, fmt.Sprintf("-c:s:%d", n), codec)
		n++
	}
	if clipped {
		for i, s := range c.info.Sound { // or ffmpeg would drop its language
			args = append(args, fmt.Sprintf("-map_metadata:s:a:%d", i), fmt.Sprintf("1:s:%d", s.Index))
		}
	}
	return args
}

// titleCodec is what subtitles become; empty: the format cannot hold them.
func (c *conversion) titleCodec(s Stream) string {
	switch {
	case keeps(c.format.titles, s.Codec):
		return "copy"
	case slices.Contains(wordy, s.Codec):
		return c.format.retitle
	}
	return ""
}

// clippedCodec is what text becomes that was clipped, for which it became ASS.
func (c *conversion) clippedCodec(s Stream) string {
	if (s.Codec == "ass" || s.Codec == "ssa") && keeps(c.format.titles, "ass") {
		return "copy"
	}
	return c.format.retitle
}

// clipTitles writes the text of subtitles to files, as far as it is seen with the frames, which last so long: ffmpeg would drop what begins before them, and
// has no end for the rest. There are none where nothing is cut, or where ffmpeg cannot do it.
func (c *conversion) clipTitles(ctx context.Context, length time.Duration) (files []string) {
	args := []string{"-nostdin", "-v", "error"}
	if c.bounded() { // what comes later need not be read
		args = append(args, "-t", fmt.Sprintf("%.3f", c.picture.rate.Time(c.span.Last).Seconds()))
	}
	args = append(args, "-i", "file:"+absolute(c.in))
	for _, s := range c.info.Subtitles {
		if c.titleCodec(s) != "" && slices.Contains(wordy, s.Codec) {
			files = append(files, fmt.Sprintf("titles-%d.ass", len(files)))
			args = append(args, "-map", fmt.Sprintf("0:%d", s.Index), "-c:s", "ass", "-f", "ass", "-y", files[len(files)-1])
		}
	}
	if len(files) == 0 || c.span.First == 0 && !c.bounded() || c.joiner(ctx, args...).run(ctx) != nil {
		return nil
	}
	from := c.picture.rate.Time(c.span.First)
	if !c.bounded() {
		length = math.MaxInt64 - from
	}
	for _, name := range files {
		path := filepath.Join(c.place.folder, name)
		whole, err := os.ReadFile(path)
		if err != nil || writeFile(path, clipCues(whole, from, from+length)) != nil {
			return nil
		}
	}
	return files
}

// clipCues leaves of an ASS file what is seen between two times, counted from the first.
func clipCues(ass []byte, from, to time.Duration) []byte {
	var b bytes.Buffer
	for line := range strings.Lines(string(ass)) {
		words := strings.SplitN(line, ",", 4)
		if !strings.HasPrefix(line, "Dialogue:") || len(words) < 4 {
			b.WriteString(line)
			continue
		}
		begin, end := max(cueTime(words[1]), from), min(cueTime(words[2]), to)
		if begin < end {
			fmt.Fprintf(&b, "%s,%s,%s,%s", words[0], cueText(begin-from), cueText(end-from), words[3])
		}
	}
	return b.Bytes()
}

// cueTime reads the time of a cue, such as 0:01:02.50, and cueText writes it.
func cueTime(s string) time.Duration { return time.Duration(clock(s) * float64(time.Second)) }

func cueText(d time.Duration) string {
	n := d.Round(10*time.Millisecond).Milliseconds() / 10
	return fmt.Sprintf("%d:%02d:%02d.%02d", n/360000, n/6000%60, n/100%60, n%100)
}

// warnTitles says how many subtitles are left out, where the format can hold any, and which may lack one at the beginning of a cut.
func (c *conversion) warnTitles(titled bool) {
	n, bitmaps := 0, false
	for _, s := range c.info.Subtitles {
		if !titled || c.titleCodec(s) == "" {
			n++
		} else if !slices.Contains(wordy, s.Codec) {
			bitmaps = true
		}
	}
	if n > 0 && len(c.format.titles) > 0 {
		all := len(c.info.Subtitles)
		c.warn(fmt.Errorf("subtitles are left out that %s files cannot hold: %d of %d", c.format.ending, n, all),
			"video.titles", "Ending", c.format.ending, "Left", n, "Count", all)
	}
	if bitmaps && c.span.First > 0 {
		at := Moment(c.options.From)
		c.warn(fmt.Errorf("subtitles that are pictures are left out if they are on screen at %s", at), "video.bitmaps", "Time", at)
	}
}
