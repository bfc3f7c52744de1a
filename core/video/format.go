package video

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/fault"
)

// format is a kind of file that can be written.
type format struct {
	ending  string
	muxer   string   // ffmpeg's name of the container; empty: written without ffmpeg
	codecs  []codec  // of the picture, the best first
	sound   []string // codecs that are copied; "*" stands for all
	resound []string // arguments that make sound fit in
	titles  []string // codecs of subtitles that are copied
	retitle string   // codec that subtitles in words become; empty: they are left out
	native  bool     // can be written without ffmpeg
}

// codec is an encoder of ffmpeg with its arguments, from quality (1 to 100) and speed.
type codec struct {
	name string
	args func(quality int, speed Speed) []string
}

// Speed is how much time encoding may take; slower encoders make smaller files.
type Speed int

// The speeds.
const (
	Balanced Speed = iota
	Fast
	Small
)

// ParseSpeed reads balanced, fast or small.
func ParseSpeed(s string) (Speed, error) {
	if i := slices.Index([]string{"balanced", "fast", "small"}, s); i >= 0 {
		return Speed(i), nil
	}
	return 0, fmt.Errorf("speed %q: want fast, balanced or small", s)
}

// scaled maps quality 1 to 100 linearly to what encoders call it, best being that of 100.
func scaled(quality int, worst, best float64) string {
	return fmt.Sprintf("%.0f", worst+(best-worst)*float64(quality-1)/99)
}

var (
	h264 = codec{"libx264", func(q int, s Speed) []string {
		return []string{"-crf", scaled(q, 45, 13), "-preset", []string{"veryfast", "ultrafast", "slow"}[s], "-profile:v", "high"}
	}}
	openH264 = codec{"libopenh264", func(q int, _ Speed) []string {
		return []string{"-qmin", scaled(q, 45, 13), "-qmax", "51", "-rc_mode", "quality"}
	}}
	mpeg4 = codec{"mpeg4", func(q int, _ Speed) []string { return []string{"-q:v", scaled(q, 20, 1)} }}
	mjpeg = codec{"mjpeg", func(q int, _ Speed) []string { return []string{"-q:v", scaled(q, 20, 1), "-color_range", "pc"} }}
	vp9   = codec{"libvpx-vp9", func(q int, s Speed) []string {
		return []string{"-crf", scaled(q, 55, 15), "-b:v", "0", "-row-mt", "1", "-deadline", "good", "-cpu-used", []string{"4", "6", "1"}[s]}
	}}
	vp8 = codec{"libvpx", func(q int, _ Speed) []string {
		return []string{"-crf", scaled(q, 55, 5), "-b:v", "8M", "-deadline", "good", "-cpu-used", "4"}
	}}
	lossless = codec{"ffv1", func(int, Speed) []string { return nil }}
)

var formats = []format{
	{
		ending: ".mp4", muxer: "mp4", codecs: []codec{h264, openH264, mpeg4},
		sound: []string{"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"}, resound: []string{"aac", "192k"},
		titles: []string{"mov_text"}, retitle: "mov_text",
	},
	{
		ending: ".mov", muxer: "mov", codecs: []codec{h264, openH264, mpeg4},
		sound: []string{"aac", "mp3", "ac3", "alac", "pcm_s16le", "pcm_s24le", "pcm_s16be", "pcm_f32le"}, resound: []string{"aac", "192k"},
		titles: []string{"mov_text"}, retitle: "mov_text",
	},
	{
		ending: ".mkv", muxer: "matroska", codecs: []codec{h264, openH264, mpeg4}, sound: []string{"*"}, resound: []string{"aac", "192k"},
		titles:  []string{"subrip", "ass", "ssa", "webvtt", "text", "hdmv_pgs_subtitle", "hdmv_text_subtitle", "dvd_subtitle", "dvb_subtitle"},
		retitle: "srt",
	},
	{
		ending: ".webm", muxer: "webm", codecs: []codec{vp9, vp8}, sound: []string{"opus", "vorbis"}, resound: []string{"libopus", "128k"},
		titles: []string{"webvtt"}, retitle: "webvtt",
	},
	{
		ending: ".avi", muxer: "avi", codecs: []codec{mjpeg}, sound: []string{"mp3", "ac3", "pcm_s16le"}, resound: []string{"pcm_s16le", "0"},
		native: true,
	},
	{ending: ".gif", muxer: "gif", codecs: []codec{lossless}, native: true},
	{ending: ".png", native: true},
}

// formatOf finds the format of a file by its name. A folder, or NAME%05d.png, is a sequence of pictures.
func formatOf(path string) (format, error) {
	ending := strings.ToLower(filepath.Ext(path))
	if isFolder(path) {
		ending = ".png"
	}
	for _, f := range formats {
		if f.ending == ending {
			return f, nil
		}
	}
	err := fmt.Errorf("save %s: files of this kind cannot be written: end the name with .mp4, .webm, .mov, .mkv, .avi or .gif, or with / for a folder of PNG files",
		path)
	return format{}, fault.Mark(err, "video.ending", "File", filepath.Base(path))
}

// Settings tells whether Options.Quality and Options.Speed change a result of that name. GIF and PNG files have neither, as their
// colours are chosen, or all kept, and AVI files are written at one speed.
func Settings(out string) (quality, speed bool) {
	f, err := formatOf(out)
	if err != nil {
		return true, true // Convert will say what is wrong
	}
	return f.settings()
}

func (f format) settings() (quality, speed bool) {
	return f.ending != ".gif" && f.ending != ".png", f.ending != ".gif" && f.ending != ".png" && f.ending != ".avi"
}

// wordy are codecs of subtitles that are text and can become each other.
var wordy = []string{"subrip", "srt", "ass", "ssa", "webvtt", "mov_text", "text"}

// keeps tells whether a list of codecs has one.
func keeps(list []string, codec string) bool {
	return slices.Contains(list, codec) || slices.Contains(list, "*")
}
