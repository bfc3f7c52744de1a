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

// Items gives each content an output. Folders in the folders that were searched are kept, and no two contents share an output.
func (n Naming) Items(found []Found) []Item {
	var items []Item
	taken := map[string]bool{}
	for _, f := range found {
		path := filepath.Join(n.Folder, n.name(f.Below))
		free := path
		for i := 2; taken[strings.ToLower(free)]; i++ { // some disks do not tell a from A
			free = Numbered(path, i)
		}
		taken[strings.ToLower(free)] = true
		items = append(items, Item{f.Path, free, n.Folder != ""})
	}
	return items
}

func (n Naming) name(below string) string {
	extension := filepath.Ext(below)
	stem := strings.TrimSuffix(below, extension)
	switch {
	case n.Extension != "":
		extension = n.Extension
	case imaging.CanSave("a"+extension) != nil:
		extension = ".png"
	}
	return stem + n.Suffix + extension
}

// Numbered puts -i before the ending of a name.
func Numbered(path string, i int) string {
	extension := filepath.Ext(path)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, extension), i, extension)
}
