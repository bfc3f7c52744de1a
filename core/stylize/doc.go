// Package stylize turns a picture and styles into a picture: one Session serves previews, exports and video frames alike.
//
// A style picture goes through Session.Style and becomes a small sct.Style value. A content and such values go through Session.Apply, or
// part by part through Session.Render: pass 1 encodes the content and gathers its statistics, pass 2 transforms and decodes. What fits
// is done in one piece; what does not, in tiles with a margin as wide as the network looks, which gives the same result because only the
// statistics are global. Inside of the decoder the margin shrinks to what the layers ahead still look at (margins). The planner forecasts the
// memory of both before anything runs. What leaves is a picture of the content's size, mixed with the content by strength, masks and colour.
package stylize
