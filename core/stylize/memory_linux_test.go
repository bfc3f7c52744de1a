package stylize

import (
	"os"
	"path/filepath"
	"testing"
)

// TestControlGroups: the tightest limit counts, of the process's own group or of one around it, in both versions; cached files count as free.
func TestControlGroups(t *testing.T) {
	const unlimited = "9223372036854771712\n"
	for name, c := range map[string]struct {
		list  string
		files map[string]string
		want  int64
	}{
		"none":        {"0::/\n", nil, 0},
		"the root":    {"0::/\n", map[string]string{"memory.max": "1000\n", "memory.current": "300\n"}, 700},
		"no limit":    {"0::/a\n", map[string]string{"a/memory.max": "max\n", "a/memory.current": "300\n"}, 0},
		"nested":      {"0::/a/b\n", map[string]string{"a/b/memory.max": "max\n", "a/memory.max": "1000\n", "a/memory.current": "300\n", "memory.max": "5000\n"}, 700},
		"cache":       {"0::/a\n", map[string]string{"a/memory.max": "1000\n", "a/memory.current": "990\n", "a/memory.stat": "anon 90\ninactive_file 900\n"}, 910},
		"used up":     {"0::/a\n", map[string]string{"a/memory.max": "1000\n", "a/memory.current": "1001\n"}, 1},
		"a container": {"0::/docker/5f\n", map[string]string{"memory.max": "1000\n", "memory.current": "300\n"}, 700},
		"outside":     {"0::/../../x\n", map[string]string{"memory.max": "1000\n", "memory.current": "300\n"}, 700},
		"version 1": {"9:cpu:/a\n4:hugetlb,memory:/a/b\n0::/\n", map[string]string{
			"memory/memory.limit_in_bytes": unlimited, "memory/a/memory.limit_in_bytes": "1000\n", "memory/a/memory.usage_in_bytes": "400\n",
			"memory/a/memory.stat": "inactive_file 1\ntotal_inactive_file 100\n", "memory/a/b/memory.limit_in_bytes": unlimited, "cpu/a/memory.max": "1\n",
		}, 700},
	} {
		root := t.TempDir()
		for path, content := range c.files {
			path = filepath.Join(root, path)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		list := filepath.Join(t.TempDir(), "cgroup")
		if err := os.WriteFile(list, []byte(c.list), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := leftInGroups(list, root); got != c.want {
			t.Errorf("%s: %d bytes, want %d", name, got, c.want)
		}
	}
	if got := leftInGroups(filepath.Join(t.TempDir(), "gone"), t.TempDir()); got != 0 {
		t.Errorf("without a list: %d", got)
	}
}
