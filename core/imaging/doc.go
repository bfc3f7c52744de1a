// Package imaging brings pictures from files to float pixels and back: it opens JPEG, PNG, WebP, BMP, TIFF and GIF (first frame), turns them
// upright by their EXIF orientation, converts them from their colour profile to sRGB, resizes and crops them, and saves JPEG, PNG and TIFF.
// Colours that pixels of a JPEG or WebP file share are interpolated.
//
// A Picture is [H W 3] float32 RGB in [0,1], with an optional [H W] alpha that is not multiplied in. A Raster has 8 or 16 bits a channel and is
// read and written by rows. A Document is a raster with its file's colour profile and EXIF block: what goes in comes out again. Nothing
// here knows models or tensors beyond that layout, which is the layout of one NHWC image.
//
// Every error of Open, Decode and Save is one sentence: what was tried, which file, what is wrong and what to do about it. Files are
// judged by content, never by name, and their size is checked before any pixel is decoded.
package imaging
