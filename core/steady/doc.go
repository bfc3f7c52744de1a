// Package steady keeps the stylized frames of a video from flickering.
//
// Two things flicker. The statistics that the network normalizes a frame by change from frame to frame: Statistics averages them over time. And
// strokes are laid anew in every frame: Follow carries the frame before along the motion of the source (core/metrics/flow) and lets the new one
// take over only gradually, so that strokes of each size keep the contrast of the new one and nothing blurs. What is far from all that the new frame has
// around a pixel is not carried, so that nothing that moves leaves a trace (as temporal antialiasing does: Karis, High-Quality Temporal Supersampling,
// SIGGRAPH 2014). Neither reaches across a cut, which Cut finds. Flicker tells how much is gained. All of them serve one goroutine, are fed frame by
// frame, and can be saved and loaded in between.
package steady
