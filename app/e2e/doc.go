// Package e2e drives the real window of the desktop program on a screen of its own (Xvfb), with mouse and keyboard (xdotool) and with files dropped
// as a file manager would drop them. It reads what happened from the program's log. Where Xvfb or xdotool is missing, its tests are skipped.
package e2e
