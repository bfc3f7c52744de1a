// Package app is where the desktop program is put together: Run opens the window that package views fills with what package state holds, and
// gives state what it needs from outside: a way to the window's goroutine, file dialogs, notifications, the clipboard.
//
// post.go holds the only call of fyne.Do: everything that comes back from other goroutines goes through it. The tests in app/e2e
// drive the real window on a display of its own.
package app
