package app

import (
	"slices"
	"testing"

	"restyle/app/state"
)

func TestSavedFilesGetTheirEnding(t *testing.T) {
	for _, c := range []struct {
		what             action
		name, path, want string
	}{
		{saveFile, "photo-leaf.jpg", "/x/mine", "/x/mine.jpg"},
		{saveFile, "photo-leaf.jpg", "/x/mine.png", "/x/mine.png"},
		{openFile, "", "/x/mine", "/x/mine"},
		{openFolder, "", "/x/mine", "/x/mine"},
	} {
		if got := (wish{what: c.what, name: c.name}).complete(c.path); got != c.want {
			t.Errorf("%s becomes %s, want %s", c.path, got, c.want)
		}
	}
}

func TestEveryKindHasEndingsInBothCases(t *testing.T) {
	for kind := state.PictureFiles; kind <= state.ModelOutput; kind++ {
		all := endings(kind)
		if len(all) == 0 || len(all)%2 != 0 {
			t.Errorf("kind %d has the endings %v", kind, all)
		}
	}
	if all := endings(state.PictureFiles); !slices.Contains(all, ".JPG") || !slices.Contains(all, ".jpg") {
		t.Errorf("pictures have the endings %v", all)
	}
}
