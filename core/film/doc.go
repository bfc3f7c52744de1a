// Package film stylizes videos: it joins core/video, which reads and writes frames, with a stylize.Session and with core/steady.
//
// A Stylist is the video.FrameFunc that does it, with what it remembers of the frames before; Export runs it over a video, Preview over one frame.
// The command line calls both. The window calls Export, and paints its single frames itself (app/state/filming.go).
package film
