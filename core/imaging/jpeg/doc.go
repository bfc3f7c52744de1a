// Package jpeg writes baseline JPEG files (ITU-T T.81) row by row, so that a picture of any size takes a few rows of memory.
//
// The encoder of the standard library always stores colour at half resolution and has no place for metadata; this one stores colour at full
// resolution (4:4:4), half across (4:2:2) or half both ways (4:2:0), and writes the segments it is given: EXIF blocks and colour profiles. Tables
// of quantization and codes are those of the standard's annex K, scaled by quality as the Independent JPEG Group does.
package jpeg
