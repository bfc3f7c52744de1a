//go:build !linux

package stylize

// freeMemory is unknown here: see defaultLimit.
func freeMemory() int64 { return 0 }

// resident is unknown here: see Session.held.
func resident() int64 { return 0 }

// largest is unknown here.
func largest() int64 { return 0 }
