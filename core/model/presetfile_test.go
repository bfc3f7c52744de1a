package model

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestPresetsWithImpossibleMetadata: scales that nothing has, and thumbnails of more bytes than there is need for.
func TestPresetsWithImpossibleMetadata(t *testing.T) {
	good := somePreset(t, tiny(t, 1, Art), Art)
	large := base64.StdEncoding.EncodeToString(append(thumbnail(t, 20, 20), make([]byte, largestThumbnail)...))
	for _, c := range []struct{ key, value, want string }{
		{"scale", "0", `the scale "0"`},
		{"scale", "-1", `the scale "-1"`},
		{"scale", "NaN", `the scale "NaN"`},
		{"scale", "Inf", `the scale "Inf"`},
		{"scale", "large", `the scale "large"`},
		{"thumbnail", large, "no small JPEG"},
		{"thumbnail", "====", "cannot be read"},
	} {
		f := good.File()
		f.Metadata[c.key] = c.value
		if _, err := PresetFromFile(f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %.20s: %v, want %q", c.key, c.value, err, c.want)
		}
	}
	if _, err := PresetFromFile(good.File()); err != nil {
		t.Error(err)
	}
}
