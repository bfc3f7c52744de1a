package teach

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"restyle/assets"
	"restyle/core/imaging"
)

// builtIn writes the built-in photographs to files, which training reads, and names those to practise on and those held out, which are the samples.
func builtIn(folder, last string) (practice, held []string, err error) {
	folder = filepath.Join(folder, "photos")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, nil, fmt.Errorf("unpack the built-in photos: %w", err)
	}
	if practice, err = unpack(assets.Practice(), folder); err != nil {
		return nil, nil, err
	}
	samples := assets.Photos()
	if i := slices.IndexFunc(samples, func(s assets.Sample) bool { return s.Name == last }); i >= 0 {
		samples = append(slices.Delete(slices.Clone(samples), i, i+1), samples[i])
	}
	held, err = unpack(samples, folder)
	return practice, held, err
}

// unpack writes pictures to files, unless it has done so before.
func unpack(pictures []assets.Sample, folder string) (paths []string, err error) {
	for _, p := range pictures {
		path := filepath.Join(folder, p.Name+".jpg")
		if info, err := os.Stat(path); err != nil || info.Size() != int64(len(p.JPEG)) {
			err := imaging.Replace(path, func(w io.Writer) error {
				_, err := w.Write(p.JPEG)
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("unpack the built-in photos: %w", err)
			}
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// Photographs are what to practise on, and what not: built-in ones in place of none of the person's own, of many of which one is held out, too. Built-in ones
// are written to a folder "photos" in folder. The sample of the name last is the last of those held out, but for the person's own.
func Photographs(own []string, folder, last string) (practice, held []string, err error) {
	if practice, held, err = builtIn(folder, last); err != nil {
		return nil, nil, err
	}
	const many = 4
	if n := len(own); n >= many {
		return own[:n-1], append(held, own[n-1]), nil
	} else if n > 0 {
		return own, held, nil
	}
	return practice, held, nil
}
