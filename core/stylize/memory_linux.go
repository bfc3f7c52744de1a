package stylize

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// freeMemory is the memory in bytes that this process can still take: of the machine, or of the control group if that is less. 0: unknown.
func freeMemory() int64 {
	free := available("/proc/meminfo")
	limit, used := number("/sys/fs/cgroup/memory.max"), number("/sys/fs/cgroup/memory.current")
	if limit > 0 && used < limit && (free == 0 || limit-used < free) {
		free = limit - used
	}
	return free
}

// available reads the line "MemAvailable: 123 kB".
func available(path string) int64 {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	for lines := bufio.NewScanner(bytes.NewReader(b)); lines.Scan(); {
		var kilobytes int64
		if n, _ := fmt.Sscanf(lines.Text(), "MemAvailable: %d kB", &kilobytes); n == 1 {
			return kilobytes << 10
		}
	}
	return 0
}

// number reads a file that holds one number; 0 where it is not there or says "max".
func number(path string) int64 {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// resident is the process's size in memory in bytes. 0: unknown.
func resident() int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var all, present int64
	if n, _ := fmt.Sscan(string(b), &all, &present); n != 2 {
		return 0
	}
	return present * int64(os.Getpagesize())
}
