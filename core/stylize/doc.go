// Package stylize turns a picture and a style into a picture: one Session serves previews, exports and video frames alike.
//
// A style picture goes through Session.Style and becomes a small sct.Style value. A content picture and that value go through
// Session.Apply: encode, transform and decode are three graphs, compiled once for a size, with progress and a point to stop between and
// within them. What leaves is a picture of the content's size, mixed with the content by strength and colour.
package stylize
