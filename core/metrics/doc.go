// Package metrics measures stylized pictures and videos: how far they are from the content and from the style in the feature space of a network,
// how much of the content's structure is left, how well colours match, what lines and halos a network has left, and how steady a video is. Pictures
// and a network come in, numbers leave; each is documented with its formula and its source.
package metrics
