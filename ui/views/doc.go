// Package views holds the screens, stylize, train, video, models and settings, and the window around them (frame.go). A screen is the file of its name; its
// larger parts have files of their own, such as look.go, mixer.go and trainpanel.go.
//
// New fills a window: the rail that leads to the screens, the bar of jobs, messages, questions, menus with their shortcuts, and what happens
// with dropped files. A screen is made when it is first opened. It reads a snapshot of package state, shows it in the widgets, and turns
// what the person does into intents; it decides nothing. All of this belongs to the window's goroutine.
//
// Texts are looked up when a screen is made: the language has to be chosen (words.Use) before New.
package views
