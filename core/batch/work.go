package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/stylize"
)

// Work is what all files of a batch have in common.
type Work struct {
	Session *stylize.Session
	Layers  []stylize.Layer
	Options stylize.Options
	Depth   int                 // bits of a channel of results: 8, 16, or 0 for those of the content; JPEG has 8
	Save    imaging.SaveOptions // Inputs: the files of the styles and masks, and a recipe that is followed
	Limits  imaging.Limits
	Recipe  *Recipe // written beside each result, with what is known of it; nil: none
}

// Validate reports work that cannot be done, whatever the files are.
func (w *Work) Validate() error {
	if w.Depth != 0 && w.Depth != 8 && w.Depth != 16 {
		return fmt.Errorf("depth %d: want 8 or 16 bits", w.Depth)
	}
	if err := w.Options.Validate(); err != nil {
		return err
	}
	return w.Save.Validate()
}

// Result is what became of a file.
type Result struct {
	Width, Height int
	Plan          stylize.Plan
	Note          string // what could not be kept of the content, for people; empty: nothing
}

// File stylizes a file into another, which appears whole or not at all, in its own colours and with its own profile and EXIF block. A file that
// exists is replaced: see Run for who decides that. report may be nil.
func (w *Work) File(ctx context.Context, item Item, report func(stylize.Event)) (Result, error) {
	if err := w.Validate(); err != nil {
		return Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if err := imaging.CanSave(item.Output); err != nil {
		return Result{}, err
	}
	content, err := imaging.OpenDocument(item.Content, w.Limits)
	if err != nil {
		return Result{}, err
	}
	left, err := w.checkRecipe(item)
	if err := errors.Join(item.prepare(), err); err != nil {
		return Result{}, err
	}
	if left != nil { // it stays, and so the result is made as it says
		again := *w
		again.Options.Way = left.Plan
		w = &again
	}
	result, plan, err := w.paint(ctx, content, report)
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", item.Content, err)
	}
	width, height := result.Size()
	note, err := w.save(item, result, plan)
	if len(content.Notes) > 0 && note != "" {
		note = "; " + note
	}
	return Result{width, height, plan, content.Note() + note}, err
}

// prepare finds out before the work whether the output can be written.
func (i Item) prepare() error {
	if !i.MakeFolder {
		return Writable(i.Output)
	}
	if err := short(i.Output); err != nil {
		return err
	}
	return CanMake(filepath.Dir(i.Output))
}

// makeFolder makes the folder of the output, now that there is something to be put into it.
func (i Item) makeFolder() error {
	folder := filepath.Dir(i.Output)
	if !i.MakeFolder {
		return nil
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return fmt.Errorf("make the folder %s: %w", folder, err)
	}
	return nil
}

// Writable tries whether the folder of a file can be written to.
func Writable(path string) error {
	folder := filepath.Dir(path)
	err := try(folder)
	if _, missing := os.Stat(folder); errors.Is(missing, fs.ErrNotExist) {
		return fmt.Errorf("save %s: there is no folder %s: make it or choose another", path, folder)
	}
	if err != nil {
		return fmt.Errorf("save %s: the folder %s cannot be written to (%w): choose another", path, folder, err)
	}
	return short(path)
}

// short reports a file's name that the system finds too long, also in a folder that is yet to be made.
func short(path string) error {
	if _, err := os.Lstat(filepath.Join(nearest(filepath.Dir(path)), filepath.Base(path))); errors.Is(err, syscall.ENAMETOOLONG) {
		return fault.Mark(fmt.Errorf("save %s: the name is too long: choose a shorter one", path), "name.long")
	}
	return nil
}

// nearest is a folder or, while it is not there, the nearest above it that is.
func nearest(folder string) string {
	place := filepath.Clean(folder)
	for place != filepath.Dir(place) {
		if _, err := os.Stat(place); err == nil || errors.Is(err, fs.ErrPermission) {
			break
		}
		place = filepath.Dir(place)
	}
	return place
}

// CanMake tries whether a folder can be written to or, if it is not there, be made.
func CanMake(folder string) error {
	place := nearest(folder)
	if info, err := os.Stat(place); err == nil && !info.IsDir() {
		return fmt.Errorf("make the folder %s: %s is a file, where a folder is needed: choose another", folder, place)
	}
	if err := try(place); err != nil {
		return fmt.Errorf("make the folder %s: the folder %s cannot be written to (%w): choose another", folder, place, err)
	}
	return nil
}

// try writes an empty file into a folder and removes it; the error is the system's reason.
func try(folder string) error {
	f, err := os.CreateTemp(folder, ".restyle-*.part")
	if err != nil {
		var reason *fs.PathError
		if errors.As(err, &reason) {
			err = reason.Err
		}
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

// paint stylizes a document. Strength 0 goes no detour: the result has the content's own values.
func (w *Work) paint(ctx context.Context, content *imaging.Document, report func(stylize.Event)) (*imaging.Document, stylize.Plan, error) {
	var plan stylize.Plan
	o := w.Options
	content = content.FitLongSide(o.Size)
	o.Size = 0
	if o.Strength != nil && *o.Strength == 0 {
		return content.Duplicate(w.Depth), plan, nil
	}
	result := content.Like(w.Depth)
	err := w.Session.Render(ctx, result, content, w.Layers, o, func(e stylize.Event) {
		plan = e.Plan
		if report != nil {
			report(e)
		}
	})
	if err != nil {
		return nil, plan, err
	}
	result.Pixels.TakeAlpha(content.Pixels)
	return result, plan, nil
}

// save writes the result, and the recipe before it gets its name: a result that is there has its recipe, and none that tells of another.
func (w *Work) save(item Item, result *imaging.Document, plan stylize.Plan) (note string, err error) {
	if err := item.makeFolder(); err != nil {
		return "", err
	}
	o, written := w.Save, false
	o.Inputs = append([]string{item.Content}, o.Inputs...)
	o.Finished = func(temporary string) (err error) {
		switch {
		case w.Recipe != nil:
			written, err = w.Recipe.beside(item, temporary, plan, o.New)
		case !o.New: // otherwise there is none, but for one that another run has just written for its own result
			note, err = w.outdate(item, temporary)
		}
		return err
	}
	if err = imaging.SaveDocument(item.Output, result, o); err != nil && written && o.New {
		os.Remove(item.Output + RecipeExtension) // it is of a result that got no name
	}
	return note, err
}
