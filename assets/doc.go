// Package assets holds the files that are built into the programs: models (Models), styles encoded for the built-in model with a thumbnail each (Presets),
// sample photos to try a style on (Photos), sample pictures of styles (Styles), and small photographs that trainings practise on (Practice).
//
// CREDITS.md names the author, the source and the licence of each picture, models/MODEL_CARD.md how the built-in model was made.
package assets
