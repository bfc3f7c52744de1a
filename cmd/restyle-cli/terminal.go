package main

import (
	"io"
	"os"
	"strconv"
	"strings"
)

// terminalWidth is the number of columns of the terminal behind a writer, or what $COLUMNS says, or 80.
func terminalWidth(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n := columns(f); n > 0 {
			return n
		}
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return 80
}

// fit cuts letters out of a line that takes more columns of a terminal, behind its first third: its end says how far things are.
func fit(line string, most int) string {
	runes := []rune(line)
	if width(runes) <= most {
		return line
	}
	begin, end, room := 0, len(runes), most-1 // 1 for the dots
	for width(runes[:begin+1]) <= room/3 {
		begin++
	}
	for room -= width(runes[:begin]); width(runes[end-1:]) <= room; {
		end--
	}
	return string(runes[:begin]) + "…" + string(runes[end:])
}

// width is the number of columns that letters take; those of East Asia take two.
func width(runes []rune) int {
	n := 0
	for _, r := range runes {
		n++
		if r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f ||
			r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x1f300 && r <= 0x1faff || r >= 0x20000 && r <= 0x3fffd {
			n++
		}
	}
	return n
}

// column fills a name up with spaces, so that what follows it stands below what follows others.
func column(name string, columns int) string {
	return name + strings.Repeat(" ", max(0, columns-width([]rune(name))))
}
