package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf16"
)

// resource is a file of Qt resources (.rcc, since Qt 5): a tree of names whose leaves are files. Numbers are big endian.
type resource struct {
	data       []byte
	tree       int // where the nodes begin
	files      int // where the contents begin
	names      int // where the names begin
	nodeLength int
}

const (
	compressedByZlib = 1
	isFolder         = 2
	compressedByZstd = 4
)

var errResource = errors.New("this is no file of Qt resources, or it is cut off")

// openResource reads the header: "qres", version, and where the three parts begin.
func openResource(file string) (*resource, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the resources: %w", err)
	}
	if len(data) < 20 || string(data[:4]) != "qres" {
		return nil, fmt.Errorf("read %s: %w", file, errResource)
	}
	at := func(i int) int { return int(binary.BigEndian.Uint32(data[i:])) }
	data = slices.Clip(data) // nothing is read behind its end
	r := &resource{data: data, tree: at(8), files: at(12), names: at(16), nodeLength: 22}
	if at(4) < 2 {
		r.nodeLength = 14 // without the time of the change
	}
	return r, nil
}

// read is the content of the one file whose path ends so.
func (r *resource) read(suffix string) (content []byte, err error) {
	defer func() {
		if recover() != nil { // an offset outside the file
			content, err = nil, errResource
		}
	}()
	return r.find(0, "", "/"+suffix)
}

// find searches the tree below a node. Nodes are: name, flags, then number and first index of a folder's nodes, or country, language and place of
// a file's content.
func (r *resource) find(node int, folder, suffix string) ([]byte, error) {
	n := r.data[r.tree+node*r.nodeLength:][:r.nodeLength]
	flags := binary.BigEndian.Uint16(n[4:])
	name := folder
	if node > 0 {
		name = path.Join(folder, r.name(int(binary.BigEndian.Uint32(n))))
	}
	if flags&isFolder == 0 {
		if !strings.HasSuffix("/"+name, suffix) {
			return nil, os.ErrNotExist
		}
		return r.content(int(binary.BigEndian.Uint32(n[10:])), flags)
	}
	count, first := int(binary.BigEndian.Uint32(n[6:])), int(binary.BigEndian.Uint32(n[10:]))
	for i := first; i < first+count; i++ {
		if found, err := r.find(i, name, suffix); !errors.Is(err, os.ErrNotExist) {
			return found, err
		}
	}
	return nil, os.ErrNotExist
}

// name is UTF-16 behind its length and a hash.
func (r *resource) name(at int) string {
	units := make([]uint16, binary.BigEndian.Uint16(r.data[r.names+at:]))
	for i := range units {
		units[i] = binary.BigEndian.Uint16(r.data[r.names+at+6+2*i:])
	}
	return string(utf16.Decode(units))
}

func (r *resource) content(at int, flags uint16) ([]byte, error) {
	if flags&(compressedByZlib|compressedByZstd) != 0 {
		return nil, errors.New("it is compressed, which pictures in resources are not")
	}
	n := int(binary.BigEndian.Uint32(r.data[r.files+at:]))
	return r.data[r.files+at+4:][:n], nil
}
