package main

import (
	"encoding/json"
	"testing"
)

// TestEvalPictureTakesNamesOfStyles, as eval video does: a built-in picture, and that of a saved style; a painting that is not at hand cannot be measured against.
func TestEvalPictureTakesNamesOfStyles(t *testing.T) {
	workplace(t)
	must(t, "style", "save", "leaf.png", "--model", "tiny", "--name", "mine")
	measure := func(style string) score {
		out := must(t, "eval", "picture", "photo.png", "--content", "photo.png", "--style", style, "--model", "tiny", "--json")
		var r report
		if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Results) != 1 {
			t.Fatalf("%v in %s", err, out)
		}
		return r.Results[0]
	}
	picture, saved, sample := measure("leaf.png"), measure("mine"), measure("cafe terrace")
	if saved.Style != "mine" || saved.StyleDistance != picture.StyleDistance || sample.StyleDistance == picture.StyleDistance {
		t.Errorf("%+v of a picture, %+v of its style, %+v of a sample", picture, saved, sample)
	}
	for style, want := range map[string]string{
		"The Starry Night": "style The Starry Night: the picture that it was made from is not at hand, and nothing can be measured against it: name a picture",
		"nothing":          `there is no file and no style called "nothing"`,
		"gone.png":         "open gone.png: there is no such file",
	} {
		refuse(t, exitFailed, want, "eval", "picture", "photo.png", "--content", "photo.png", "--style", style, "--model", "tiny")
	}
}
