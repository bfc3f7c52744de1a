package locale

import "os"

func init() {
	if meant := language(os.Getenv); meant != "" {
		os.Setenv("LANGUAGE", meant)
	}
}

// language is what LANGUAGE has to be for a locale that names no language; empty: as it is. Messages are English either way.
func language(of func(string) string) string {
	for _, name := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} { // the first that is set counts
		switch locale := of(name); {
		case locale == "":
			continue
		case of("LANGUAGE") == "" && (begins(locale, "C.") || begins(locale, "POSIX.")):
			return "en"
		}
		return ""
	}
	return ""
}

func begins(text, with string) bool { return len(text) >= len(with) && text[:len(with)] == with }
