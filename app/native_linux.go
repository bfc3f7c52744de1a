//go:build !nogtk

package app

// #cgo pkg-config: gtk+-3.0
// #include <gtk/gtk.h>
//
// // settle lets GTK work for a while: timers, answers of the file system and redrawing that the dialog had begun.
// static void settle(int milliseconds) {
// 	GdkDisplay *display = gdk_display_get_default();
// 	gint64 end = g_get_monotonic_time() + 1000 * (gint64)milliseconds;
// 	while (display != NULL && g_get_monotonic_time() < end) {
// 		if (!g_main_context_iteration(NULL, FALSE)) {
// 			gdk_display_flush(display);
// 			g_usleep(2000);
// 		}
// 	}
// }
import "C"

// settling is how long GTK works on after a dialog has closed, in milliseconds: some frames of its animations.
const settling = 100

// settleDialog takes a closed dialog off the screen. The dialog package empties GTK's queue once; what is still to be sent then, as while a
// frame is being drawn, would stay where it is until the next dialog, since nobody else runs GTK's loop. It belongs on the dialog's thread.
func settleDialog() { C.settle(settling) }
