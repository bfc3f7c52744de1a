package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"restyle/core/model"
	"restyle/core/stylize"
)

// RecipeExtension follows the name of the result that a recipe belongs to.
const RecipeExtension = ".recipe.json"

const recipeFormat = "restyle-recipe/1"

// Recipe is everything that made a result. The same program on the same machine makes the same bytes of it.
type Recipe struct {
	Format    string  `json:"format"`
	Program   string  `json:"program"`   // version
	Processor string  `json:"processor"` // instructions that were used; others round differently
	Result    File    `json:"result"`
	Content   File    `json:"content"`
	Model     File    `json:"model"` // of the library: Name; SHA256 is the checksum of its weights
	Styles    []Style `json:"styles"`
	Scale     float64 `json:"style_scale"`
	Look      Look    `json:"look"`
	Output    Output  `json:"output"`
	Plan      string  `json:"plan,omitempty"` // how the picture was cut: stylize.Options.Way
}

// File is a file that took part.
type File struct {
	Name   string `json:"name,omitempty"` // in the library, or built in
	Path   string `json:"path,omitempty"` // from the recipe's folder; empty: not a file
	SHA256 string `json:"sha256,omitempty"`
}

// Style is a style and where it applies.
type Style struct {
	File
	Weight float64 `json:"weight"`
	Mask   *File   `json:"mask,omitempty"` // nil: everywhere
}

// Look is stylize.Options in words.
type Look struct {
	Mode      string  `json:"mode"`
	Strength  float64 `json:"strength"`
	Size      int     `json:"size,omitempty"`
	KeepColor bool    `json:"keep_color,omitempty"`
	ColorOnly bool    `json:"color_only,omitempty"`
	Plain     bool    `json:"plain,omitempty"`
}

// Output is how the result is stored.
type Output struct {
	Quality     int    `json:"quality,omitempty"`
	Subsampling string `json:"subsampling,omitempty"`
	Depth       int    `json:"depth,omitempty"`
}

// LookOf describes options.
func LookOf(o stylize.Options) Look {
	l := Look{Mode: o.Mode.String(), Strength: 1, Size: o.Size, KeepColor: o.KeepColor, ColorOnly: o.ColorOnly, Plain: o.Plain}
	if o.Strength != nil {
		l.Strength = *o.Strength
	}
	return l
}

// Options is the inverse of LookOf.
func (l Look) Options() (stylize.Options, error) {
	mode, err := model.ParseMode(l.Mode)
	if err != nil {
		return stylize.Options{}, err
	}
	o := stylize.Options{Mode: mode, Strength: &l.Strength, Size: l.Size, KeepColor: l.KeepColor, ColorOnly: l.ColorOnly, Plain: l.Plain}
	return o, o.Validate()
}

// ReadRecipe reads the recipe in a file.
func ReadRecipe(path string) (*Recipe, error) {
	const most = 1 << 20
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the recipe %s: %w", path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, fmt.Errorf("open the recipe %s: %w", path, err)
	}
	r, err := ParseRecipe(data)
	if err != nil {
		return nil, fmt.Errorf("open the recipe %s: %w", path, err)
	}
	return r, nil
}

// ParseRecipe reads a recipe. Fields that this version does not know are refused: they would change the result.
func ParseRecipe(data []byte) (*Recipe, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	r := &Recipe{}
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("this is no recipe of this version (%w): choose a file that ends in %s", err, RecipeExtension)
	}
	if r.Format != recipeFormat {
		return nil, fmt.Errorf("its format is %q, and this version knows %s: choose a recipe that it wrote", r.Format, recipeFormat)
	}
	if len(r.Styles) == 0 {
		return nil, errors.New("it names no style: choose a recipe as it was written")
	}
	if _, err := r.Look.Options(); err != nil {
		return nil, err
	}
	return r, nil
}

// Program is the version of this program.
func Program() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.modified" && s.Value == "true" {
			version += " " + map[string]string{"vcs.revision": s.Value, "vcs.modified": "modified"}[s.Key]
		}
	}
	return version
}
