// Package metrics measures stylized pictures: how far they are from the content and from the style in the feature space of a network, and
// how much of the content's structure is left. Pictures and a network come in, numbers leave.
package metrics
