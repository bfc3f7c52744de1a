// Package ops brings the loops of core/kernel into gorgonia: one operation per file, forward and gradient.
//
// A Graph records operations on nodes that are all float32 tensors [N H W C]; vectors per image and channel are [N 1 1 C], scalars
// [1 1 1 1]. Gradient adds the reverse pass, which computes nothing that no variable needs. Compile fixes the order of execution and with
// it, before anything runs, the place of each result in one block of memory that all programs of a Machine share: results whose lifetimes
// do not meet share a place, so that a run allocates nothing of size. A Machine serves one goroutine; weights are shared between machines.
//
// Gorgonia identifies equal subgraphs by a 32-bit hash, runs each node in the order of creation, loses panics on its own goroutine and
// hides the cause of errors; graph.go, plan.go, operation.go and program.go answer these in turn.
package ops
