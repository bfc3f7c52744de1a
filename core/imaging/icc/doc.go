// Package icc converts between the colours of a picture's ICC profile and sRGB.
//
// It reads profiles made of three curves and a matrix, which are those of cameras, screens and working spaces (Display P3, Adobe RGB, ProPhoto
// RGB), and those of grey pictures. Profiles made of tables are refused: printers and scanners have them.
//
// sRGB is extended here: a colour outside its gamut has values below 0 or above 1, its curve being mirrored at 0, so that nothing is lost on the way
// there and back. Profiles are whatever files say: no offset and no count in them is trusted.
package icc
