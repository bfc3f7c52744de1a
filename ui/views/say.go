package views

import (
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/core/model"
)

// with names a value in a text.
type with = map[string]any

// Say is a text of the state in the language of the window.
func Say(t state.Text) string {
	if t.Key == "" {
		return t.String()
	}
	data := with{}
	for name, value := range t.Data {
		if inner, ok := value.(state.Text); ok {
			value = Say(inner)
		}
		data[name] = value
	}
	return lang.X(t.Key, t.English, data)
}

// sayProblem is what went wrong; empty: nothing.
func sayProblem(p *state.Problem) string {
	if p == nil {
		return ""
	}
	return Say(p.Sentence)
}

// modeName is a mode for people.
func modeName(m model.Mode) string {
	if m == model.Photo {
		return lang.L("Photorealistic")
	}
	return lang.L("Artistic")
}

// title begins with a capital.
func title(name string) string {
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

// clock is a time of work: 0:07, 12:30, 1:02:03.
func clock(d time.Duration) string {
	seconds := int(d.Round(time.Second) / time.Second)
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// roughly is a time to come, as exactly as one knows.
func roughly(d time.Duration) string {
	switch {
	case d < time.Minute:
		return lang.L("{{.N}} s", with{"N": int(math.Max(1, math.Round(d.Seconds())))})
	case d < time.Hour:
		return lang.L("{{.N}} min", with{"N": int(math.Round(d.Minutes()))})
	}
	return lang.L("{{.N}} h", with{"N": fmt.Sprintf("%.1f", d.Hours())})
}

// left is the time that remains; empty if it is not known.
func left(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return lang.L("{{.Time}} left", with{"Time": roughly(d)})
}

// percent writes a share.
func percent(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }

// amount is a number of bytes.
func amount(bytes int64) string {
	switch {
	case bytes >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(bytes)/(1<<30))
	case bytes >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%d KB", (bytes+1023)/1024)
}

// pixels is a size: 4000 × 3000.
func pixels(width, height int) string {
	if width < 1 || height < 1 {
		return ""
	}
	return fmt.Sprintf("%d × %d", width, height)
}

// sizeOf is the pixels of a picture; zero for nil.
func sizeOf(p *image.RGBA) image.Point {
	if p == nil {
		return image.Point{}
	}
	return p.Rect.Size()
}

// folderOf is where a file lies; a folder is itself.
func folderOf(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path
	}
	return filepath.Dir(path)
}

// joined puts what is not empty together.
func joined(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}

// trimmed writes a number in few digits.
func trimmed(v float64) string {
	if v >= 10 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.1f", v)
}

// signed writes a whole number with its sign.
func signed(v float64) string { return strings.Replace(fmt.Sprintf("%+.0f", v), "-", "−", 1) }
