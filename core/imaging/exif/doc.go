// Package exif reads and edits EXIF blocks: little TIFF structures that say when, where and how a photograph was taken.
//
// A block comes from a JPEG, PNG or WebP file, or is taken out of a TIFF file with TakeOut. Upright makes it true of a picture that has been
// turned and repainted, in place, so that what cameras keep by absolute offsets stays where it is. WriteTIFF is the opposite of TakeOut: a
// directory that also holds the tags of a TIFF file's own picture.
//
// Blocks are whatever files say: nothing here trusts an offset, a count or a depth, a directory that is named again is not read again, and a block that
// makes no sense is left out. Work and memory are in proportion to the size of a block.
package exif
