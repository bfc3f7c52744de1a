package video

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"restyle/core/fault"
	"restyle/core/lock"
)

// workplace is the hidden folder where parts wait to be joined: beside the result, or in it where that is a folder.
type workplace struct {
	folder string
	lock   *lock.Lock // nil: this disk knows none
}

// job says what parts belong to; those of another job are of no use.
type job struct {
	Version int
	Input   string
	Bytes   int64
	Changed string
	First   int
	Last    int
	Picture string
	Codec   string
	Part    int
	Ahead   int
	Key     string
}

// absolute is a path as seen from anywhere, if that can be found out.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

func (c *conversion) job() job {
	return job{
		Version: 2, Input: absolute(c.in), Bytes: c.info.Bytes, Changed: c.info.changed, First: c.span.First, Last: c.span.Last,
		Picture: fmt.Sprint(c.picture), Codec: c.codec.name + c.format.ending, Part: c.part, Ahead: c.options.Ahead, Key: c.options.Key,
	}
}

// WorkFolder is where an export to out keeps its finished parts until they are joined. For pictures it is in their folder if there is one: the folder around that
// may be on another disk, or not be writable. But what was left beside the folder before it was made counts.
func WorkFolder(out string) string {
	folder, name, err := pattern(out)
	if err != nil || !isFolder(out) && !strings.EqualFold(filepath.Ext(out), ".png") {
		return filepath.Join(filepath.Dir(out), ".restyle-"+filepath.Base(out)+".part")
	}
	beside := filepath.Join(filepath.Dir(folder), hidden("-"+filepath.Base(folder), name))
	if _, none := os.Stat(beside); none != nil && isFolder(folder) {
		return filepath.Join(folder, hidden("", name))
	}
	return beside
}

// open makes the workplace, or takes over the one that an interrupted export of the same kind left, and checks the space on the disk.
func (c *conversion) open() (err error) {
	c.place = &workplace{folder: WorkFolder(c.out)}
	if err := os.MkdirAll(c.place.folder, 0o777); errors.Is(err, syscall.ENAMETOOLONG) { // the folder's is a few letters longer
		return fault.Mark(fmt.Errorf("save %s: the name is too long: choose a shorter one", c.out), "name.long")
	} else if err != nil {
		folder := filepath.Dir(c.place.folder)
		err = fmt.Errorf("save %s: the folder %s cannot be written to (%w): choose another", c.out, folder, cause(err))
		return fault.Mark(err, "save.forbidden", "File", filepath.Base(c.out), "Folder", folder)
	}
	if c.place.lock, err = c.place.claim(lock.Take); errors.Is(err, lock.ErrHeld) {
		err = fmt.Errorf("save %s: another export is writing it: wait for that one, or choose another name", c.out)
		return fault.Mark(err, "save.busy", "File", filepath.Base(c.out))
	} else if err != nil {
		os.Remove(c.place.folder) // if it is empty
		return fmt.Errorf("save %s: the folder %s cannot be locked (%w): remove it, or choose another name", c.out, c.place.folder, cause(err))
	}
	err = c.furnish()
	if err == nil {
		err = c.checkSpace()
	}
	if err != nil {
		kept := c.close(err)
		return c.unfinished(fmt.Errorf("save %s: %w", c.out, err), kept)
	}
	return nil
}

// furnish finds parts to go on behind, or makes room for those of this job.
func (c *conversion) furnish() error {
	if c.takeOver() == nil {
		if c.finished > 0 {
			c.note = fmt.Sprintf("the export goes on at frame %d of an earlier one", c.finished+1)
		}
		return nil
	}
	if n := c.place.frames(); n > 0 {
		c.note = fmt.Sprintf("%d frames of an earlier export with other options, other styles or another video are dropped", n)
	}
	return c.place.begin(c.job())
}

// claim makes sure that no other export uses the folder. Where a disk knows no locks there is none.
func (w *workplace) claim(take func(path string) (*lock.Lock, error)) (*lock.Lock, error) {
	held, err := take(filepath.Join(w.folder, "lock"))
	if lock.Unknown(err) {
		return nil, nil
	}
	return held, err
}

// leave lets others use the folder.
func (w *workplace) leave() {
	if w.lock != nil {
		w.lock.Release()
	}
}

// frames is how many frames all finished parts have, whatever job they belong to; 0 where that cannot be found out.
func (w *workplace) frames() int {
	parts, err := w.all()
	if err != nil || len(parts) == 0 {
		return 0
	}
	var e end
	if b, err := os.ReadFile(parts[len(parts)-1] + ".end"); err != nil || json.Unmarshal(b, &e) != nil {
		return 0
	}
	return max(e.Frames, 0)
}

// begin empties the folder for a new job.
func (w *workplace) begin(j job) error {
	entries, err := os.ReadDir(w.folder)
	if err != nil {
		return cause(err)
	}
	for _, e := range entries {
		if e.Name() != "lock" {
			os.RemoveAll(filepath.Join(w.folder, e.Name()))
		}
	}
	b, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(w.folder, "job.json"), b)
}

// takeOver counts the finished parts if they belong to the same job; otherwise nothing of them counts.
func (c *conversion) takeOver() error {
	b, err := os.ReadFile(filepath.Join(c.place.folder, "job.json"))
	if err != nil {
		return err
	}
	var j job
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	if j != c.job() {
		return errors.New("the parts belong to another export")
	}
	parts := 0
	for ; ; parts++ {
		if _, err := os.Stat(c.place.path(parts)); err != nil {
			break
		}
	}
	if parts == 0 {
		return nil
	}
	e, err := c.readEnd(parts - 1)
	if err == nil {
		c.parts, c.finished, c.state = parts, e.Frames, e.State
	}
	return err
}

// readEnd finds out what is known behind the last finished part.
func (c *conversion) readEnd(part int) (e end, err error) {
	b, err := os.ReadFile(c.place.path(part) + ".end")
	if err == nil {
		err = json.Unmarshal(b, &e)
	}
	if err == nil && (e.Frames <= part*c.part || e.Frames > (part+1)*c.part) { // the last part of a video may be shorter
		err = fmt.Errorf("%d frames are not those of %d parts", e.Frames, part+1)
	}
	return e, err
}

// end is what is known behind a part.
type end struct {
	Frames int    // finished so far
	State  []byte // of the FrameFunc
}

func (w *workplace) path(part int) string {
	return filepath.Join(w.folder, fmt.Sprintf("part-%05d", part))
}

// begin starts to write a part under a name that does not count yet.
func (c *conversion) begin(ctx context.Context, part int) (Writer, error) {
	path := c.place.path(part) + ".new"
	os.Remove(path) // the encoder of an export that was killed may still write to it: to another file from now on
	if c.codec.name != "" {
		return c.tools.writePart(ctx, path, c.codec, c.picture)
	}
	switch c.format.ending {
	case ".gif":
		return createChunks(path, gifEncoder())
	case ".avi":
		return createChunks(path, jpegEncoder(c.picture.quality))
	}
	return createChunks(path, pngEncoder())
}

// finish makes a part count: what is known behind it is written first.
func (c *conversion) finish(part int, e end) error {
	b, err := json.Marshal(e)
	if err != nil {
		return err
	}
	path := c.place.path(part)
	if err := writeFile(path+".end", b); err != nil {
		return fmt.Errorf("write a part: %w", err)
	}
	if err := errors.Join(syncFile(path+".new"), os.Rename(path+".new", path)); err != nil {
		return fmt.Errorf("write a part: %w", cause(err))
	}
	if part > 0 {
		os.Remove(c.place.path(part-1) + ".end") // states may be large
	}
	return nil
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return cause(err)
	}
	return errors.Join(file.Sync(), file.Close())
}

// writeFile writes a small file whole or not at all.
func writeFile(path string, b []byte) error {
	file, err := os.Create(path + ".new")
	if err != nil {
		return cause(err)
	}
	_, err = file.Write(b)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		os.Remove(path + ".new")
		return cause(err)
	}
	return os.Rename(path+".new", path)
}

// close leaves the workplace: for the next call if parts are to be kept, removed otherwise.
func (c *conversion) close(err error) (kept bool) {
	c.place.leave()
	kept = err != nil && c.options.Keep && c.anyPart()
	if !kept {
		os.RemoveAll(c.place.folder)
		return false
	}
	entries, _ := os.ReadDir(c.place.folder)
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".new" {
			os.Remove(filepath.Join(c.place.folder, e.Name()))
		}
	}
	return true
}

// Discard removes what an export to out has kept, unless another export uses it now.
func Discard(out string) error {
	folder := WorkFolder(out)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	w := &workplace{folder: folder}
	var err error
	if w.lock, err = w.claim(lock.Take); errors.Is(err, lock.ErrHeld) {
		return fmt.Errorf("discard the parts of %s: another export uses them: %w", filepath.Base(out), err)
	}
	w.leave()
	return os.RemoveAll(folder)
}

func (c *conversion) anyPart() bool {
	_, err := os.Stat(c.place.path(0))
	return !errors.Is(err, fs.ErrNotExist)
}
