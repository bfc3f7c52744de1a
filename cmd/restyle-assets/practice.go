package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/core/imaging"
)

// photograph is one of those that come with the program to practise on. All are in the public domain or CC0, so that whoever passes the program on
// has nothing to say about them; the credits name their authors all the same.
type photograph struct {
	name    string // of the file
	shows   string
	author  string
	from    string // "package:file in it", or "package:resources:file in them"
	origin  string // where the package has it from
	licence string
}

const (
	practiceSide    = 288 // short side in pixels: crops of 192 pixels have some choice
	practiceQuality = 85
)

// makePractice shrinks the photographs, which are in the unpacked packages, into a folder, and writes their credits.
func makePractice(ctx context.Context, packages, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", out, err)
	}
	total := 0
	for _, p := range photographs() {
		if err := ctx.Err(); err != nil {
			return err
		}
		picture, err := p.open(packages)
		if err != nil {
			return fmt.Errorf("make the photograph %s: %w", p.name, err)
		}
		path := filepath.Join(out, p.name+".jpg")
		if err := imaging.Save(path, p.shrink(picture), imaging.SaveOptions{Quality: practiceQuality}); err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("make the photograph %s: %w", p.name, err)
		}
		total += int(info.Size())
	}
	fmt.Printf("%d photographs, %d bytes, in %s\n", len(photographs()), total, out)
	return writeCredits(filepath.Join(out, "..", "CREDITS.md"))
}

// open reads the photograph from its package.
func (p photograph) open(packages string) (*imaging.Picture, error) {
	parts := strings.Split(p.from, ":")
	folder, file := filepath.Join(packages, parts[0]), parts[len(parts)-1]
	if len(parts) == 2 {
		return imaging.Open(filepath.Join(folder, file), imaging.Limits{})
	}
	r, err := openResource(filepath.Join(folder, gcomprisResources, parts[1]+".rcc"))
	if err != nil {
		return nil, err
	}
	data, err := r.read(file)
	if err != nil {
		return nil, fmt.Errorf("find %s in %s.rcc: %w", file, parts[1], err)
	}
	return imaging.Decode(bytes.NewReader(data), file, imaging.Limits{})
}

func (photograph) shrink(p *imaging.Picture) *imaging.Picture {
	p = imaging.Flatten(p)
	short := min(p.Width, p.Height)
	if short <= practiceSide {
		return p
	}
	return imaging.Resize(p, (p.Width*practiceSide+short/2)/short, (p.Height*practiceSide+short/2)/short)
}

// credit is the row of the photograph in the credits.
func (p photograph) credit() string {
	parts := strings.Split(p.from, ":")
	from := parts[0] + ", " + parts[len(parts)-1]
	if len(parts) > 2 {
		from = parts[0] + ", " + parts[1] + ", " + parts[2]
	}
	return fmt.Sprintf("| `practice/%s.jpg` | %s | %s | %s; %s | %s |", p.name, p.shows, p.author, from, p.origin, p.licence)
}

const creditsTitle = "## Photos to practise on\n"

// writeCredits writes the last section of the credits anew.
func writeCredits(path string) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the credits: %w", err)
	}
	before, _, _ := strings.Cut(string(old), creditsTitle)
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n", before, creditsTitle)
	fmt.Fprintf(&b, "Shrunk to %d pixels at the short side and stored as JPEG of quality %d by `make practice`, which also writes this table.\n\n",
		practiceSide, practiceQuality)
	b.WriteString("| file | shows | author | source | licence |\n| --- | --- | --- | --- | --- |\n")
	for _, p := range photographs() {
		b.WriteString(p.credit() + "\n")
	}
	if err := os.WriteFile(path+".part", []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("write the credits: %w", err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		return fmt.Errorf("write the credits: %w", err)
	}
	return nil
}
