package stylize

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// freeMemory is the memory in bytes that this process can still take: of the machine, or of its control groups if that is less. 0: unknown.
func freeMemory() int64 {
	free := value("/proc/meminfo", "MemAvailable:") << 10
	if left := leftInGroups("/proc/self/cgroup", "/sys/fs/cgroup"); left > 0 && (free == 0 || left < free) {
		free = left
	}
	return free
}

// groups are the names of what a version of control groups tells of memory.
type groups struct{ limit, used, cache string }

var (
	firstGroups  = groups{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"}
	secondGroups = groups{"memory.max", "memory.current", "inactive_file"}
)

// leftInGroups is what the limits of the control groups that a file lists, and of those around them, leave in bytes; 0: there are none. In a container the names may
// be those of the machine, which are not found; its own group is the root then.
func leftInGroups(list, root string) (least int64) {
	b, err := os.ReadFile(list)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) { // hierarchy:controllers:group
		_, rest, _ := strings.Cut(strings.TrimSpace(line), ":")
		controllers, group, _ := strings.Cut(rest, ":")
		version, top := secondGroups, root
		if slices.Contains(strings.Split(controllers, ","), "memory") {
			version, top = firstGroups, filepath.Join(root, "memory")
		} else if controllers != "" {
			continue
		}
		for folder := filepath.Join(top, filepath.Clean("/"+group)); ; folder = filepath.Dir(folder) {
			if left := version.left(folder); left > 0 && (least == 0 || left < least) {
				least = left
			}
			if folder == top {
				break
			}
		}
	}
	return least
}

// left is what the limit of a group leaves, at least a byte; 0: it has no limit. What files were cached in is given up when memory is wanted.
func (g groups) left(folder string) int64 {
	limit := number(filepath.Join(folder, g.limit))
	if limit == 0 {
		return 0
	}
	return max(limit-number(filepath.Join(folder, g.used))+value(filepath.Join(folder, "memory.stat"), g.cache), 1)
}

// value reads the number behind a name in a file of such lines; 0 where it is not there.
func value(path, name string) int64 {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == name {
			n, _ := strconv.ParseInt(words[1], 10, 64)
			return n
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

// largest is the largest size that the process has had in memory in bytes. 0: unknown.
func largest() int64 { return value("/proc/self/status", "VmHWM:") << 10 }
