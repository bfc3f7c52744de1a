// Package batch stylizes files: one, or folders of them, in the way of photographers.
//
// Work.File turns one file into another that keeps colour profile, EXIF, depth and alpha. Find lists the pictures of folders, Naming says what their
// results are called, and Run works through them: what is done already is skipped or overwritten as stated, and one bad file does not stop
// the rest. A Recipe is everything that made a result, as JSON beside it: it is enough to make the same bytes again.
//
// Files appear whole or not at all, so that a run that was killed at any moment goes on by skipping what is there. The command line uses all this;
// the window's exporter (app/state) makes the same calls of stylize and imaging by itself.
package batch
