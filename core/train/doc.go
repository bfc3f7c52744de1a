// Package train teaches the network: the losses of the paper (Wu et al., CCPL, ECCV 2022, sections 3.2 and 3.4), Adam and Muon, checkpoints, and the
// distillation of a compact encoder from a teacher.
//
// Folders of pictures become batches (core/data), a Step turns a batch into losses and gradients, Adam turns these into new weights. A Trainer repeats that
// and calls one function after each step, with its losses: there the caller shows them, and has a checkpoint written (Save). The outcome is a core/model
// Model, and a checkpoint file from which Resume goes on exactly.
package train
