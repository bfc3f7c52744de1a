package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/core/batch"
	"restyle/core/imaging"
)

// items gives each content its output file. One content and a name with a picture's ending is that file; otherwise -o is a folder, which is
// made if need be, and results have the names of the contents; without -o they are CONTENT-STYLE in the current one.
func (p *program) items(o *stylizeFlags, contents []string, styles []weighted) ([]batch.Item, error) {
	if o.out != "" && len(contents) == 1 && !isFolder(o.out) && filepath.Ext(o.out) != "" && !isFolder(contents[0]) {
		if err := imaging.CanSave(o.out); err != nil {
			return nil, usageError{err}
		}
		items := []batch.Item{{Content: contents[0], Output: o.out}}
		return items, errors.Join(o.checkOne(o.out), o.checkDepth(items))
	}
	if o.out != "" && !isFolder(o.out) && imaging.CanSave(o.out) == nil {
		return nil, wrongUsage("-o %s: there are %s: name a folder", o.out, several(contents))
	}
	naming := batch.Naming{Folder: o.out}
	if o.format != "" {
		naming.Extension = "." + o.format
	}
	if o.out == "" || o.addStyle {
		naming.Suffix = suffix(styles)
	}
	if o.out == "" {
		for _, c := range contents {
			if isFolder(c) {
				return nil, wrongUsage("%s is a folder: name a folder for the results with -o", c)
			}
		}
	} else if err := batch.CanMake(o.out); err != nil {
		return nil, err
	}
	found, left, err := batch.Find(contents, batch.Where{Recursive: o.recursive, Except: o.out})
	if err != nil {
		return nil, err
	}
	p.noteForeign(left.Foreign)
	for _, err := range left.Unread {
		p.note("", "left out: %s", oneLine(err))
	}
	items := naming.Items(found)
	return items, o.checkDepth(items)
}

// noteForeign names pictures that are left out because they cannot be opened.
func (p *program) noteForeign(files []string) {
	const named = 5
	if len(files) == 0 {
		return
	}
	names := strings.Join(files[:min(named, len(files))], ", ")
	if more := len(files) - named; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	p.note("", "left out, because HEIC, AVIF and RAW cannot be opened: %s: %s: save them as JPEG or PNG first", count(len(files), "picture"), names)
}

func several(contents []string) string {
	if len(contents) == 1 {
		return "the pictures of a folder"
	}
	return fmt.Sprintf("%d contents", len(contents))
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return path != "" && os.IsPathSeparator(path[len(path)-1]) || err == nil && info.IsDir()
}

func stem(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// numbered puts -i before the ending.
func numbered(path string, i int) string { return batch.Numbered(path, i) }

// checkOutput finds out before any work whether a file can be written.
func checkOutput(path string, force bool) error {
	if _, err := os.Lstat(path); err == nil && !force {
		return fmt.Errorf("save %s: the file exists: choose another name, or add --force to overwrite it", path)
	}
	return batch.Writable(path)
}
