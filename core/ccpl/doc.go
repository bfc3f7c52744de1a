// Package ccpl is the Contrastive Coherence Preserving Loss of the paper (Wu et al., CCPL, ECCV 2022, section 3.2): differences between
// neighbouring features of the generated picture should be like those at the same places of the content and unlike those elsewhere.
// It makes video steady although the training sees single pictures only.
//
// In the content's place there may be any picture that shows the same: the training's term Temporal puts the result of a moment later there.
//
// Features of both pictures come in as nodes of a graph, one scalar node leaves; the positions are drawn anew for each step by Positions.Draw.
package ccpl
