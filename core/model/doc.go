// Package model is the whole network of the paper (Wu et al., CCPL, ECCV 2022): the VGG-19 encoder, and for each mode the SCT module and
// the decoder. The same code is the authors' full-width network and our compact one; widths are parameters.
//
// A Model comes from a file (Load), from the authors' checkpoints (Import) or from random numbers (New) and goes to core/stylize and
// core/train, which build graphs from its parts. Library keeps the user's models: built in, imported and trained.
package model
