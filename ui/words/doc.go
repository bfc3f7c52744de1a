// Package words holds the translations of all texts of the window, and chooses the language.
//
// In the code a text is its English: lang.L("Open photo…"). The files of translations hold the same keys for every language; a test reads
// the code and the state's sentences and finds what is missing.
//
// What comes from elsewhere has a key with a prefix: "state." sentences of package state, "problem." what went wrong, "style." and "artist." the built-in
// styles, "photo." the sample photos.
package words
