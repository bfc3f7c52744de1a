// Package jpeg writes baseline JPEG files (ITU-T T.81) band by band, several at once, so that a picture of any size takes a few rows of memory and as
// many processors as there are. Each band ends with a restart marker, so that the file does not depend on how many these were.
//
// The encoder of the standard library always stores colour at half resolution and has no place for metadata; this one stores colour at full
// resolution (4:4:4), half across (4:2:2) or half both ways (4:2:0), and writes the segments it is given: EXIF blocks and colour profiles. Tables
// of quantization and codes are those of the standard's annex K, scaled by quality as the Independent JPEG Group does.
package jpeg
