package locale

import "testing"

func TestOnlyLocalesWithoutALanguageAreGivenOne(t *testing.T) {
	for _, c := range []struct {
		all, messages, lang, language, want string
	}{
		{"", "", "C.UTF-8", "", "en"},
		{"", "", "POSIX.UTF-8", "", "en"},
		{"C.utf8", "", "de_DE.UTF-8", "", "en"},
		{"", "zh_CN.UTF-8", "C.UTF-8", "", ""},
		{"", "", "C.UTF-8", "fr", ""},
		{"", "", "C", "", ""}, // Fyne knows that
		{"", "", "Cz", "", ""},
		{"", "", "", "", ""},
	} {
		set := map[string]string{"LC_ALL": c.all, "LC_MESSAGES": c.messages, "LANG": c.lang, "LANGUAGE": c.language}
		if got := language(func(name string) string { return set[name] }); got != c.want {
			t.Errorf("%v: %q, want %q", set, got, c.want)
		}
	}
}
