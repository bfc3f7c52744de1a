// Package fault gives names to the errors that people meet, so that a window can say them in the person's language.
//
// An error stays what it was: one sentence in English, in which causes are wrapped. Mark adds a name, such as "file.forbidden", and the data of the
// sentence, such as the name of the file. The package that knows most about an error marks it; Of finds the outermost mark.
// Protect makes errors of panics.
package fault
