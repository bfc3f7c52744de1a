package batch

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/imaging/icc"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/stylize"
)

// work is a small model with a style, whose results go to the current folder.
func work(t *testing.T) *Work {
	t.Helper()
	m, err := model.Build(nn.Fresh(1), model.Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8, 8}, {8}}}, model.Modes()...)
	if err != nil {
		t.Fatal(err)
	}
	s := stylize.New(m, stylize.Resources{Threads: 2})
	style, err := s.Style(context.Background(), noise(48, 48), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	return &Work{Session: s, Layers: []stylize.Layer{{Style: style, Weight: 1}}}
}

func noise(width, height int) *imaging.Picture {
	p := imaging.New(width, height)
	random := rand.New(rand.NewPCG(uint64(width), uint64(height)))
	for i := range p.Pix {
		p.Pix[i] = 0.1 + 0.8*random.Float32()
	}
	return p
}

func save(t *testing.T, path string, d *imaging.Document) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := imaging.SaveDocument(path, d, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, path string) *imaging.Document {
	t.Helper()
	d, err := imaging.OpenDocument(path, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// adobe is a document in Adobe RGB.
func adobe(width, height int) *imaging.Document {
	p := noise(width, height)
	for i, v := range p.Pix {
		p.Pix[i] = 0.4 + 0.2*v // colours that sRGB has too
	}
	d := imaging.NewDocument(p)
	d.Profile = icc.AdobeRGB().Profile("Adobe RGB")
	return d
}

// TestColoursOfTheContentAreKept: the result of a photograph in Adobe RGB looks like that of the same photograph in sRGB, and says what it is in.
func TestColoursOfTheContentAreKept(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "adobe.png", adobe(40, 30))
	save(t, "srgb.png", imaging.NewDocument(open(t, "adobe.png").Picture()))
	for _, strength := range []float64{0.01, 0.5, 1} {
		w.Options = stylize.Options{Strength: &strength}
		for _, name := range []string{"adobe", "srgb"} {
			if _, err := w.File(context.Background(), Item{Content: name + ".png", Output: name + "-out.png"}, nil); err != nil {
				t.Fatal(err)
			}
		}
		a, b := open(t, "adobe-out.png"), open(t, "srgb-out.png")
		if !slices.Equal(a.Profile, adobe(1, 1).Profile) || b.Profile != nil {
			t.Fatal("a profile was lost, or invented")
		}
		p, q := a.Picture(), b.Picture()
		sum := 0.0
		for i, v := range p.Pix {
			sum += max(float64(v-q.Pix[i]), float64(q.Pix[i]-v))
		}
		if mean := sum / float64(len(p.Pix)); mean > 2./255 {
			t.Errorf("strength %g: the results differ by %.4f on average", strength, mean)
		}
	}
}

// TestStrengthZeroIsTheContent, bit by bit, in its own colours and depth.
func TestStrengthZeroIsTheContent(t *testing.T) {
	t.Chdir(t.TempDir())
	w, none := work(t), 0.0
	w.Options.Strength = &none
	p := noise(40, 30)
	deep := imaging.NewDocument(p).Like(16)
	for y := range p.Height {
		deep.SetRow(p.Pix[3*y*p.Width:3*(y+1)*p.Width], 0, y)
	}
	deep.Profile = adobe(1, 1).Profile
	save(t, "in.tif", deep)
	if _, err := w.File(context.Background(), Item{Content: "in.tif", Output: "out.tif"}, nil); err != nil {
		t.Fatal(err)
	}
	a, b := open(t, "in.tif"), open(t, "out.tif")
	if b.Depth != 16 || !slices.Equal(a.Pixels.Picture().Pix, b.Pixels.Picture().Pix) || !slices.Equal(a.Profile, b.Profile) {
		t.Error("the content has changed")
	}
}

func TestFind(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"in/b.jpg", "in/a.JPEG", "in/x.txt", "in/.hidden.png", "in/.folder/a.png", "in/deep/c.webp", "in/deep/er/d.bmp", "in/out/e.png", "odd.name", "in/p.HEIC", "in/deep/q.nef", "raw/r.DNG"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		places        []string
		where         Where
		want, foreign string
	}{
		{[]string{"in"}, Where{}, "a.JPEG b.jpg", "in/p.HEIC"},
		{[]string{"in"}, Where{Recursive: true}, "a.JPEG b.jpg deep/c.webp deep/er/d.bmp out/e.png", "in/deep/q.nef in/p.HEIC"},
		{[]string{"in/"}, Where{Recursive: true, Except: "./in/out"}, "a.JPEG b.jpg deep/c.webp deep/er/d.bmp", "in/deep/q.nef in/p.HEIC"},
		{[]string{"odd.name", "missing.jpg", "in/deep", "./odd.name", "in/deep/c.webp"}, Where{}, "odd.name missing.jpg c.webp", "in/deep/q.nef"},
	} {
		found, left, err := Find(c.places, c.where)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(left.Foreign, " "); filepath.ToSlash(got) != c.foreign {
			t.Errorf("%v %+v: %s cannot be opened, want %s", c.places, c.where, got, c.foreign)
		}
		var below []string
		for _, f := range found {
			below = append(below, filepath.ToSlash(f.Below))
			if _, err := os.Stat(f.Path); err != nil && f.Path != "missing.jpg" {
				t.Errorf("%s is not there", f.Path)
			}
		}
		if got := strings.Join(below, " "); got != c.want {
			t.Errorf("%v %+v: %s, want %s", c.places, c.where, got, c.want)
		}
	}
	if _, _, err := Find([]string{"in/.folder/.."}, Where{Except: "in"}); err != nil {
		t.Error(err)
	}
	if _, _, err := Find([]string{"raw"}, Where{}); err == nil || !strings.Contains(err.Error(), "holds only pictures that cannot be opened (HEIC, AVIF or RAW), such as r.DNG: save them as JPEG or PNG first") || strings.Contains(err.Error(), "--recursive") {
		t.Error(err)
	}
	save(t, "raw/painted/r.png", imaging.NewDocument(noise(20, 20)))
	if _, _, err := Find([]string{"raw"}, Where{}); err == nil || !strings.HasSuffix(err.Error(), "such as r.DNG: save them as JPEG or PNG first, or search the folders in it too (--recursive)") {
		t.Error(err)
	}
	if _, _, err := Find([]string{"raw"}, Where{Except: "raw/painted"}); err == nil || strings.Contains(err.Error(), "--recursive") {
		t.Error(err)
	}
}

// TestFoldersThatCannotBeRead do not keep the pictures beside them from being found.
func TestFoldersThatCannotBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("everything is permitted to this user")
	}
	in := t.TempDir()
	for name, mode := range map[string]fs.FileMode{"lost+found": 0, "deep": 0o700} {
		if err := os.Mkdir(filepath.Join(in, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := Find([]string{in}, Where{Recursive: true}); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	save(t, filepath.Join(in, "deep", "a.png"), imaging.NewDocument(noise(20, 20)))
	found, left, err := Find([]string{in}, Where{Recursive: true})
	if err != nil || len(found) != 1 || len(left.Unread) != 1 || !errors.Is(left.Unread[0], fs.ErrPermission) {
		t.Errorf("%v, %v, %v", found, left, err)
	}
	if _, _, err := Find([]string{filepath.Join(in, "lost+found")}, Where{}); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
}

func TestNaming(t *testing.T) {
	mixed := []Found{{"x/a.jpg", "a.jpg"}, {"x/A.jpg", "A.jpg"}, {"x/a.webp", "a.webp"}, {"x/a.png", "a.png"}, {"x/b/c.TIF", "b/c.TIF"}, {"odd", "odd"}}
	for _, c := range []struct {
		naming Naming
		found  []Found
		want   string
	}{
		{Naming{Folder: "out"}, mixed, "out/a.jpg out/A-2.jpg out/a-webp.png out/a-png.png out/b/c.TIF out/odd.png"},
		{Naming{Extension: ".jpg", Suffix: "-leaf"}, mixed, "a-jpg-leaf.jpg A-jpg-leaf-2.jpg a-webp-leaf.jpg a-png-leaf.jpg b/c-leaf.jpg odd-leaf.jpg"},
		{Naming{Folder: "out"}, []Found{{"x/sea/a.jpg", "sea/a.jpg"}, {"y/sea/a.jpg", "sea/a.jpg"}, {"x/b.jpg", "b.jpg"}}, "out/sea/a-x.jpg out/sea/a-y.jpg out/b.jpg"},
		{Naming{Folder: "out"}, []Found{{"x/a.bmp", "a.bmp"}, {"y/a.bmp", "a.bmp"}, {"y/a.gif", "a.gif"}}, "out/a-x-bmp.png out/a-y-bmp.png out/a-y-gif.png"},
		{Naming{Folder: "out"}, []Found{{"a.jpg", "a.jpg"}, {"a.jpg", "a.jpg"}}, "out/a.jpg out/a-2.jpg"},
	} {
		var got []string
		for _, i := range c.naming.Items(c.found) {
			got = append(got, filepath.ToSlash(i.Output))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v: %s, want %s", c.naming, got, c.want)
		}
	}
}

func TestRunCountsFates(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	for _, name := range []string{"a.png", "b.png", "there.png"} {
		save(t, name, imaging.NewDocument(noise(20, 20)))
	}
	items := []Item{{"a.png", "out/a.png", true}, {"missing.png", "out/m.png", true}, {"b.png", "there.png", false}, {"b.png", "out/b.png", true}}
	var there *ExistsError
	if s, err := w.Run(context.Background(), items, Refuse, Hooks{}); !errors.As(err, &there) || s.Left != 4 || len(there.Files) != 1 {
		t.Errorf("%v, %v", s, err)
	}
	var told []string
	hooks := Hooks{
		Written: func(i Item, r Result) { told = append(told, "written "+i.Content) },
		Skipped: func(i Item) { told = append(told, "skipped "+i.Content) },
		Failed:  func(i Item, err error) { told = append(told, "failed "+i.Content) },
	}
	s, err := w.Run(context.Background(), items, Skip, hooks)
	if err != nil || s.String() != "2 written, 1 skipped, 1 failed" || strings.Join(told, ", ") != "written a.png, failed missing.png, skipped b.png, written b.png" {
		t.Errorf("%v, %v, %v", s, told, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	hooks.Written = func(Item, Result) { cancel() }
	if s, err := w.Run(ctx, items, Overwrite, hooks); !errors.Is(err, context.Canceled) || s.String() != "1 written, 0 skipped, 0 failed, 3 not begun" {
		t.Errorf("%v, %v", s, err)
	}
	for _, bad := range []Work{{Depth: 12}, {Options: stylize.Options{Size: -1}}, {Save: imaging.SaveOptions{Quality: 200}}} {
		if s, err := bad.Run(context.Background(), items, Skip, Hooks{}); err == nil || s.Written != 0 {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// TestContentsAreNeverOverwritten: not even by Overwrite, under none of their names, neither before nor after they were read.
func TestContentsAreNeverOverwritten(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	contents := []string{"in/a.jpg", "in/a.png", "in/b.png", "in/c.tif"}
	before := map[string][]byte{}
	for i, name := range contents {
		save(t, name, imaging.NewDocument(noise(20+i, 20)))
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		before[name] = data
	}
	if err := os.Symlink("in", "link"); err != nil {
		t.Skip(err)
	}
	items := []Item{{contents[0], "in/a.png", false}, {contents[1], "link/b.png", false}, {contents[2], "in/b2.png", false}, {contents[3], "in/a.jpg", false}}
	var told []string
	s, err := w.Run(context.Background(), items, Overwrite, Hooks{Failed: func(i Item, err error) { told = append(told, err.Error()) }})
	if err != nil || s.String() != "1 written, 0 skipped, 3 failed" || !strings.Contains(strings.Join(told, " "), "save in/a.png: this is another of the pictures that are repainted") {
		t.Errorf("%v, %v, %q", s, err, told)
	}
	for name, data := range before {
		if after, err := os.ReadFile(name); err != nil || !slices.Equal(data, after) {
			t.Errorf("%s has changed, %v", name, err)
		}
	}
}

// TestRunEndsAtItsDeadline: what was not begun by then did not fail.
func TestRunEndsAtItsDeadline(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	items := []Item{{"a.png", "out/a.png", true}, {"b.png", "out/b.png", true}}
	if s, err := w.Run(ctx, items, Skip, Hooks{}); !errors.Is(err, context.DeadlineExceeded) || s.String() != "0 written, 0 skipped, 0 failed, 2 not begun" {
		t.Errorf("%v, %v", s, err)
	}
}

// TestRecipesKnowAllOptions: an option that a recipe does not know would be lost. Moments is set by videos only, Way is Recipe.Plan.
func TestRecipesKnowAllOptions(t *testing.T) {
	strength := 0.5
	o := stylize.Options{Mode: model.Photo, Strength: &strength, Size: 7, KeepColor: true, Plain: true}
	back, err := LookOf(o).Options()
	if err != nil || !reflect.DeepEqual(o, back) {
		t.Errorf("%+v comes back as %+v, %v", o, back, err)
	}
	known := []string{"Mode", "Strength", "Size", "KeepColor", "ColorOnly", "Plain", "Way", "Moments"}
	for i := range reflect.TypeFor[stylize.Options]().NumField() {
		if name := reflect.TypeFor[stylize.Options]().Field(i).Name; !slices.Contains(known, name) {
			t.Errorf("stylize.Options.%s has no place in Look", name)
		}
	}
}

// TestRecipesMoveWithTheirFolder: paths are relative to it.
func TestRecipesMoveWithTheirFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "in/a.png", imaging.NewDocument(noise(20, 20)))
	save(t, "styles/leaf.png", imaging.NewDocument(noise(48, 48)))
	leaf, err := FileOf("styles/leaf.png")
	if err != nil {
		t.Fatal(err)
	}
	w.Recipe = &Recipe{Styles: []Style{{File: leaf, Weight: 1, Mask: &leaf}}, Scale: 1, Look: LookOf(w.Options)}
	if _, err := w.File(context.Background(), Item{"in/a.png", "out/a.png", true}, nil); err != nil {
		t.Fatal(err)
	}
	r, err := ReadRecipe("out/a.png" + RecipeExtension)
	if err != nil {
		t.Fatal(err)
	}
	if r.Content.Path != "../in/a.png" || r.Styles[0].Path != "../styles/leaf.png" || r.Styles[0].Mask.Path != "../styles/leaf.png" || r.Result.Path != "a.png" || r.Plan != "whole" {
		t.Errorf("%+v", r)
	}
	here := r.In("out")
	if err := errors.Join(here.Content.Unchanged("it", "take another"), here.Styles[0].Unchanged("it", "take another"), here.Styles[0].Mask.Unchanged("it", "take another")); err != nil {
		t.Error(err)
	}
	if same, err := here.Again("out/a.png"); !same || err != nil {
		t.Errorf("the digest of the result: %v, %v", same, err)
	}
	if w.Recipe.Styles[0].Mask.Path != "styles/leaf.png" {
		t.Error("the common recipe has changed")
	}
	save(t, "styles/leaf.png", imaging.NewDocument(noise(48, 49)))
	if err := here.Styles[0].Unchanged("the style", "take another"); err == nil || !strings.Contains(err.Error(), "has changed since") {
		t.Errorf("%v", err)
	}
	folder := File{Path: t.TempDir(), SHA256: "0"}
	if err := folder.Unchanged("the style", "take another"); err == nil || !strings.Contains(err.Error(), "ordinary file") {
		t.Errorf("of a folder is said %v", err)
	}
}

// TestAFileInTheRecipesPlace is neither replaced nor taken for a full disk.
func TestAFileInTheRecipesPlace(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "a.png", imaging.NewDocument(noise(20, 20)))
	w.Recipe = &Recipe{Styles: []Style{{Weight: 1}}, Look: LookOf(w.Options)}
	if err := os.WriteFile("b.png"+RecipeExtension, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := w.File(context.Background(), Item{"a.png", "b.png", false}, nil)
	if f := fault.Of(err); f == nil || f.Name != "save.recipe" || err.Error() != "save b.png.recipe.json: there is a file of this name that is no recipe: choose another name for the result" {
		t.Errorf("%v, %+v", err, f)
	}
	if b, err := os.ReadFile("b.png" + RecipeExtension); err != nil || string(b) != "precious" || exists("b.png") {
		t.Errorf("%q, %v", b, err)
	}
}

// TestRecipesOfOtherResults: without leave none is replaced, and with it none is left beside a picture that it does not tell of, but for the one that is followed.
func TestRecipesOfOtherResults(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "a.png", imaging.NewDocument(noise(20, 20)))
	recipe := &Recipe{Styles: []Style{{Weight: 1}}, Look: LookOf(w.Options)}
	items, beside := []Item{{"a.png", "b.png", false}}, "b.png"+RecipeExtension
	run := func(existing Existing, with *Recipe) (note string, err error) {
		w.Recipe = with
		_, ended := w.Run(t.Context(), items, existing, Hooks{Failed: func(_ Item, e error) { err = e }, Written: func(_ Item, r Result) { note = r.Note }})
		return note, errors.Join(ended, err)
	}
	if note, err := run(Refuse, recipe); err != nil || note != "" {
		t.Fatalf("%q, %v", note, err)
	}
	first := recipeAt(beside)
	if note, err := run(Overwrite, nil); err != nil || note != "" || recipeAt(beside) == nil {
		t.Errorf("the same result loses its recipe: %q, %v", note, err)
	}
	if err := os.Remove("b.png"); err != nil {
		t.Fatal(err)
	}
	strength := 0.5
	w.Options.Strength = &strength
	recipe.Look = LookOf(w.Options)
	for _, with := range []*Recipe{recipe, nil} {
		if _, err := run(Refuse, with); err == nil || !strings.Contains(err.Error(), "save "+beside+": there is a recipe of this name: choose another name") || exists("b.png") {
			t.Errorf("a recipe whose result is gone: %v", err)
		}
	}
	w.Save.Inputs = []string{beside}
	if note, err := run(Refuse, nil); err != nil || note != "" || recipeAt(beside).Result.SHA256 != first.Result.SHA256 {
		t.Errorf("a recipe that is followed: %q, %v", note, err)
	}
	w.Save.Inputs = nil
	if note, err := run(Overwrite, nil); err != nil || note != beside+", the recipe of the earlier result, is removed" || exists(beside) {
		t.Errorf("a recipe of another result: %q, %v", note, err)
	}
	if err := os.WriteFile(beside, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := run(Overwrite, nil); err != nil || !exists(beside) {
		t.Errorf("a file that is no recipe: %v", err)
	}
}

// TestResultsThatComeMeanwhile are kept: of two runs to one name the second says so, or skips it.
func TestResultsThatComeMeanwhile(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "a.png", imaging.NewDocument(noise(20, 20)))
	w.Recipe = &Recipe{Styles: []Style{{Weight: 1}}, Look: LookOf(w.Options)}
	comes := func(Item, stylize.Event) {
		if err := os.WriteFile("b.png", []byte("precious"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for existing, want := range map[Existing]Summary{Refuse: {Failed: 1}, Skip: {Skipped: 1}, Overwrite: {Written: 1}} {
		os.Remove("b.png")
		s, err := w.Run(t.Context(), []Item{{"a.png", "b.png", false}}, existing, Hooks{Stage: comes})
		b, _ := os.ReadFile("b.png")
		if err != nil || s != want || (string(b) == "precious") != (existing != Overwrite) || exists("b.png"+RecipeExtension) != (existing == Overwrite) {
			t.Errorf("%d: %v, %v, %d bytes", existing, s, err, len(b))
		}
		os.Remove("b.png" + RecipeExtension)
	}
}

// TestLeftRecipes: a run that is killed between recipe and result is finished by the same command, and a recipe of another look stays.
func TestLeftRecipes(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "a.png", imaging.NewDocument(noise(300, 260)))
	items, beside := []Item{{"a.png", "out/b.png", true}}, "out/b.png"+RecipeExtension
	w.Recipe = &Recipe{Styles: []Style{{Weight: 1}}, Look: LookOf(w.Options)}
	run := func(existing Existing) (s Summary, err error) {
		s, ended := w.Run(t.Context(), items, existing, Hooks{Failed: func(_ Item, e error) { err = e }})
		return s, errors.Join(ended, err)
	}
	w.Options.Way = "192 half" // as where little memory was free
	if _, err := run(Skip); err != nil {
		t.Fatal(err)
	}
	w.Options.Way = ""
	first, err := os.ReadFile(beside)
	if err != nil {
		t.Fatal(err)
	}
	for _, existing := range []Existing{Skip, Refuse} {
		if err := os.Remove("out/b.png"); err != nil {
			t.Fatal(err)
		}
		s, err := run(existing)
		if again, _ := os.ReadFile(beside); err != nil || s != (Summary{Written: 1}) || !slices.Equal(again, first) {
			t.Fatalf("%d: %v, %v", existing, s, err)
		}
		if same, err := recipeAt(beside).Again("out/b.png"); !same || err != nil {
			t.Errorf("%d: the result is another than the recipe's, %v", existing, err)
		}
	}
	if err := os.Remove("out/b.png"); err != nil {
		t.Fatal(err)
	}
	strength := 0.3
	w.Options.Strength = &strength
	w.Recipe.Look = LookOf(w.Options)
	s, err := run(Skip)
	if err == nil || !strings.Contains(err.Error(), "save "+beside+": there is a recipe of this name") || s != (Summary{Failed: 1}) || exists("out/b.png") {
		t.Errorf("a recipe of another look: %v, %v", s, err)
	}
	if again, _ := os.ReadFile(beside); !slices.Equal(again, first) {
		t.Error("the recipe of another look has changed")
	}
}

// TestRecipesThatComeMeanwhile are another run's: one that may replace nothing leaves them.
func TestRecipesThatComeMeanwhile(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "a.png", imaging.NewDocument(noise(20, 20)))
	text, err := json.Marshal(Recipe{Format: recipeFormat, Styles: []Style{{Weight: 1}}, Look: LookOf(w.Options)})
	if err != nil {
		t.Fatal(err)
	}
	beside := "b.png" + RecipeExtension
	comes := func(Item, stylize.Event) {
		if err := os.WriteFile(beside, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for existing, left := range map[Existing]bool{Refuse: true, Skip: true, Overwrite: false} {
		s, err := w.Run(t.Context(), []Item{{"a.png", "b.png", false}}, existing, Hooks{Stage: comes})
		if err != nil || s != (Summary{Written: 1}) || exists(beside) != left {
			t.Errorf("%d: %v, %v, the recipe is there: %t", existing, s, err, exists(beside))
		}
		os.Remove("b.png")
		os.Remove(beside)
	}
	w.Recipe = &Recipe{Styles: []Style{{Weight: 1}}, Look: LookOf(w.Options)}
	for existing, written := range map[Existing]bool{Refuse: false, Skip: false, Overwrite: true} {
		s, err := w.Run(t.Context(), []Item{{"a.png", "b.png", false}}, existing, Hooks{Stage: comes})
		now, _ := os.ReadFile(beside)
		if err != nil || s.Written == 1 != written || exists("b.png") != written || slices.Equal(now, text) == written {
			t.Errorf("%d, with a recipe of its own: %v, %v, the result is there: %t", existing, s, err, exists("b.png"))
		}
		os.Remove("b.png")
		os.Remove(beside)
	}
}

// TestLongNamesAreFoundBeforeTheWork, also those that only the recipe has, in folders that are there and that are not.
func TestLongNamesAreFoundBeforeTheWork(t *testing.T) {
	t.Chdir(t.TempDir())
	w := work(t)
	save(t, "a.png", imaging.NewDocument(noise(20, 20)))
	painted := func(stylize.Event) { t.Error("it is painted before") }
	for _, name := range []string{strings.Repeat("n", 246) + ".png", strings.Repeat("n", 256) + ".png"} {
		for _, folder := range []string{"", "new/deep/"} {
			w.Recipe = &Recipe{Styles: []Style{{Weight: 1}}, Look: LookOf(w.Options)}
			_, err := w.File(t.Context(), Item{"a.png", folder + name, true}, painted)
			if f := fault.Of(err); f == nil || f.Name != "name.long" || exists("new") {
				t.Errorf("%d letters in %q: %v", len(name), folder, err)
			}
		}
	}
	w.Recipe = nil
	if _, err := w.File(t.Context(), Item{"a.png", strings.Repeat("n", 246) + ".png", true}, nil); err != nil {
		t.Errorf("without a recipe: %v", err)
	}
}

// FuzzParseRecipe: whatever the bytes are, there is an error or a recipe that can be followed.
func FuzzParseRecipe(f *testing.F) {
	good, err := json.Marshal(Recipe{Format: recipeFormat, Styles: []Style{{Weight: 1, Mask: &File{}}}, Look: Look{Mode: "photo", Strength: 1}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"format": "restyle-recipe/2"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ParseRecipe(data)
		if err != nil {
			return
		}
		if _, err := r.In("x").Look.Options(); err != nil || len(r.Styles) == 0 {
			t.Fatalf("%+v, %v", r, err)
		}
	})
}

// TestFoldersAreMadeForResultsOnly: whether a folder can be made is found out without making it, and what fails leaves none.
func TestFoldersAreMadeForResultsOnly(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := CanMake(filepath.Join(folder, "new", "deep")); err != nil {
		t.Error(err)
	}
	for _, below := range []string{"", "new", "new/deep"} {
		if err := CanMake(filepath.Join(file, below)); err == nil || !strings.Contains(err.Error(), file+" is a file, where a folder is needed") {
			t.Errorf("below a file: %v", err)
		}
	}
	if err := (Item{"", filepath.Join(folder, "new", "x.png"), true}).prepare(); err != nil {
		t.Error(err)
	}
	if err := (Item{"", filepath.Join(folder, "new", "x.png"), false}).prepare(); err == nil || !strings.Contains(err.Error(), "there is no folder") {
		t.Errorf("a folder that may not be made: %v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("%v are left, %v", entries, err)
	}
	if exists("/proc/self") { // a folder that is there and takes no files: the system says that there is none
		if err := Writable("/proc/x.png"); err == nil || !strings.Contains(err.Error(), "the folder /proc cannot be written to") {
			t.Errorf("below /proc: %v", err)
		}
	}
}
