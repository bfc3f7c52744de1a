// Command restyle-cli is Restyle from the command line: pictures, folders and videos in other styles, the same results again from recipes, styles and
// models kept, imported and exported, trainings on own styles, distillation of encoders, and measures of quality and speed.
//
// main.go hands the arguments to run, which finds the command in the list in run.go. A command turns flags into calls of the core: core/batch for
// pictures, core/film for videos, core/model, core/onnx, core/train with core/teach, and core/metrics. Results go to standard output, progress (progress.go,
// docs/files.md) and errors to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
package main
