// Package video turns videos into videos, frame by frame, in a memory that does not depend on their length.
//
// ffmpeg and ffprobe (Tools) do the reading and writing as processes of their own, frames pass through pipes as RGB bytes. A source of any rate
// becomes a grid of equally spaced upright frames with square pixels; frame n of a file is always the same, wherever reading begins. Without
// ffmpeg there are folders of pictures, animated GIFs and, for output, MJPEG AVI files.
//
// Convert reads, transforms by a FrameFunc, and writes, at the same time. It writes parts of a few seconds, each a file of its own, and joins them
// with the source's sound, subtitles and metadata at the end; an export that was interrupted goes on behind its last finished part.
package video
