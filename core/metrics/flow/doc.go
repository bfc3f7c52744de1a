// Package flow finds how far every pixel of one video frame has moved in the next: dense optical flow in pure Go.
//
// Frames come in as pictures and become pyramids of their luminance (Estimator.Frame). From the coarsest level to the finest, small patches are
// matched by inverse search, made dense (Kroeger et al., Fast Optical Flow using Dense Inverse Search, ECCV 2016) and refined by a variational
// method (Brox et al., High Accuracy Optical Flow, ECCV 2004). A Field of displacements leaves; Warp carries a picture along it, Visible says
// where that makes sense. Results do not depend on the number of threads.
package flow
