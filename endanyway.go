package main

import (
	"fmt"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
	"time"
)

// endPatience is how long the program may take to save and end when the system ends it.
const endPatience = 30 * time.Second

// endAnyway sees to it that the program ends when the system wants that, whatever keeps it: standard error is told what every goroutine was doing.
func endAnyway() {
	wanted := make(chan os.Signal, 1)
	signal.Notify(wanted, os.Interrupt, syscall.SIGTERM)
	<-wanted
	time.Sleep(endPatience)
	fmt.Fprintf(os.Stderr, "restyle: the program did not end within %v:\n", endPatience)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
