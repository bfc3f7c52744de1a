package video

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"restyle/core/fault"
)

// largest is the longest side of a frame in pixels that is believed.
const largest = 16384

// report is what ffprobe prints.
type report struct {
	Streams []reportStream
	Format  reportFormat
}

type reportFormat struct {
	FormatName string `json:"format_name"`
	StartTime  string `json:"start_time"`
	Duration   string
}

type reportStream struct {
	Index             int
	CodecType         string `json:"codec_type"`
	CodecName         string `json:"codec_name"`
	Width, Height     int
	SampleAspectRatio string `json:"sample_aspect_ratio"`
	RFrameRate        string `json:"r_frame_rate"`
	AvgFrameRate      string `json:"avg_frame_rate"`
	StartTime         string `json:"start_time"`
	Duration          string
	SampleRate        string         `json:"sample_rate"` // of sound
	PixFmt            string         `json:"pix_fmt"`
	ColorSpace        string         `json:"color_space"`
	ColorTransfer     string         `json:"color_transfer"`
	FieldOrder        string         `json:"field_order"`
	Disposition       map[string]int // what it is for, by ffmpeg's names: 1 or 0
	Tags              struct {
		Rotate   string
		Duration string // where Matroska has it
	}
	SideDataList []struct {
		Rotation float64
	} `json:"side_data_list"`
}

// probeFilm asks ffprobe.
func (t Tools) probeFilm(ctx context.Context, path string) (*Info, error) {
	if !t.Found() {
		return nil, openProblem(path, "%w; without it only folders of pictures and animated GIFs can be opened", ErrNoFFmpeg)
	}
	p := command(ctx, t.FFprobe, "-v", "error", "-of", "json", "-show_format", "-show_streams", "file:"+path)
	out, err := p.output(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, unknownFilm(path, withoutPath(err, path))
	}
	info, err := readReport(out, path)
	if err == nil && (info.Frames == 0 || info.jumps() || info.container == bare) {
		err = t.measure(ctx, path, info)
	}
	return info, err
}

// readReport understands what ffprobe prints.
func readReport(out []byte, path string) (*Info, error) {
	var r report
	if err := json.Unmarshal(out, &r); err != nil {
		return nil, openProblem(path, "read the report of ffprobe: %w", err)
	}
	info := &Info{stream: -1, container: r.Format.FormatName, begin: seconds(r.Format.StartTime)}
	unseen := false
	for _, s := range r.Streams {
		switch {
		case s.CodecType == "video" && s.Width == 0 && s.Height == 0, s.CodecType == "audio" && s.SampleRate == "0":
			info.blind = append(info.blind, s.Index) // a channel that is scrambled, or a track that is announced and not there
			unseen = unseen || s.CodecType == "video" && s.Disposition["attached_pic"] == 0
		case s.CodecType == "video" && s.Disposition["attached_pic"] == 0 && info.stream < 0:
			if err := info.picture(s, r.Format); err != nil {
				return nil, openProblem(path, "%w", err)
			}
		case s.CodecType == "audio" && s.CodecName != "":
			info.Sound = append(info.Sound, Stream{Index: s.Index, Codec: s.CodecName})
		case s.CodecType == "subtitle":
			info.Subtitles = append(info.Subtitles, Stream{Index: s.Index, Codec: s.CodecName, purpose: s.purpose()})
		}
	}
	if info.stream < 0 && unseen { // what ffmpeg says of any file whose name is that of a picture
		return nil, unknownFilm(path, "")
	}
	if info.stream < 0 {
		return nil, fault.Mark(openProblem(path, "there is no picture in it, only sound: choose a video"), "video.sound", "File", filepath.Base(path))
	}
	return info, nil
}

// purpose is what a stream is for, as ffmpeg reads it.
func (s reportStream) purpose() string {
	var names []string
	for name, set := range s.Disposition {
		if set != 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return cmp.Or(strings.Join(names, "+"), "0")
}

// picture takes over the stream of pictures.
func (i *Info) picture(s reportStream, f reportFormat) error {
	if s.Width < 1 || s.Height < 1 || max(s.Width, s.Height) > largest {
		return fmt.Errorf("its frames have %d x %d pixels: want 1 to %d a side", s.Width, s.Height, largest)
	}
	i.stream, i.Width, i.Height, i.coded = s.Index, s.Width, s.Height, [2]int{s.Width, s.Height}
	i.clear = isClear(s.PixFmt) && !(f.FormatName == "avi" && s.CodecName == "rawvideo")                                     // whose fourth byte means nothing
	i.laced = s.FieldOrder != "" && s.FieldOrder != "progressive" && s.FieldOrder != "unknown" && min(s.Width, s.Height) > 2 // or no filter tells the fields apart
	i.straighten(s)
	if s.ColorSpace == "" && (s.Width >= 1280 || s.Height > 576) {
		i.matrix = "bt709" // what every player takes large frames without a name for
	}
	if slices.Contains(bright, s.ColorTransfer) && strings.HasPrefix(s.PixFmt, "yuv") {
		i.transfer = s.ColorTransfer
	}
	i.Rate, i.Variable = chooseRate(s.RFrameRate, s.AvgFrameRate)
	if i.Rate.Num == 0 {
		return fmt.Errorf("it does not say how many frames it has per second: convert it with ffmpeg first")
	}
	i.appears = max(seconds(s.StartTime)-i.begin, 0)
	i.lasts(length(s, f))
	return nil
}

// straighten makes pixels square, and sides those of the upright picture.
func (i *Info) straighten(s reportStream) {
	across, down, ok := strings.Cut(s.SampleAspectRatio, ":")
	num, _ := strconv.Atoi(across)
	den, _ := strconv.Atoi(down)
	if ok && num > 0 && den > 0 && num != den {
		i.Width = min(max(int(math.Round(float64(i.Width)*float64(num)/float64(den))), 1), largest)
	}
	turn := seconds(s.Tags.Rotate)
	for _, d := range s.SideDataList {
		if d.Rotation != 0 {
			turn = d.Rotation
		}
	}
	if quarter := math.Mod(math.Abs(turn), 180); quarter > 45 && quarter < 135 {
		i.Width, i.Height = i.Height, i.Width
	}
	i.turned = turn != 0
}

// seconds reads a number that may be missing.
func seconds(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v > 0) && !(v < 0) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// clock reads hours, minutes and seconds, which may be missing.
func clock(s string) float64 {
	total := 0.0
	for word := range strings.SplitSeq(s, ":") {
		v, err := strconv.ParseFloat(word, 64)
		if err != nil || !(v >= 0 && v < 1e6) {
			return 0
		}
		total = 60*total + v
	}
	return total
}

// chooseRate finds the rate of the grid from the one that all timestamps fit in and the average. Some files report 90000/1 for the first.
func chooseRate(fits, average string) (r Rate, variable bool) {
	f, _ := parseFraction(fits)
	a, ok := parseFraction(average)
	_, fast := parseAny(average)
	switch {
	case !ok && fast && f.Num == 0: // high-speed cameras
		return Rate{fastest, 1}, true
	case !ok:
		return f, true
	case f.Num == 0 || f.Float() > 1.9*a.Float(): // twice as many: every frame would be painted twice
		return atLeast(a.Float()), true
	case a.Float() > 1.1*f.Float() && math.Abs(a.Float()-2*f.Float()) > 0.02*f.Float(): // that of a slow beginning; twice as many are fields
		return atLeast(a.Float()), true
	}
	return f, math.Abs(f.Float()-a.Float()) > 0.01*f.Float()
}
