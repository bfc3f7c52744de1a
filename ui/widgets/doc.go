// Package widgets holds the parts that the screens are made of: the comparison of two pictures, the strip of styles, drop zones, the bar of
// jobs, charts and smaller ones.
//
// They are dumb: data goes in by Set methods, wishes come out by On functions, which may be nil. No Set method calls the On function of a person's wish.
// Compare.OnView, JobBar.OnResized and Toast.OnDismissed tell of changes whoever made them, Set methods too. Widgets know nothing of
// models, files or languages.
//
// All of it belongs to the window's goroutine; no widget starts another. Every widget that can be clicked can be focused and used by keyboard.
// Pictures are compact *image.RGBA from (0, 0), since Fyne uploads the pixels of no other image correctly and quickly; a widget takes a
// picture with the same pointer for the same picture.
package widgets
