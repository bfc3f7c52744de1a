// Package train teaches the network: the losses of the paper (Wu et al., CCPL, ECCV 2022, sections 3.2 and 3.4), Adam and Muon, checkpoints, and the
// distillation of a compact encoder from a teacher.
//
// Folders of pictures become batches (core/data), a Step turns a batch into gradients and new weights, Run repeats that and hands losses,
// sample pictures and checkpoints to hooks. The outcome is a core/model Model, and a checkpoint file from which Run goes on exactly.
package train
