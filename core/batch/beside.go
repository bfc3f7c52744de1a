package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"unicode/utf8"

	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/stylize"
)

// checkRecipe finds out before the work what stands against the result's recipe, whose name may be too long, and what the result may not lie beside: a file in
// the place of its recipe that is none, or a recipe that may not be replaced and would tell of another result. One that may not be replaced and is of this result
// is left.
func (w *Work) checkRecipe(item Item) (left *Recipe, err error) {
	path := item.Output + RecipeExtension
	if w.Recipe != nil {
		if err := errors.Join(short(path), w.Recipe.spelt(item)); err != nil {
			return nil, err
		}
	}
	if !exists(path) {
		return nil, nil
	}
	switch old := recipeAt(path); {
	case old == nil && w.Recipe != nil:
		err := fmt.Errorf("save %s: there is a file of this name that is no recipe: choose another name for the result", path)
		return nil, fault.Mark(err, "save.recipe", "File", filepath.Base(path))
	case old == nil || !w.Save.New:
		return nil, nil
	case w.Recipe != nil && w.leftOver(old, item):
		return old, nil
	case w.Recipe != nil || !w.Save.Reads(path):
		return nil, fmt.Errorf("save %s: there is a recipe of this name: choose another name for the result, or allow it to be overwritten", path)
	}
	return nil, nil
}

// spelt reports names of files that a recipe cannot hold, which is a text: it would name others, and find none.
func (r *Recipe) spelt(item Item) error {
	for _, f := range append([]*File{{Path: item.Content}, {Path: item.Output}}, r.files()...) {
		if !utf8.ValidString(f.Path) {
			return fmt.Errorf("save %s: the name %q is not UTF-8, and a recipe cannot hold it: give the file another name", item.Output+RecipeExtension, f.Path)
		}
	}
	return nil
}

// recipeAt is the recipe in a file; nil: it is none.
func recipeAt(path string) *Recipe {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	r, err := ReadRecipe(path)
	if err != nil {
		return nil
	}
	return r
}

// outdate removes the recipe of an earlier result in the place of a finished one, which still has its temporary name, and returns what there is to say of it.
func (w *Work) outdate(item Item, temporary string) (note string, err error) {
	path := item.Output + RecipeExtension
	old := recipeAt(path)
	if old == nil || w.Save.Reads(path) {
		return "", nil
	}
	if same, err := old.Again(temporary); err != nil || same {
		return "", err
	}
	if err := os.Remove(path); err != nil {
		return "", fmt.Errorf("remove %s, the recipe of the earlier result: %w", path, err)
	}
	return fmt.Sprintf("%s, the recipe of the earlier result, is removed", path), nil
}

// leftOver tells whether a recipe is of the result that is to be made: a run that was killed before this got its name leaves it.
func (w *Work) leftOver(old *Recipe, item Item) bool {
	own, err := w.Recipe.of(item)
	if err != nil {
		return false
	}
	own.Result.SHA256, own.Plan = old.Result.SHA256, old.Plan
	return reflect.DeepEqual(own, old)
}

// of is the recipe of an item, without what is known only when its result is finished.
func (r *Recipe) of(item Item) (*Recipe, error) {
	own := *r
	own.Format, own.Program, own.Processor = recipeFormat, Program(), kernel.Current().String()
	var err error
	if own.Content, err = FileOf(item.Content); err != nil {
		return nil, err
	}
	own.Result.Path = item.Output
	return &own, own.relative(filepath.Dir(item.Output))
}

// beside writes the recipe of a finished result that still has its temporary name. If it is to be fresh none is replaced; one that says the same stays.
func (r *Recipe) beside(item Item, temporary string, plan stylize.Plan, fresh bool) (written bool, err error) {
	path := item.Output + RecipeExtension
	own, err := r.of(item)
	if err != nil {
		return false, err
	}
	own.Plan = plan.String()
	if own.Result.SHA256, err = digest(temporary); err != nil {
		return false, err
	}
	text, err := json.MarshalIndent(own, "", "  ")
	if err != nil {
		return false, fmt.Errorf("save %s: %w", path, err)
	}
	text = append(text, '\n')
	put := imaging.Replace
	if fresh {
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, text) {
			return false, nil
		}
		put = imaging.Create
	}
	err = put(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	return err == nil, err
}
