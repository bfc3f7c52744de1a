package batch

import (
	"fmt"
	"path/filepath"
	"strings"

	"restyle/core/imaging"
)

// Item is a content and the file that its result becomes.
type Item struct {
	Content, Output string
	MakeFolder      bool // the output's folder may be made
}

// Naming says what results are called.
type Naming struct {
	Folder    string // of the results; empty: the current one
	Suffix    string // behind the content's name; empty: the same name
	Extension string // such as ".png"; empty: that of the content where it can be written, .png otherwise
}

// Items gives each content an output. Folders in the folders that were searched are kept, and no two contents share an output: of those that would, each
// carries its ending in the name (photo-bmp.png, photo-webp.png) or, where these do not differ, the folder that it is from (photo-beach.png), or both. Such a
// name is not that of another content in an earlier run, whichever pictures have come since; what is the same in all of that is numbered.
func (n Naming) Items(found []Found) []Item {
	paths, sharing := make([]string, len(found)), map[string][]int{}
	for i, f := range found {
		paths[i] = n.path(f, "")
		key := strings.ToLower(paths[i]) // some disks do not tell a from A
		sharing[key] = append(sharing[key], i)
	}
	for _, group := range sharing {
		for i, tag := range tags(found, group) {
			paths[group[i]] = n.path(found[group[i]], tag)
		}
	}
	var items []Item
	taken := map[string]bool{}
	for i, f := range found {
		free := paths[i]
		for k := 2; taken[strings.ToLower(free)]; k++ {
			free = Numbered(paths[i], k)
		}
		taken[strings.ToLower(free)] = true
		items = append(items, Item{f.Path, free, n.Folder != ""})
	}
	return items
}

// tags tell contents of a group apart as well as can be; none: nothing does, or there is one only.
func tags(found []Found, group []int) (best []string) {
	ending := func(f Found) string { return "-" + strings.TrimPrefix(filepath.Ext(f.Below), ".") }
	folder := func(f Found) string { return "-" + f.place() }
	both := func(f Found) string { return folder(f) + ending(f) }
	most := 1
	for _, kind := range []func(Found) string{ending, folder, both} {
		var all []string
		different := map[string]bool{}
		for _, i := range group {
			all = append(all, kind(found[i]))
			different[strings.ToLower(kind(found[i]))] = true
		}
		if len(different) > most {
			best, most = all, len(different)
		}
	}
	return best
}

// place is the name of the folder that was searched, or that a file which was named itself lies in.
func (f Found) place() string {
	folder, err := filepath.Abs(strings.TrimSuffix(f.Path, f.Below))
	if err != nil {
		return ""
	}
	return filepath.Base(folder)
}

// path is the output of a content; tag tells it from others of its name.
func (n Naming) path(f Found, tag string) string {
	extension := filepath.Ext(f.Below)
	stem := strings.TrimSuffix(f.Below, extension)
	switch {
	case n.Extension != "":
		extension = n.Extension
	case imaging.CanSave("a"+extension) != nil:
		extension = ".png"
	}
	return filepath.Join(n.Folder, stem+tag+n.Suffix+extension)
}

// Numbered puts -i before the ending of a name.
func Numbered(path string, i int) string {
	extension := filepath.Ext(path)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, extension), i, extension)
}
