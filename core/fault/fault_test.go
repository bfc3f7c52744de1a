package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
)

func TestMark(t *testing.T) {
	if Mark(nil, "a") != nil || Of(nil) != nil || Of(errors.New("plain")) != nil {
		t.Error("nothing is marked")
	}
	inner := Mark(fmt.Errorf("open a.jpg: %w", fs.ErrPermission), "file.forbidden", "File", "a.jpg", "odd")
	outer := Mark(fmt.Errorf("read the pictures: %w", inner), "pictures.none", "Count", 3)
	for _, c := range []struct {
		err  error
		name string
		data map[string]any
		text string
	}{
		{inner, "file.forbidden", map[string]any{"File": "a.jpg"}, "open a.jpg: permission denied"},
		{fmt.Errorf("export: %w", inner), "file.forbidden", map[string]any{"File": "a.jpg"}, "export: open a.jpg: permission denied"},
		{errors.Join(errors.New("first"), inner), "file.forbidden", map[string]any{"File": "a.jpg"}, "first\nopen a.jpg: permission denied"},
		{outer, "pictures.none", map[string]any{"Count": 3}, "read the pictures: open a.jpg: permission denied"},
	} {
		f := Of(c.err)
		if f == nil || f.Name != c.name || !reflect.DeepEqual(f.Data, c.data) {
			t.Errorf("%v: %+v", c.err, f)
		}
		if c.err.Error() != c.text || !errors.Is(c.err, fs.ErrPermission) {
			t.Errorf("%v: the sentence or the cause is lost", c.err)
		}
	}
}

func TestProtect(t *testing.T) {
	sour := errors.New("sour")
	if err := Protect(func() error { return sour }); err != sour {
		t.Errorf("an error becomes %v", err)
	}
	var crash *Crash
	err := fmt.Errorf("frame 7: %w", Protect(func() error { panic("out of cake") }))
	if !errors.As(err, &crash) || err.Error() != "frame 7: unforeseen error: out of cake" || !strings.Contains(string(crash.Stack), "TestProtect") {
		t.Errorf("a panic becomes %v", err)
	}
}
