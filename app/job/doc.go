// Package job is work in the background: a Job runs, can be paused and cancelled, and ends with an error at worst, even if it crashes. A Line
// runs the latest of several wishes on one goroutine. A Mailbox hands over the latest of many values. It knows neither pictures nor windows.
package job
