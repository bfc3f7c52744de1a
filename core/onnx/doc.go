// Package onnx writes a model as an ONNX graph (https://onnx.ai, operator set 13, float32), so that other programs can run it.
//
// A core/model Model comes in and a file of one of its Parts leaves: a single stage (encoder, style, transform, decoder), everything after
// the style (stylize), or the whole way from two pictures to the result. Pictures and maps are [1 C H W] with free H and W, colours RGB in
// [0,1]. Weights keep the names that they have in the model file. Results are not clipped to [0,1]; those of stylize and whole are cut to
// the content's size. Reflection padding needs two pixels: contents from 9x9 pixels in artistic, 5x5 in photorealistic mode.
package onnx
