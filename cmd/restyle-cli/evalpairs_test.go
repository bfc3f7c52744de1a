package main

import (
	"strings"
	"testing"
)

// TestEvalPairsTellsNamesApart: each result is measured against what stylize made it from, and where its name does not say, that is said.
func TestEvalPairsTellsNamesApart(t *testing.T) {
	contents := []string{"c/x.jpg", "c/x.png", "c/y.bmp", "c/y.webp", "c/a.png", "c/a-b.png", "c/z.jpg", "c/z.png", "c/z-jpg.png"}
	all := pairingOf(contents, []string{"s/leaf.jpg", "s/c.png", "s/b-c.png", "s/my sea.png", "s/my-sea.jpg"})
	for result, want := range map[string]string{
		"out/x-leaf.jpg":       "c/x.jpg s/leaf.jpg",
		"out/x-leaf.png":       "c/x.png s/leaf.jpg",
		"out/x-png-leaf.jpg":   "c/x.png s/leaf.jpg",
		"out/x-jpg-leaf.tif":   "c/x.jpg s/leaf.jpg",
		"out/x-jpg-leaf.webp":  "c/x.jpg s/leaf.jpg", // converted since
		"out/y-bmp-leaf.png":   "c/y.bmp s/leaf.jpg",
		"out/a-b-leaf.png":     "c/a-b.png s/leaf.jpg",
		"out/x-leaf.webp":      "by its name it may be x.jpg in the style of leaf.jpg or x.png in the style of leaf.jpg: measure it with eval picture, which is told both",
		"out/y-leaf.png":       "by its name it may be y.bmp in the style of leaf.jpg or y.webp in the style of leaf.jpg",
		"out/a-b-c.png":        "by its name it may be a-b.png in the style of c.png or a.png in the style of b-c.png",
		"out/z-jpg-leaf.png":   "c/z-jpg.png s/leaf.jpg",
		"out/z-jpg-leaf-2.png": "c/z.jpg s/leaf.jpg",
		"out/a-my-sea.png":     "by its name it may be a.png in the style of my sea.png or a.png in the style of my-sea.jpg",
		"out/x-leaf+c.jpg":     "no content and style make this name",
		"out/x-gif-leaf.jpg":   "no content and style make this name",
		"out/leaf.jpg":         "no content and style make this name",
		"out/a-b-leaf-2.png":   "no content and style make this name",
		"out/x-leaf.jpg-c.jpg": "no content and style make this name",
	} {
		p, err := all.of(result)
		if got := p.content + " " + p.style; got != want && (err == nil || !strings.HasPrefix(err.Error(), "measure "+result+": "+want)) {
			t.Errorf("%s: %s, %v, want %s", result, got, err, want)
		}
	}
	folders(t)
	savePicture(t, "c/two.png", 36, 48)
	must(t, strings.Fields("stylize c --style s/leaf.png --model tiny --add-style -o out")...)
	must(t, strings.Fields("stylize c --style s/leaf.png --model tiny --add-style --format png -o png")...)
	for folder, want := range map[string]string{"out": "one.png two.jpg two.png", "png": "one.png two.jpg two.png"} {
		var got []string
		for _, s := range decode[report](t, must(t, strings.Fields("eval pairs "+folder+" --content c --style s --model tiny --json")...)).Results {
			got = append(got, s.Content)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", folder, got)
		}
	}
}
