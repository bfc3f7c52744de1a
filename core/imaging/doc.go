// Package imaging brings pictures from files to float pixels and back: it opens JPEG, PNG, WebP, BMP, TIFF and GIF (first frame),
// turns them upright by their EXIF orientation, resizes and crops them, and saves JPEG and PNG.
//
// A Picture is [H W 3] float32 RGB in [0,1], in the file's own (gamma-encoded) values, with an optional [H W] alpha that is not
// multiplied in; 16-bit files keep their precision. Colour profiles are not applied. Nothing here knows models or tensors beyond
// that layout, which is the layout of one NHWC image.
//
// Every error of Open, Decode and Save is one sentence: what was tried, which file, what is wrong and what to do about it. Files are
// judged by content, never by name, and their size is checked before any pixel is decoded.
package imaging
