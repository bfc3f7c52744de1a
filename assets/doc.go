// Package assets holds the files that are built into the programs: sample photos to try a style on and sample pictures of styles.
// CREDITS.md names the author, the source and the licence of each.
package assets
