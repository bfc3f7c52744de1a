package video

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"restyle/core/fault"
)

// Info is what is known of a video before it is read. Frames are upright and have square pixels.
type Info struct {
	Path          string
	Width, Height int
	Rate          Rate // of the grid of frames that is read
	Variable      bool // the source has no constant rate
	Frames        int  // on the grid; an estimate; 0: nobody knows
	Sound         []Stream
	Subtitles     []Stream
	Kind          Kind
	Bytes         int64 // size of the file or of all pictures

	container string  // ffmpeg's name of it
	begin     float64 // seconds on the file's own clock at which it begins
	stream    int     // of the picture
	coded     [2]int  // width and height in the file
	turned    bool    // frames are rotated by ffmpeg
	laced     bool    // frames are made of two fields
	clear     bool    // frames may be transparent
	brief     bool    // all of it is over before a frame of the grid is
	matrix    string  // colour matrix, in ffmpeg's words; empty: as the file says
	transfer  string  // curve of an HDR picture, in ffmpeg's words; empty: it is none

	files   []string // of a folder of pictures
	shown   Rate     // of these
	changed string   // differs whenever the file does, or any file of the folder
}

// Stream is a part of a file beside the picture.
type Stream struct {
	Index int // in the file
	Codec string
}

// Kind is how a source is read.
type Kind int

// The kinds.
const (
	Film     Kind = iota // by ffmpeg
	Sequence             // a folder of pictures
	GIF                  // by this package
)

// Duration is how long the video is.
func (i *Info) Duration() time.Duration { return i.Rate.Time(i.Frames) }

// Probe looks at a file, or at a folder of pictures, which is shown at 25 frames per second unless rate says another.
func (t Tools) Probe(ctx context.Context, path string, rate Rate) (*Info, error) {
	file, err := os.Stat(path)
	if err == nil && !file.IsDir() {
		err = opens(path, file)
	}
	if err != nil {
		return nil, openProblem(path, "%w", reason(err))
	}
	var info *Info
	switch {
	case file.IsDir():
		info, err = probeSequence(path, rate)
	case strings.EqualFold(filepath.Ext(path), ".gif"):
		info, err = probeGIF(path)
	default:
		info, err = t.probeFilm(ctx, path)
	}
	if err != nil {
		return nil, err
	}
	if info.Kind != Sequence {
		info.Bytes, info.changed = file.Size(), writtenAt(file)
	}
	info.Path = path
	return info, nil
}

// opens tries whether a file can be read, of which tools have fewer words. What waits for somebody to write it, and is read once only, is none.
func opens(path string, file os.FileInfo) error {
	if !file.Mode().IsRegular() {
		return errors.New("this is not an ordinary file; choose a video")
	}
	tried, err := os.Open(path)
	if err != nil {
		return err
	}
	return tried.Close()
}

func writtenAt(file os.FileInfo) string {
	return file.ModTime().UTC().Format("20060102T150405.000000000")
}

// Current tells whether the file is still the one that Probe looked at. Of a folder of pictures nobody knows.
func (i *Info) Current() bool {
	file, err := os.Stat(i.Path)
	return err == nil && i.Kind != Sequence && file.Size() == i.Bytes && writtenAt(file) == i.changed
}

func openProblem(path, format string, values ...any) error {
	err := fmt.Errorf("open %s: "+format, append([]any{path}, values...)...)
	if kind := fault.Of(err); kind != nil {
		return fault.Mark(err, kind.Name, "File", filepath.Base(path)) // only here the name of the file is known
	}
	return fault.Mark(err, "video.damaged", "File", filepath.Base(path))
}

// unknownFilm is about a file that ffmpeg cannot read, in its words, which may be none.
func unknownFilm(path, words string) error {
	advice := ": choose another file"
	switch {
	case strings.Contains(words, "moov atom not found"): // the index, which most programs write at the end
		advice = ", or it is cut off: get a complete copy or choose another file"
	case words != "":
		advice = " (" + words + ")" + advice
	}
	return fault.Mark(openProblem(path, "this is no video that ffmpeg can read%s", advice), "video.unknown", "File", filepath.Base(path))
}

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
	PixFmt            string `json:"pix_fmt"`
	ColorSpace        string `json:"color_space"`
	ColorTransfer     string `json:"color_transfer"`
	FieldOrder        string `json:"field_order"`
	Disposition       struct {
		AttachedPic int `json:"attached_pic"`
	}
	Tags struct {
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
	if err == nil && (info.Frames == 0 || info.jumps()) {
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
	for _, s := range r.Streams {
		switch {
		case s.CodecType == "video" && s.Disposition.AttachedPic == 0 && info.stream < 0:
			if s.Width == 0 && s.Height == 0 { // what ffmpeg says of any file whose name is that of a picture
				return nil, unknownFilm(path, "")
			}
			if err := info.picture(s, r.Format); err != nil {
				return nil, openProblem(path, "%w", err)
			}
		case s.CodecType == "audio" && s.CodecName != "":
			info.Sound = append(info.Sound, Stream{s.Index, s.CodecName})
		case s.CodecType == "subtitle":
			info.Subtitles = append(info.Subtitles, Stream{s.Index, s.CodecName})
		}
	}
	if info.stream < 0 {
		return nil, fault.Mark(openProblem(path, "there is no picture in it, only sound: choose a video"), "video.sound", "File", filepath.Base(path))
	}
	return info, nil
}

// largest is the longest side of a frame in pixels that is believed.
const largest = 16384

// picture takes over the stream of pictures.
func (i *Info) picture(s reportStream, f reportFormat) error {
	if s.Width < 1 || s.Height < 1 || max(s.Width, s.Height) > largest {
		return fmt.Errorf("its frames have %d x %d pixels: want 1 to %d a side", s.Width, s.Height, largest)
	}
	i.stream, i.Width, i.Height, i.coded = s.Index, s.Width, s.Height, [2]int{s.Width, s.Height}
	i.clear = isClear(s.PixFmt) && !(f.FormatName == "avi" && s.CodecName == "rawvideo") // whose fourth byte means nothing
	i.laced = s.FieldOrder != "" && s.FieldOrder != "progressive" && s.FieldOrder != "unknown"
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
	}
	return f, math.Abs(f.Float()-a.Float()) > 0.01*f.Float()
}
