package video

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"restyle/core/fault"
)

// plainNames are those of pictures unless others are asked for.
const plainNames = "%05d.png"

var patterned = regexp.MustCompile(`^[^%]*%0?[0-9]*d[^%]*$`)

// pattern is the folder and the names of a sequence of pictures.
func pattern(out string) (folder, name string, err error) {
	if isFolder(out) {
		return filepath.Clean(out), plainNames, nil
	}
	folder, name = filepath.Split(out)
	if !patterned.MatchString(name) {
		plain := strings.TrimSuffix(name, filepath.Ext(name))
		if strings.Contains(plain, "%") { // of which there is one too many, or a kind that stands for no number
			plain = "x"
		}
		return "", "", fmt.Errorf("save %s: one PNG file holds one picture: name a folder, such as frames/, or numbered files, such as %s%%05d.png",
			filepath.Base(out), plain)
	}
	return filepath.Clean(folder), name, nil
}

// hidden is what a workplace for pictures is called, of which several sequences of different names may be in one folder.
func hidden(folder, name string) string {
	if name == plainNames {
		return ".restyle" + folder + ".part"
	}
	return ".restyle" + folder + "-" + name + ".part"
}

// checkPictures refuses to overwrite any of n pictures, or those behind them, which a longer sequence has left and which would be taken for its end;
// if that is allowed, only what is read and folders.
func (c *conversion) checkPictures(n int) error {
	folder, name, err := pattern(c.out)
	if err != nil {
		return err
	}
	read := c.readFrom(folder)
	for i := 1; ; i++ {
		file := fmt.Sprintf(name, i)
		path := filepath.Join(folder, file)
		there, err := os.Lstat(path)
		switch {
		case err != nil && i > n:
			return nil
		case err != nil:
		case there.IsDir():
			return fmt.Errorf("save %s: there is a folder of this name: choose another folder", path)
		case read[strings.ToLower(file)]:
			err := fmt.Errorf("save %s: this is a file that the result is made from: choose another folder", path)
			return fault.Mark(err, "save.input", "File", file)
		case !c.options.Overwrite:
			return fmt.Errorf("save %s: the file exists: choose another folder, or allow it to be overwritten", path)
		}
	}
}

// readFrom are the names, in small letters, of the files in a folder that the result is made from, be it by a link from elsewhere.
func (c *conversion) readFrom(folder string) map[string]bool {
	target, err := os.Stat(folder)
	if err != nil {
		return nil
	}
	names := map[string]bool{}
	note := func(path string) {
		if place, err := os.Stat(filepath.Dir(path)); err == nil && os.SameFile(place, target) {
			names[strings.ToLower(filepath.Base(path))] = true
		}
	}
	for _, path := range append(slices.Clone(c.info.files), c.options.Inputs...) {
		note(path)
		if led, err := filepath.EvalSymlinks(path); err == nil && led != path {
			note(led)
		}
	}
	return names
}

// joinPictures writes each picture to a file of its own: all of them into a hidden folder, which gets the name of the result if that is new. If there is
// such a folder by now, the hidden one is in it, lest it is on another disk, and the files move.
func (c *conversion) joinPictures(ctx context.Context, parts []string) error {
	folder, name, err := pattern(c.out)
	if err != nil {
		return err
	}
	whole, move := filepath.Join(c.place.folder, unnamed), func(whole string, _ int) error { return os.Rename(whole, folder) }
	if _, err := os.Stat(folder); err == nil {
		inside := filepath.Join(folder, hidden("", name))
		defer os.Remove(inside) // which fails if it is the workplace and holds more
		whole = filepath.Join(inside, unnamed)
		move = func(whole string, n int) error { return settle(whole, folder, name, n) }
	}
	defer os.RemoveAll(whole)
	n, err := writePictures(ctx, whole, name, parts)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("save %s: %w", c.out, cause(err))
	}
	if err := c.checkPictures(n); err != nil { // somebody may have made them by now
		return err
	}
	if err := move(whole, n); err != nil {
		return fmt.Errorf("save %s: %w", c.out, cause(err))
	}
	return nil
}

// writePictures fills a new folder and returns how many pictures there are.
func writePictures(ctx context.Context, folder, name string, parts []string) (n int, err error) {
	if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o777)); err != nil {
		return 0, err
	}
	err = eachChunk(ctx, parts, func(chunk []byte) error {
		n++
		return writeFile(filepath.Join(folder, fmt.Sprintf(name, n)), chunk)
	})
	return n, err
}

// settle moves n pictures from a hidden folder to their own, on the same disk. Those in their way, and those behind the last that a longer sequence has left, up to
// the first number that is missing, go aside first and are removed at the end. If one cannot be moved, all is as it was.
func settle(whole, folder, name string, n int) (err error) {
	aside := filepath.Join(folder, hidden("", name)+"-before") // not in the workplace, which is removed
	if err := os.MkdirAll(aside, 0o777); err != nil {
		return err
	}
	var moved [][2]string // from, to
	move := func(from, to string) error {
		err := os.Rename(from, to)
		if err == nil {
			moved = append(moved, [2]string{from, to})
		}
		return err
	}
	for i := 1; err == nil; i++ {
		file := fmt.Sprintf(name, i)
		_, missing := os.Lstat(filepath.Join(folder, file))
		if i > n && missing != nil {
			return os.RemoveAll(aside)
		}
		if missing == nil {
			err = move(filepath.Join(folder, file), filepath.Join(aside, file))
		}
		if err == nil && i <= n {
			err = move(filepath.Join(whole, file), filepath.Join(folder, file))
		}
	}
	for _, m := range slices.Backward(moved) {
		err = errors.Join(err, os.Rename(m[1], m[0]))
	}
	os.Remove(aside) // empty, unless something could not be put back
	return err
}
