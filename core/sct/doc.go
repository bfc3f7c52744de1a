// Package sct is the Simple Covariance Transformation of the paper (Wu et al., CCPL, ECCV 2022, section 3.3): it aligns the covariance and
// the mean of content features with those of a style at one layer of the encoder.
//
// A style comes in as features and leaves as a Style value, a 32x32 covariance and a mean per channel; content features and a Style come
// in and stylized features leave for the decoder. Graphs are built with core/nn; the values live in plain slices.
package sct
