package words

import (
	"embed"
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

//go:embed translations/*.json
var translations embed.FS

// Language is one that the window speaks.
type Language struct {
	Code string
	Name string // in itself
}

// Languages lists them.
func Languages() []Language {
	return []Language{{"en", "English"}, {"zh-Hans", "简体中文"}}
}

// Use makes the window speak a language, or the system's where code is empty. It holds for texts that are looked up afterwards.
func Use(code string) error {
	if code == "" {
		return lang.AddTranslationsFS(translations, "translations")
	}
	data, err := translations.ReadFile("translations/" + code + ".json")
	if err != nil {
		return fmt.Errorf("use the language %q: there is no translation into it", code)
	}
	if data, err = inAllForms(data); err != nil {
		return fmt.Errorf("use the language %q: %w", code, err)
	}
	// Fyne speaks the system's language, and English where it lacks a text: the chosen one is registered as both.
	for _, locale := range []fyne.Locale{lang.SystemLocale(), "en"} {
		if err := lang.AddTranslationsForLocale(data, locale); err != nil {
			return fmt.Errorf("use the language %q: %w", code, err)
		}
	}
	return nil
}

// inAllForms gives texts that have plural forms all of them: the language that they are registered as may ask for some that theirs has not.
func inAllForms(data []byte) ([]byte, error) {
	var texts map[string]any
	if err := json.Unmarshal(data, &texts); err != nil {
		return nil, err
	}
	for _, text := range texts {
		forms, ok := text.(map[string]any)
		if !ok {
			continue
		}
		for _, form := range []string{"zero", "one", "two", "few", "many"} {
			if _, there := forms[form]; !there {
				forms[form] = forms["other"]
			}
		}
	}
	return json.Marshal(texts)
}
