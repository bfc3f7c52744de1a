// Package lock keeps two processes from working in the same place: a file that only one of them can hold. The system lets go of it when the process ends,
// however it ends.
package lock
