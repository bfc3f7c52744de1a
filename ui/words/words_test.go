package words

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"golang.org/x/image/font/sfnt"

	"restyle/app/state"
	"restyle/ui/theme"
)

// read returns the translations of a language.
func read(t *testing.T, code string) map[string]any {
	t.Helper()
	data, err := translations.ReadFile("translations/" + code + ".json")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]any{}
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return texts
}

// used lists the keys of the texts in the code of the window, by the file that uses them.
func used(t *testing.T) map[string]string {
	t.Helper()
	keys := map[string]string{}
	collect := func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if key, ok := lookedUp(n); ok {
				keys[key] = path
			}
			return true
		})
		return nil
	}
	for _, folder := range []string{"..", "../../app"} {
		if err := filepath.WalkDir(folder, collect); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

// literals are the strings in the code of the state, but for the file that lists its texts.
func literals(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("../../app/state/*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("the code of the state: %d files, %v", len(files), err)
	}
	found := map[string]bool{}
	for _, path := range files {
		if filepath.Base(path) == "texts.go" || strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING {
				if s, err := strconv.Unquote(text.Value); err == nil {
					found[s] = true
				}
			}
			return true
		})
	}
	return found
}

// lookedUp is the constant key of a call of lang.L, N or X, or of the state's own text.
func lookedUp(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	switch f := call.Fun.(type) {
	case *ast.Ident:
		if f.Name != "text" {
			return "", false
		}
	case *ast.SelectorExpr:
		if pkg, ok := f.X.(*ast.Ident); !ok || pkg.Name != "lang" || !slices.Contains([]string{"L", "N", "X"}, f.Sel.Name) {
			return "", false
		}
	default:
		return "", false
	}
	text, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	key, err := strconv.Unquote(text.Value)
	return key, err == nil
}

func TestLanguagesHoldTheSameTexts(t *testing.T) {
	english := read(t, "en")
	for _, l := range Languages()[1:] {
		other := read(t, l.Code)
		for key := range english {
			if _, ok := other[key]; !ok {
				t.Errorf("%s lacks %q", l.Code, key)
			}
		}
		for key := range other {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %q, which English has not", l.Code, key)
			}
		}
	}
}

func TestAllTextsAreTranslated(t *testing.T) {
	texts := used(t)
	if len(texts) < 100 {
		t.Fatalf("only %d texts were found in the code", len(texts))
	}
	for key := range state.Texts() {
		texts[key] = "app/state"
	}
	english := read(t, "en")
	for key, file := range texts {
		if _, ok := english[key]; !ok {
			t.Errorf("%q of %s has no translation", key, file)
		}
	}
	for key := range english {
		named := strings.HasPrefix(key, "style.") || strings.HasPrefix(key, "artist.") || strings.HasPrefix(key, "photo.")
		if _, ok := texts[key]; !ok && !named && !slices.Contains(fyneTexts(), key) {
			t.Errorf("%q is used nowhere", key)
		}
	}
}

// TestAllTextsOfTheStateAreSaid somewhere. Those of problems are the state's own test's.
func TestAllTextsOfTheStateAreSaid(t *testing.T) {
	said := literals(t)
	for key := range state.Texts() {
		if strings.HasPrefix(key, "state.") && !said[key] {
			t.Errorf("%q is said nowhere", key)
		}
	}
}

// TestEnglishIsThatOfTheCode: what is read in the code is what is shown.
func TestEnglishIsThatOfTheCode(t *testing.T) {
	texts := state.Texts()
	for key := range used(t) {
		if texts[key] == "" {
			texts[key] = key
		}
	}
	english := read(t, "en")
	for key, want := range texts {
		shown := english[key]
		if forms, several := shown.(map[string]any); several {
			shown = forms["other"]
		}
		if shown != want {
			t.Errorf("%q is %q in the code and %q in the window", key, want, shown)
		}
	}
}

// fyneTexts are those of Fyne's own dialogs and menus: it translates them into the system's language, not into one that is chosen.
func fyneTexts() []string {
	return []string{
		"OK", "Open", "Save", "Quit", "Favourites", "Enter filename", "New Folder", "Create Folder", "Folder", "Show Hidden Files", "Cut", "Paste",
		"Select all", "Yes", "No", "Error", "Confirm", "file.name", "file.parent",
	}
}

// TestTranslationsKeepTheirData: what stands in between {{.Name}} has to be the same in every language.
func TestTranslationsKeepTheirData(t *testing.T) {
	places := regexp.MustCompile(`\{\{\.\w+\}\}`)
	of := func(text any) []string {
		data, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		found := places.FindAllString(string(data), -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	english := read(t, "en")
	for key, text := range state.Texts() {
		english[key] = text
	}
	for _, l := range Languages() {
		for key, text := range read(t, l.Code) {
			if !slices.Equal(of(text), of(english[key])) {
				t.Errorf("%s: %q has %v, not %v", l.Code, key, of(text), of(english[key]))
			}
		}
	}
}

// TestChineseCanBeDrawn: all characters of the translation are in the bundled fonts.
func TestChineseCanBeDrawn(t *testing.T) {
	test.NewTempApp(t)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
		font, err := sfnt.Parse(theme.New(theme.System).Font(style).Content())
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range read(t, "zh-Hans") {
			data, err := json.Marshal(text)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range string(data) {
				const firstCJK = 0x2e80
				if glyph, err := font.GlyphIndex(nil, r); r >= firstCJK && (err != nil || glyph == 0) {
					t.Errorf("%q: %c is not in the font", key, r)
				}
			}
		}
	}
}

// TestPluralsAreSaidInTheChosenLanguage, also for one, which is a form that Chinese has not, but English has.
func TestPluralsAreSaidInTheChosenLanguage(t *testing.T) {
	for code, want := range map[string][2]string{
		"zh-Hans": {"1 张学习用图片", "2 张学习用图片"},
		"en":      {"1 picture to learn from", "2 pictures to learn from"},
	} {
		if err := Use(code); err != nil {
			t.Fatal(err)
		}
		for i, text := range want {
			if got := lang.N("{{.Count}} pictures to learn from", i+1, map[string]any{"Count": i + 1}); got != text {
				t.Errorf("%s: %q, not %q", code, got, text)
			}
		}
	}
}

// TestProblemsAreSaidInTheChosenLanguage: every sentence for what goes wrong is whole in both languages.
func TestProblemsAreSaidInTheChosenLanguage(t *testing.T) {
	places := regexp.MustCompile(`\{\{\.(\w+)\}\}`)
	han := regexp.MustCompile(`\p{Han}`)
	for _, l := range []string{"zh-Hans", "en"} {
		if err := Use(l); err != nil {
			t.Fatal(err)
		}
		for key, english := range state.Texts() {
			if !strings.HasPrefix(key, "problem.") {
				continue
			}
			data := map[string]any{}
			for _, m := range places.FindAllStringSubmatch(english, -1) {
				data[m[1]] = "<" + m[1] + ">"
			}
			said := lang.X(key, english, data)
			if strings.Contains(said, "{{") || han.MatchString(said) != (l == "zh-Hans") {
				t.Errorf("%s in %s: %q", key, l, said)
			}
			for _, value := range data {
				if !strings.Contains(said, value.(string)) {
					t.Errorf("%s in %s lacks %v: %q", key, l, value, said)
				}
			}
		}
	}
}
