package weights

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"testing"
)

// window describes a tensor "x" for a checkpoint made by hand: numbers of storage "0".
type window struct {
	kind          string
	count, offset int
	shape, stride []int
}

// dictionary is the pickle that torch.save writes for {"x": tensor}, once more for each further window.
func dictionary(windows ...window) []byte {
	b := []byte("\x80\x02}(")
	for _, w := range windows {
		b = append(b, text("x")+"ctorch._utils\n_rebuild_tensor_v2\n(("+text("storage")...)
		b = append(b, "ctorch\n"+w.kind+"\n"+text("0")+text("cpu")+number(w.count)+"NtQ"...)
		b = append(b, number(w.offset)+tuple(w.shape)+tuple(w.stride)+"\x89ccollections\nOrderedDict\n)RtR"...)
	}
	return append(b, "u."...)
}

func text(s string) string { return fmt.Sprintf("X%c\x00\x00\x00%s", len(s), s) }

func number(n int) string {
	return "\x8a\x08" + string(binary.LittleEndian.AppendUint64(nil, uint64(n)))
}

func tuple(ns []int) string {
	s := "("
	for _, n := range ns {
		s += number(n)
	}
	return s + "t"
}

// archive is the zip format around a pickle and the bytes of storage "0".
func archive(t testing.TB, pickle, storage []byte) []byte {
	t.Helper()
	return rawArchive(t, map[string][]byte{"archive/data.pkl": pickle, "archive/data/0": storage, "archive/version": []byte("3\n")})
}

func rawArchive(t testing.TB, parts map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write(parts[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is an archive of a part that is much larger than the archive.
func bomb(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("archive/data/0")
	if err == nil {
		_, err = w.Write(make([]byte, 1<<20))
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// legacy is the older format around a pickle and the count numbers of storage "0".
func legacy(pickle []byte, count int, storage []byte) []byte {
	b := []byte("\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}" + text("little_endian") + "\x88s.")
	b = append(b, pickle...)
	b = append(b, "\x80\x02]"+text("0")+"a."...)
	b = binary.LittleEndian.AppendUint64(b, uint64(count))
	return append(b, storage...)
}
