// Command restyle-cli is Restyle from the command line: stylizing pictures, keeping styles and models, training and measuring.
//
// main.go hands the arguments to run, which finds the command; each command is a file that turns flags into calls of core/stylize,
// core/model and core/train. Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 failed, 2 wrong
// usage, 130 interrupted.
package main
