// Package teach is what makes a training on somebody's own styles come out well: settings tried for it (Effort), photographs to practise on for those who
// name none (Photographs), and a comparison of the result with its start on crops that were not trained on, from which the best of their mixtures is taken,
// or nothing (Trial). The training itself is that of package train; the window and the command line both run it.
package teach
