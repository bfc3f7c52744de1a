package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/batch"
)

func evalPairsCommand() *command {
	usage := "RESULTS --content FOLDER --style FOLDER [--teacher FILE] [--json]"
	return &command{"eval pairs", "measure a folder of stylized pictures named CONTENT-STYLE", usage, func(p *program, c *command, args []string) error {
		return p.evalPictures(c, args, places{"`FOLDER` of the pictures that were stylized, or one of them", "`FOLDER` of the styles, or one of them"}, (*evalPictureFlags).pairs)
	}}
}

// pairs finds the content and the style of each result of a folder by its name, which is CONTENT-STYLE as stylize gives it.
func (o *evalPictureFlags) pairs(folder string) ([]score, error) {
	var lists [3][]string
	for i, path := range []string{folder, o.content, o.style} {
		var err error
		if lists[i], err = listPictures(path); err != nil {
			return nil, err
		}
	}
	all := pairingOf(lists[1], lists[2])
	var found []score
	for _, result := range lists[0] {
		p, err := all.of(result)
		if err != nil {
			return nil, err
		}
		found = append(found, score{Result: result, Content: p.content, Style: p.style})
	}
	return found, nil
}

// pair is a content in a style.
type pair struct{ content, style string }

// pairing is what results may have been made from, by their names as they are, and without their endings.
type pairing struct{ named, bare map[string][]pair }

// resultEndings are those that stylize may have been asked for; empty: that of the content.
var resultEndings = []string{"", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}

// pairingOf has the names that stylize gives to all contents of a run, and CONTENT-STYLE for those that were painted one by one.
func pairingOf(contents, styles []string) pairing {
	var found []batch.Found
	for _, c := range slices.Sorted(slices.Values(contents)) { // in the order of batch.Find, by which names are numbered
		found = append(found, batch.Found{Path: c, Below: filepath.Base(c)})
	}
	all := pairing{map[string][]pair{}, map[string][]pair{}}
	for _, style := range styles {
		behind := suffix([]weighted{{name: style}})
		for _, ending := range resultEndings {
			for _, i := range (batch.Naming{Suffix: behind, Extension: ending}).Items(found) {
				p := pair{i.Content, style}
				add(all.named, i.Output, p)
				add(all.bare, stem(i.Output), p)
				add(all.bare, stem(i.Content)+behind, p)
			}
		}
	}
	return all
}

// add notes a pair under a name once.
func add(to map[string][]pair, name string, p pair) {
	if !slices.Contains(to[name], p) {
		to[name] = append(to[name], p)
	}
}

// of is what a result was made from. Its ending counts where it decides, as between photo.jpg and photo.png.
func (all pairing) of(result string) (pair, error) {
	candidates := all.named[filepath.Base(result)]
	if len(candidates) == 0 {
		candidates = all.bare[stem(result)]
	}
	switch len(candidates) {
	case 0:
		return pair{}, fmt.Errorf("measure %s: no content and style make this name: call results CONTENT-STYLE, as stylize --add-style does", result)
	case 1:
		return candidates[0], nil
	}
	var made []string
	for _, p := range candidates[:2] {
		made = append(made, filepath.Base(p.content)+" in the style of "+filepath.Base(p.style))
	}
	return pair{}, fmt.Errorf("measure %s: by its name it may be %s: measure it with eval picture, which is told both", result, strings.Join(made, " or "))
}
