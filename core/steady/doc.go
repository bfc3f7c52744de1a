// Package steady keeps the stylized frames of a video from flickering.
//
// Two things flicker. The statistics that the network normalizes a frame by change from frame to frame: Statistics averages them over time. And
// strokes are laid anew in every frame: Follow carries the frame before along the motion of the source (core/metrics/flow) and lets the new one
// take over only gradually, at the contrast of the new one, so that nothing blurs. Neither reaches across a cut, which Shots finds. Score tells how
// much is gained. All of them serve one goroutine, are fed frame by frame, and can be saved and loaded in between.
package steady
