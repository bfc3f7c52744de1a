// Package widgets holds the parts that the screens are made of: the comparison of two pictures, the strip of styles, drop zones, the bar of
// jobs, charts and smaller ones.
//
// They are dumb: data goes in by Set methods, wishes come out by On functions, which may be nil, and Set never calls On. They know
// nothing of models, files or languages. All of it belongs to the window's goroutine; no widget starts another. Every widget that can be
// clicked can be focused and used by keyboard. Pictures are compact *image.RGBA from (0, 0), since Fyne uploads the pixels of no other
// image correctly and quickly; a widget takes a picture with the same pointer for the same picture.
package widgets
