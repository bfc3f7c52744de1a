package video

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// bright are the curves of HDR pictures.
var bright = []string{"smpte2084", "arib-std-b67"}

// isClear tells whether a kind of pixels has a share of transparency.
func isClear(pixels string) bool {
	return slices.ContainsFunc([]string{"yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya8", "ya16", "pal8"}, func(begin string) bool {
		return strings.HasPrefix(pixels, begin)
	})
}

// sought are the containers in which ffmpeg finds the keyframe before a time. In others, such as MPEG streams and bare pictures, it finds the time only, or nothing
// at all: they are read from their beginning, or what follows would be another picture than it is for those who come from there.
var sought = []string{"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "flv", "asf", "mxf", "nut", "ogg", "rm", "ivf", "dv"}

// seeks tells whether reading may begin at a time in seconds. ffmpeg looks for it a few frames earlier; if there is no picture by then, some containers would go on
// behind what was read to find out what is in them.
func (i *Info) seeks(from float64) bool {
	const earlier = 0.5
	return from > i.appears+earlier && slices.Contains(sought, i.container)
}

// jumps tells whether the clock of a file may jump, as where recordings were appended to each other. Such files are not sought in.
func (i *Info) jumps() bool { return i.container == "mpegts" || i.container == "mpeg" }

// filters turn decoded frames, which ffmpeg has rotated already, into those of the range. HDR is mapped to the range of other pictures where ffmpeg can.
func (i *Info) filters(r Range, mapped bool) string {
	grid := fmt.Sprintf("fps=%s:start_time=0", i.Rate)
	if i.brief { // or ffmpeg would round its length to no frame at all
		grid += ":eof_action=pass"
	}
	chain := append(i.whole(), grid, fmt.Sprintf("trim=start_frame=%d:end_frame=%d", r.First, r.Last))
	scale := fmt.Sprintf("scale=%d:%d:flags=bicubic", r.Width, r.Height)
	if r.Width != i.Width || r.Height != i.Height {
		scale = fmt.Sprintf("scale=%d:%d:flags=lanczos+accurate_rnd+full_chroma_inp", r.Width, r.Height)
	}
	colors := ""
	if i.matrix != "" {
		colors = ":in_color_matrix=" + i.matrix
	}
	switch {
	case i.clear: // put on white, which is what is left of its negative on black
		chain = append(chain, "scale=flags=bicubic"+colors, "format=gbrap", "negate", "premultiply=inplace=1", "format=gbrp", "negate", scale)
	case mapped && (r.Width%2 > 0 || r.Height%2 > 0): // zscale refuses odd sides where several pixels share a colour
		chain = append(chain, scale, "format=yuv444p16le", i.toneMap())
	case mapped:
		chain = append(chain, scale, i.toneMap())
	default:
		chain = append(chain, scale+colors)
	}
	// ffmpeg is exact when it makes planes of red, green and blue; their mixture directly would be darker by 1 of 255.
	return strings.Join(append(chain, "format=gbrp", "setsar=1"), ",")
}

// whole makes whole frames of fields. A frame of another size in between gets that of the others first, which pass as they are.
func (i *Info) whole() []string {
	switch {
	case !i.laced:
		return nil
	case i.turned:
		return []string{"yadif=deint=interlaced"}
	}
	return []string{fmt.Sprintf("scale=%d:%d", i.coded[0], i.coded[1]), "yadif=deint=interlaced"}
}

// toneMap brings an HDR picture into the range of others: what is white on paper, at 203 cd/m2, becomes 215 of 255.
func (i *Info) toneMap() string {
	return "zscale=tin=" + i.transfer + ":pin=bt2020:min=bt2020nc:t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:desat=0,zscale=t=bt709:m=gbr:r=full"
}

// mapsTones tells whether this ffmpeg can bring HDR into the range of other pictures.
func (t Tools) mapsTones(ctx context.Context) bool {
	known, err := t.list(ctx, "-filters")
	return err == nil && known["zscale"] && known["tonemap"]
}
