// Package nn builds neural networks: named parameters, layers and graphs that are compiled once for a shape and run many times.
//
// A Scope makes parameters, drawn at random or read from a file by the same code. A Builder adds layers to a graph; its first error sticks
// until Compile returns it. A Graph runs on a Machine (threads and memory, one per goroutine): fill the inputs' Data, Run, read the
// outputs' Data. If it was compiled with a loss, Run fills the Grad of the parameters that train. Parameters are shared by all graphs;
// whoever changes a Value calls Changed, and no graph may run meanwhile.
package nn
