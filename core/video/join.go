package video

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// join makes the result of all parts, which have so many frames, under a temporary name and gives it its own.
func (c *conversion) join(ctx context.Context, total int) error {
	parts, err := c.place.all()
	if err == nil {
		err = c.place.clear()
	}
	if err != nil {
		return err
	}
	if c.format.ending == ".png" {
		return c.joinPictures(ctx, parts)
	}
	whole := filepath.Join(c.place.folder, unnamed+c.format.ending)
	switch {
	case c.codec.name == lossless.name:
		err = c.joinColors(ctx, parts, whole)
	case c.codec.name != "":
		err = c.joinFilm(ctx, parts, whole, c.picture.rate.Time(total))
	default:
		err = c.joinChunks(ctx, parts, whole)
	}
	if err == nil {
		err = syncFile(whole)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		os.Remove(whole)
		return fmt.Errorf("save %s: %w", c.out, err)
	}
	return c.rename(whole)
}

// rename is the last step: it is the first that touches the result's own name.
func (c *conversion) rename(whole string) error {
	if err := c.checkOutput(); err != nil { // somebody may have made it by now
		return err
	}
	if err := os.Rename(whole, c.out); err != nil {
		return fmt.Errorf("save %s: %w", c.out, cause(err))
	}
	return nil
}

// clear removes what an export that was killed has left of joining. Its ffmpeg may still be writing: to another file from now on.
func (w *workplace) clear() error {
	entries, err := os.ReadDir(w.folder)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), unnamed) || e.Name() == colors {
			err = errors.Join(err, os.RemoveAll(filepath.Join(w.folder, e.Name())))
		}
	}
	if err != nil {
		return fmt.Errorf("clear the folder %s: %w", w.folder, cause(err))
	}
	return nil
}

// all lists the finished parts.
func (w *workplace) all() (parts []string, err error) {
	entries, err := os.ReadDir(w.folder) // in order
	if err != nil {
		return nil, fmt.Errorf("read the parts: %w", cause(err))
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "part-") && filepath.Ext(e.Name()) == "" {
			parts = append(parts, filepath.Join(w.folder, e.Name()))
		}
	}
	return parts, nil
}

// joiner prepares ffmpeg to work in the workplace, where all names are ours: it finds patterns and queries in those of pictures and lists.
func (c *conversion) joiner(ctx context.Context, args ...string) *process {
	program := c.tools.FFmpeg
	if filepath.Base(program) != program {
		program = absolute(program)
	}
	p := command(ctx, program, args...)
	p.Dir = c.place.folder
	return p
}

// names in the workplace
const (
	partList = "parts.txt"
	unnamed  = "whole"      // the result, until it gets its own name
	colors   = "colors.png" // of a GIF
)

// list writes what ffmpeg reads to take parts for one video; each but the last is as long as the others.
func (c *conversion) list(parts []string) error {
	var b strings.Builder
	b.WriteString("ffconcat version 1.0\n")
	for i, part := range parts {
		fmt.Fprintf(&b, "file %s\n", filepath.Base(part))
		if i+1 < len(parts) {
			fmt.Fprintf(&b, "duration %.6f\n", c.picture.rate.Time(c.part).Seconds())
		}
	}
	return writeFile(filepath.Join(c.place.folder, partList), []byte(b.String()))
}

// attempt is what joining takes over from the source.
type attempt struct{ copied, titled bool }

// attempts begin with the best: sound that cannot be copied is converted, subtitles that ffmpeg refuses are left out before sound is.
func (c *conversion) attempts() []attempt {
	all := []attempt{{true, true}, {false, true}, {true, false}, {false, false}}
	if len(c.titles(false)) == 0 {
		return all[2:]
	}
	return all
}

// readParts are the arguments by which ffmpeg reads all parts.
var readParts = []string{"-nostdin", "-v", "error", "-f", "concat", "-safe", "0", "-i", partList}

// joinFilm puts parts, which last so long, sound, subtitles and metadata together.
func (c *conversion) joinFilm(ctx context.Context, parts []string, whole string, length time.Duration) error {
	if err := c.list(parts); err != nil {
		return err
	}
	begin := slices.Clone(readParts)
	if c.info.Kind != Film {
		return c.mux(ctx, append(begin, "-map", "0:v", "-c", "copy"), whole)
	}
	begin = append(append(begin, c.cut()...), "-i", "file:"+absolute(c.in))
	clipped := c.clipTitles(ctx, length)
	for _, file := range clipped {
		begin = append(begin, "-i", file)
	}
	sound := 1
	if c.late() {
		begin, sound = append(begin, "-i", "file:"+absolute(c.in)), 2+len(clipped)
	}
	begin = append(append(begin, "-map", "0:v", "-c:v", "copy", "-map_metadata", "1", "-map_chapters", "1"), c.within(length)...)
	var failure error
	for _, a := range c.attempts() {
		args := append(slices.Clone(begin), c.sound(sound, a.copied)...)
		if a.titled {
			args = append(args, c.titles(len(clipped) > 0)...)
		}
		failure = c.mux(ctx, args, whole, c.beside(sound)...)
		if failure == nil {
			c.warnTitles(a.titled)
		}
		if failure == nil || errors.Is(failure, errDiskFull) || ctx.Err() != nil {
			return failure
		}
	}
	if silent := c.mux(ctx, begin, whole); silent != nil {
		return silent
	}
	c.warn(fmt.Errorf("the result has no sound: %w", failure), "video.silent")
	return nil
}

// mux runs ffmpeg to write the result, and something beside it.
func (c *conversion) mux(ctx context.Context, args []string, whole string, beside ...string) error {
	if c.format.muxer == "mp4" || c.format.muxer == "mov" {
		args = append(args, "-movflags", "+faststart", "-video_track_timescale", fmt.Sprint(c.picture.rate.ticks()))
	}
	if c.format.muxer == "avi" {
		args = append(args, "-r", c.picture.rate.String()) // or it would count in the units of the parts
	}
	args = append(args, "-f", c.format.muxer, "-y", filepath.Base(whole))
	return c.joiner(ctx, append(args, beside...)...).run(ctx)
}

// cut takes the part of the sound that belongs to the frames.
func (c *conversion) cut() (args []string) {
	rate := c.info.Rate
	if c.span.First > 0 {
		args = append(args, "-ss", fmt.Sprintf("%.6f", rate.Time(c.span.First).Seconds()))
	}
	if c.bounded() {
		args = append(args, "-t", fmt.Sprintf("%.6f", rate.Time(c.span.Last-c.span.First).Seconds()))
	}
	return args
}

// late tells whether the result begins where ffmpeg cannot begin to read. All sound is read then, from an input of its own, and cut behind the decoder.
func (c *conversion) late() bool {
	return c.span.First > 0 && len(c.info.Sound) > 0 && !c.info.seeks(c.info.Rate.Time(c.span.First).Seconds())
}

// within keeps what ffmpeg does not cut where it reads, such as chapters and bitmap subtitles, to the length of the picture.
func (c *conversion) within(length time.Duration) []string {
	if !c.bounded() {
		return nil
	}
	return []string{"-t", fmt.Sprintf("%.6f", length.Seconds())}
}

// jumpy are containers in which times may jump. In them ffmpeg counts from the first of the streams that it uses, and not from that of all.
var jumpy = []string{"mpegts", "mpeg", "ogg"}

// beside has ffmpeg use the streams of an input that are not in the result, too, so that sound keeps its distance from the picture.
func (c *conversion) beside(input int) (args []string) {
	if !slices.Contains(jumpy, c.info.container) {
		return nil
	}
	for _, kind := range []string{"v", "a?", "s?"} {
		args = append(args, "-map", fmt.Sprintf("%d:%s", input, kind))
	}
	return append(append(args, c.info.useless(input)...), "-c", "copy", "-f", "null", "-")
}

// sound maps every track of an input.
func (c *conversion) sound(input int, copied bool) (args []string) {
	for i, s := range c.info.Sound {
		args = append(args, "-map", fmt.Sprintf("%d:%d", input, s.Index))
		if copied && c.copies(s) {
			args = append(args, fmt.Sprintf("-c:a:%d", i), "copy")
			continue
		}
		args = append(args, fmt.Sprintf("-c:a:%d", i), c.format.resound[0], fmt.Sprintf("-b:a:%d", i), c.format.resound[1])
		if filters := c.soundFilters(); len(filters) > 0 {
			args = append(args, fmt.Sprintf("-filter:a:%d", i), strings.Join(filters, ","))
		}
	}
	return args
}

// loudspeakers are the places of them that encoders know. They refuse others, and tracks that name none.
var loudspeakers = map[string]string{
	"libopus": "7.1|6.1|5.1|5.0|quad|3.0|stereo|mono",
	"aac": "mono|stereo|2.1|3.0|3.0(back)|3.1|4.0|4.1|quad|quad(side)|5.0|5.0(side)|5.1|5.1(side)|6.0|6.0(front)|hexagonal|6.1|6.1(back)|6.1(front)|" +
		"7.0|7.0(front)|7.1|7.1(wide)|7.1(wide-side)|octagonal|hexadecagonal",
}

// soundFilters are for sound that is encoded anew.
func (c *conversion) soundFilters() (filters []string) {
	if from := c.info.Rate.Time(c.span.First).Seconds(); c.late() {
		filters = append(filters, fmt.Sprintf("atrim=start=%.6f,asetpts=PTS-%.6f/TB", from, from))
	}
	if places := loudspeakers[c.format.resound[0]]; places != "" {
		filters = append(filters, "aformat=channel_layouts="+places)
	}
	return filters
}

// copies tells whether a track can be copied: the format can hold it and it begins at the beginning, since sound can be cut exactly only between samples.
func (c *conversion) copies(s Stream) bool {
	return c.span.First == 0 && keeps(c.format.sound, s.Codec)
}

// joinColors makes a GIF of lossless parts: the best colours for all of it are found first.
func (c *conversion) joinColors(ctx context.Context, parts []string, whole string) error {
	if err := c.list(parts); err != nil {
		return err
	}
	find := c.joiner(ctx, append(slices.Clone(readParts), "-vf", "palettegen", "-frames:v", "1", "-update", "1", "-y", colors)...)
	if err := find.run(ctx); err != nil {
		return err
	}
	return c.mux(ctx, append(slices.Clone(readParts), "-i", colors, "-lavfi", "paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle"), whole)
}

// joinChunks makes a GIF or an AVI without ffmpeg.
func (c *conversion) joinChunks(ctx context.Context, parts []string, whole string) error {
	file, err := os.Create(whole)
	if err != nil {
		return cause(err)
	}
	join := joinAVI
	if c.format.ending == ".gif" {
		join = joinGIF
	}
	if err := errors.Join(join(ctx, file, parts, c.picture), file.Close()); err != nil {
		return cause(err)
	}
	return nil
}
