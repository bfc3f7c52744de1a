// Package words holds the translations of all texts of the window, and chooses the language.
//
// In the code a text is its English: lang.L("Open photo…"). The files of translations hold the same keys for every language; a test reads
// the code and the state's sentences and finds what is missing. Texts of the state have keys of their own, "state.…".
package words
