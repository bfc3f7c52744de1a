package video

import (
	"fmt"
	"strings"
	"time"
)

// Moment writes a place in a video, or how long one is, in whole milliseconds: 1:02:03, 2:03 or 0:07.5.
func Moment(d time.Duration) string {
	d = d.Round(time.Millisecond)
	s := int(d / time.Second)
	text := fmt.Sprintf("%d:%02d", s/60, s%60)
	if s >= 3600 {
		text = fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	if rest := d % time.Second; rest > 0 {
		text += strings.TrimRight(fmt.Sprintf(".%03d", rest.Milliseconds()), "0")
	}
	return text
}
