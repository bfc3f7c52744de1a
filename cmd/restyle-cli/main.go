package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	debug.SetGCPercent(50) // pictures and weights are large and few: less garbage is worth more than fewer collections
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the program at once
	}()
	os.Exit(run(&program{ctx: ctx, out: os.Stdout, err: os.Stderr}, os.Args[1:]))
}
