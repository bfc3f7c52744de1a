package state

import (
	"fmt"
	"maps"
	"strings"
)

// Text is something to be read: a key for the translator, the English, and the data that belong in between {{.Name}}.
// Translations exist for the keys of Texts. Data may be a Text itself.
type Text struct {
	Key     string
	English string         // with {{.Name}} in the places of the data
	Data    map[string]any // nil: none
}

// Empty tells whether there is nothing to be read.
func (t Text) Empty() bool { return t.English == "" }

// String is the English with its data filled in.
func (t Text) String() string {
	s := t.English
	for name, value := range t.Data {
		s = strings.ReplaceAll(s, "{{."+name+"}}", fmt.Sprint(value))
	}
	return s
}

// text is the Text of a key of english; pairs are names and values of its data.
func text(key string, pairs ...any) Text {
	t := Text{Key: key, English: englishOf(key)}
	for i := 0; i+1 < len(pairs); i += 2 {
		if t.Data == nil {
			t.Data = map[string]any{}
		}
		t.Data[pairs[i].(string)] = pairs[i+1]
	}
	return t
}

// Texts lists the keys that this package uses with their English: what a translation has to hold.
func Texts() map[string]string {
	all := maps.Clone(english)
	maps.Copy(all, problems)
	return all
}

func englishOf(key string) string {
	if s, ok := problems[key]; ok {
		return s
	}
	return english[key]
}

// Problem is something that went wrong: a sentence that says what, which file and what to do, and more for those who ask.
type Problem struct {
	Sentence Text
	Details  string // a log to be copied; may be empty
}
