package fault

import (
	"fmt"
	"runtime/debug"
)

// Crash is a panic that has become an error.
type Crash struct {
	Value any
	Stack []byte
}

func (c *Crash) Error() string { return fmt.Sprintf("unforeseen error: %v", c.Value) }

// Protect turns a panic of f into a *Crash: nothing that is wrong with one file or one job ends the program.
func Protect(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Crash{v, debug.Stack()}
		}
	}()
	return f()
}
