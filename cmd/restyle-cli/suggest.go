package main

import (
	"flag"
	"strings"
)

// closest is the name that a misspelt word was meant for: at most two letters off, and fewer than half of them; empty: none.
func closest(word string, names []string) string {
	best, least := "", 3
	for _, name := range names {
		if d := distance(word, name); d < least && 2*d < len(name) {
			best, least = name, d
		}
	}
	return best
}

// distance is the number of letters that are wrong, missing, too many, or swapped with the next between two words.
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1) // of the two shorter beginnings of a
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// commandLike is the command, or the group of commands, that misspelt arguments were meant for; empty: none.
func commandLike(args []string) string {
	var one, two []string
	for _, c := range commands() {
		first, _, grouped := strings.Cut(c.name, " ")
		one = append(one, first)
		if grouped {
			two = append(two, c.name)
		}
	}
	if len(args) > 1 {
		if name := closest(args[0]+" "+args[1], two); name != "" {
			return name
		}
	}
	return closest(args[0], one)
}

// elsewhere are options of other programs, and what they are called here.
var elsewhere = map[string]string{"output": "o", "out": "o", "overwrite": "force", "fps": "rate"}

// optionLike is the option that a misspelt name was meant for; empty: none.
func optionLike(name string, f *flag.FlagSet) string {
	if here := elsewhere[name]; f.Lookup(here) != nil {
		return here
	}
	var names []string
	f.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return closest(name, names)
}
