package weights

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// golden unpacks one of the authors' checkpoint files, of which tensor k is filled with (k+1)/256.
func golden(t testing.TB, name string) []byte {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "golden", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(unzip)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadTorchGolden(t *testing.T) {
	for _, c := range []struct {
		name    string
		count   int
		first   string
		shape   []int // of the first
		last    string
		numbers int // of all
	}{
		{"vgg_normalised.pth", 34, "0.weight", []int{3, 3, 1, 1}, "51.bias", 20024396},
		{"art.decoder_iter_160000.pth.tar", 18, "1.weight", []int{256, 512, 3, 3}, "28.bias", 3505219},
		{"art.sct_iter_160000.pth.tar", 14, "cnet.0.weight", []int{256, 512, 1, 1}, "uncompress.bias", 1664320},
		{"photo.decoder_iter_160000.pth.tar", 18, "1.weight", []int{256, 512, 3, 3}, "28.bias", 3505219},
		{"photo.sct_iter_160000.pth.tar", 10, "cnet.0.weight", []int{128, 256, 1, 1}, "uncompress.bias", 344640},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, golden(t, c.name), 0o644); err != nil {
			t.Fatal(err)
		}
		tensors, order, err := ReadTorch(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(order) != c.count || len(tensors) != c.count || order[0] != c.first || order[len(order)-1] != c.last {
			t.Errorf("%s holds %q", c.name, order)
		}
		if got := tensors[c.first].Shape; !slices.Equal(got, c.shape) {
			t.Errorf("%s: %s has shape %v, want %v", c.name, c.first, got, c.shape)
		}
		if n := checkConstant(t, tensors, order); n != c.numbers {
			t.Errorf("%s holds %d numbers, want %d", c.name, n, c.numbers)
		}
	}
}

// checkConstant expects (k+1)/256 throughout the k-th tensor and counts the numbers.
func checkConstant(t *testing.T, tensors map[string]Tensor, order []string) (count int) {
	for k, name := range order {
		v := tensors[name]
		if err := v.check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		want := float32(k+1) / 256
		if i := slices.IndexFunc(v.Data, func(x float32) bool { return x != want }); i >= 0 {
			t.Errorf("%s[%d] = %v, want %v", name, i, v.Data[i], want)
		}
		count += len(v.Data)
	}
	return count
}

func TestReadTorchWindows(t *testing.T) {
	three := []byte{0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64, 0, 0, 192, 64} // 1 2 3 4 5 6
	for _, c := range []struct {
		what   string
		tensor window
		want   []float32
		fault  string
	}{
		{what: "offset", tensor: window{offset: 2, shape: []int{2, 2}, stride: []int{2, 1}}, want: []float32{3, 4, 5, 6}},
		{what: "transposed", tensor: window{shape: []int{3, 2}, stride: []int{1, 3}}, want: []float32{1, 4, 2, 5, 3, 6}},
		{what: "columns", tensor: window{offset: 1, shape: []int{2}, stride: []int{3}}, want: []float32{2, 5}},
		{what: "expanded", tensor: window{offset: 5, shape: []int{3}, stride: []int{0}}, want: []float32{6, 6, 6}},
		{what: "number", tensor: window{offset: 3, shape: []int{}, stride: []int{}}, want: []float32{4}},
		{what: "nothing", tensor: window{shape: []int{0, 5}, stride: []int{5, 1}}, want: []float32{}},
		{what: "any stride for one", tensor: window{shape: []int{1, 2}, stride: []int{77, 1}}, want: []float32{1, 2}},
		{what: "beyond", tensor: window{offset: 3, shape: []int{2, 2}, stride: []int{2, 1}}, fault: "reaches beyond"},
		{what: "far", tensor: window{offset: math.MaxInt, shape: []int{2}, stride: []int{1}}, fault: "beyond storage"},
		{what: "before", tensor: window{offset: -1, shape: []int{2}, stride: []int{1}}, fault: "beyond storage"},
		{what: "backwards", tensor: window{offset: 5, shape: []int{2}, stride: []int{-1}}, fault: "strides"},
		{what: "ranks", tensor: window{shape: []int{2}, stride: []int{2, 1}}, fault: "differ in length"},
		{what: "negative", tensor: window{shape: []int{-2, -3}, stride: []int{1, 1}}, fault: "dimension of -2"},
		{what: "bomb", tensor: window{shape: []int{1 << 30, 1 << 30}, stride: []int{0, 0}}, fault: "only"},
		{what: "overflow", tensor: window{shape: []int{1 << 30, 1 << 30, 1 << 30}, stride: []int{0, 0, 0}}, fault: "too large"},
	} {
		c.tensor.kind, c.tensor.count = "FloatStorage", 6
		for format, b := range map[string][]byte{
			"zip":    archive(t, dictionary(c.tensor), three),
			"legacy": legacy(dictionary(c.tensor), 6, three),
		} {
			tensors, _, err := decodeTorch(b)
			if differs(err, c.fault) {
				t.Errorf("%s, %s: error %v, want %q", c.what, format, err, c.fault)
			} else if err == nil && !slices.Equal(tensors["x"].Data, c.want) {
				t.Errorf("%s, %s: %v, want %v", c.what, format, tensors["x"].Data, c.want)
			}
		}
	}
}

func TestReadTorchTypes(t *testing.T) {
	for kind, b := range map[string][]byte{
		"FloatStorage":    {0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0},
		"HalfStorage":     {0, 0x3c, 0, 0xc1},
		"BFloat16Storage": {0x80, 0x3f, 0x20, 0xc0},
		"DoubleStorage":   {0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 4, 0xc0},
	} {
		w := window{kind: kind, count: 2, shape: []int{2}, stride: []int{1}}
		tensors, _, err := decodeTorch(archive(t, dictionary(w), b))
		if want := []float32{1, -2.5}; err != nil || !slices.Equal(tensors["x"].Data, want) {
			t.Errorf("%s: %v %v, want %v", kind, tensors, err, want)
		}
	}
}

func TestReadTorchRefuses(t *testing.T) {
	good := window{kind: "FloatStorage", count: 1, shape: []int{1}, stride: []int{1}}
	one := []byte{0, 0, 128, 63}
	vgg := golden(t, "vgg_normalised.pth")
	decoder := golden(t, "photo.sct_iter_160000.pth.tar")
	for _, c := range []struct {
		what  string
		b     []byte
		fault string
	}{
		{"empty", nil, "empty"},
		{"text", []byte("<!DOCTYPE html><html>"), "not a PyTorch checkpoint"},
		{"other pickle", []byte("\x80\x02}."), "not a PyTorch checkpoint"},
		{"other archive", rawArchive(t, map[string][]byte{"a/b": one}), "not a PyTorch checkpoint"},
		{"legacy cut in the dictionary", vgg[:2000], "cut short"},
		{"legacy cut in the numbers", vgg[:len(vgg)-1], "cut short"},
		{"zip cut", decoder[:len(decoder)-1000], "cut short"},
		{"code", archive(t, []byte("\x80\x02cposix\nsystem\nX\x02\x00\x00\x00ls\x85R."), one), `"posix.system"`},
		{"unlisted class of the library", archive(t, []byte("\x80\x02ccopy_reg\n_reconstructor\n."), one), `"copy_reg._reconstructor"`},
		{"whole numbers", archive(t, dictionary(window{kind: "LongStorage", count: 1}), one), `"torch.LongStorage"`},
		{"long string", archive(t, []byte("\x80\x02X\xff\xff\xff\x7f."), one), "damaged"},
		{"empty integer", archive(t, []byte("\x80\x02\x8a\x00."), one), "damaged"},
		{"unknown instruction", archive(t, []byte("\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\x7f."), one), "0x95"},
		{"last instruction", archive(t, []byte("\x80\x02\xff."), one), "0xff"},
		{"odd items", archive(t, []byte("\x80\x02}(K\x01u."), one), "damaged"},
		{"unhashable key", archive(t, []byte("\x80\x02ccollections\nOrderedDict\n)Rctorch._utils\n_rebuild_parameter\nNs."), one), "damaged"},
		{"open marks", archive(t, []byte("\x80\x02"+strings.Repeat("(", 1000)+"."), one), "damaged"},
		{"states without end", archive(t, []byte("\x80\x02ccollections\nOrderedDict\n)R}(U\x01xNuq\x00b"+strings.Repeat("h\x00b", maxBuilds)+"."), one), "damaged"},
		{"endless", archive(t, []byte("\x80\x02"+strings.Repeat("N", 1<<19)+"."), one), "too large"},
		{"no tensors", archive(t, []byte("\x80\x02}."), one), "no tensors"},
		{"a number", archive(t, []byte("\x80\x02K\x01."), one), "no dictionary"},
		{"a dictionary of numbers", archive(t, []byte("\x80\x02}X\x04\x00\x00\x00stepK\x01s."), one), `"step" is not a tensor`},
		{"storage too short", archive(t, dictionary(good), one[:3]), "has 3 bytes"},
		{"storage too long", archive(t, dictionary(good), append(one, 0)), "has 5 bytes"},
		{"storage missing", rawArchive(t, map[string][]byte{"a/data.pkl": dictionary(good)}), "missing"},
		{"big-endian", rawArchive(t, map[string][]byte{"a/byteorder": []byte("big")}), "big-endian"},
		{"compressed", bomb(t), "compressed"},
		{"twice", archive(t, dictionary(good, good), one), "twice"},
	} {
		if _, _, err := decodeTorch(c.b); err == nil || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: error %v, want %q", c.what, err, c.fault)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: the error is more than one line: %v", c.what, err)
		}
	}
}

// TestTensorsTogetherAreBounded: each of two that share a storage has fewer elements than the file has bytes, both have more.
func TestTensorsTogetherAreBounded(t *testing.T) {
	w := window{kind: "FloatStorage", count: 1, shape: []int{600}, stride: []int{0}}
	pickle := strings.Replace(string(dictionary(w, w)), text("x"), text("y"), 1)
	b := archive(t, []byte(pickle), []byte{0, 0, 128, 63})
	if len(b) < 600 || len(b) >= 1200 {
		t.Fatalf("the file has %d bytes", len(b))
	}
	if _, _, err := decodeTorch(b); differs(err, "only") {
		t.Errorf("two tensors: %v", err)
	}
}

// TestPartsTogetherAreBounded: two parts of an archive may not be the same bytes.
func TestPartsTogetherAreBounded(t *testing.T) {
	part := make([]byte, 1000)
	b := rawArchive(t, map[string][]byte{"a/x": part, "a/y": part})
	second, list, end := bytes.LastIndex(b, []byte("PK\x03\x04")), bytes.Index(b, []byte("PK\x01\x02")), bytes.Index(b, []byte("PK\x05\x06"))
	last := bytes.LastIndex(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[last+42:], 0) // where the part begins
	binary.LittleEndian.PutUint32(b[end+16:], uint32(second))
	if _, err := openZip(append(b[:second:second], b[list:]...)); differs(err, `"a/y" is damaged`) {
		t.Errorf("%v", err)
	}
}

func TestReadTorchNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.pth")
	if err := os.WriteFile(path, []byte("<html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, path + ".missing", filepath.Dir(path)} {
		if _, _, err := ReadTorch(p); err == nil || !strings.Contains(err.Error(), p) {
			t.Errorf("the error does not name %s: %v", p, err)
		}
	}
}

// differs tells that err is not the wanted one: none for "".
func differs(err error, want string) bool {
	if want == "" || err == nil {
		return (want == "") != (err == nil)
	}
	return !strings.Contains(err.Error(), want)
}
