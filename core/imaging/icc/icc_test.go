package icc

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// displayP3 are the colours of Apple's profile of that name.
var displayP3 = Primaries{
	Red: [3]float64{0.515121, 0.241196, -0.001053}, Green: [3]float64{0.291977, 0.692245, 0.041885}, Blue: [3]float64{0.157104, 0.066574, 0.784073},
}

// srgbCurve is the formula of sRGB as a curve tag.
func srgbCurve() []byte { return formula(3, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045) }

// srgbTable is the same as a table of 1024 entries.
func srgbTable() []byte {
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), 1024)
	for i := range 1024 {
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(65535*linear(float64(i)/1023))))
	}
	return b
}

func withCurve(p Primaries, curve []byte) []byte {
	return assemble([]tag{{"rXYZ", xyzTag(p.Red)}, {"gXYZ", xyzTag(p.Green)}, {"bXYZ", xyzTag(p.Blue)}, {"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve}})
}

var srgbPrimaries = Primaries{Red: [3]float64{0.43607, 0.22249, 0.01392}, Green: [3]float64{0.38515, 0.71687, 0.09708}, Blue: [3]float64{0.14307, 0.06061, 0.71410}}

func transform(t testing.TB, data []byte) *Transform {
	t.Helper()
	f, err := New(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestKnownColours: values from the definitions of the spaces (CSS Color 4; Adobe RGB (1998)).
func TestKnownColours(t *testing.T) {
	p3, adobe := transform(t, withCurve(displayP3, srgbCurve())), transform(t, AdobeRGB().Profile("Adobe RGB"))
	for _, c := range []struct {
		name      string
		transform *Transform
		in, want  [3]float32
	}{
		{"P3 red", p3, [3]float32{1, 0, 0}, [3]float32{1.0931, -0.2267, -0.1501}},
		{"P3 green", p3, [3]float32{0, 1, 0}, [3]float32{-0.5116, 1.0183, -0.3107}},
		{"P3 blue", p3, [3]float32{0, 0, 1}, [3]float32{0, 0, 1.0420}},
		{"P3 white", p3, [3]float32{1, 1, 1}, [3]float32{1, 1, 1}},
		{"P3 grey", p3, [3]float32{0.5, 0.5, 0.5}, [3]float32{0.5, 0.5, 0.5}},
		{"Adobe green", adobe, [3]float32{0, 1, 0}, [3]float32{float32(-encode(0.39836)), 1, float32(-encode(0.04293))}},
		{"Adobe red", adobe, [3]float32{1, 0, 0}, [3]float32{float32(encode(1.39836)), 0, 0}},
		{"Adobe grey", adobe, [3]float32{0.5, 0.5, 0.5}, [3]float32{0.5040, 0.5040, 0.5040}},
	} {
		got := c.in
		c.transform.ToSRGB(got[:])
		for i, v := range got {
			if math.Abs(float64(v-c.want[i])) > 3e-3 {
				t.Errorf("%s is %.4f in sRGB, want %.4f", c.name, got, c.want)
				break
			}
		}
	}
}

// TestThereAndBack: all colours that 8 bits have come back to themselves, and those of 16 bits to within a fiftieth of a level of 8 bits.
func TestThereAndBack(t *testing.T) {
	for name, data := range map[string][]byte{
		"P3": withCurve(displayP3, srgbCurve()), "P3 by table": withCurve(displayP3, srgbTable()), "Adobe RGB": AdobeRGB().Profile("Adobe RGB"),
	} {
		f := transform(t, data)
		if f.Identity() {
			t.Errorf("%s is taken for sRGB", name)
		}
		worst := 0.0
		for i := range 200_000 {
			n := uint32(i) * 2654435761
			old := [3]float32{float32(n>>24) / 255, float32(n>>16&255) / 255, float32(n>>8&255) / 255}
			if i%2 == 0 {
				old = [3]float32{float32(n>>16) / 65535, float32(n>>8&65535) / 65535, float32(n&65535) / 65535}
			}
			rgb := old
			f.ToSRGB(rgb[:])
			f.FromSRGB(rgb[:])
			for c := range rgb {
				if old[c] > 0.004 { // below, curves without a straight beginning are steeper than floats are fine
					worst = max(worst, math.Abs(float64(rgb[c]-old[c])))
				} else if math.Abs(float64(rgb[c]-old[c])) > 0.4/255 {
					t.Fatalf("%s: %v comes back as %v", name, old, rgb)
				}
			}
		}
		if worst > 0.02/255 {
			t.Errorf("%s: values differ by %.2g after the way there and back", name, worst)
		}
	}
}

func TestSRGBIsNotConverted(t *testing.T) {
	for name, curve := range map[string][]byte{"formula": srgbCurve(), "table": srgbTable()} {
		f := transform(t, withCurve(srgbPrimaries, curve))
		rgb := [3]float32{0.1, 0.5, 0.9}
		f.ToSRGB(rgb[:])
		f.FromSRGB(rgb[:])
		if !f.Identity() || rgb != [3]float32{0.1, 0.5, 0.9} {
			t.Errorf("%s: identity %v, %v", name, f.Identity(), rgb)
		}
	}
}

func TestGreyProfiles(t *testing.T) {
	data := assemble([]tag{{"kTRC", []byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x01\x00")}}) // light itself
	copy(data[16:], "GRAY")
	f := transform(t, data)
	rgb := [3]float32{0.2140, 0.2140, 0.2140}
	f.ToSRGB(rgb[:])
	if !f.Gray() || math.Abs(float64(rgb[0])-0.5) > 1e-3 || math.Abs(float64(rgb[1]-rgb[2])) > 1e-4 {
		t.Errorf("gray %v, %v", f.Gray(), rgb)
	}
}

func TestFormulas(t *testing.T) {
	for kind, c := range map[uint16]struct {
		numbers []float64
		at      map[float64]float64
	}{
		0: {[]float64{2}, map[float64]float64{0.5: 0.25}},
		1: {[]float64{2, 1, -0.5}, map[float64]float64{0.25: 0, 1: 0.25}},
		2: {[]float64{2, 1, -0.5, 0.1}, map[float64]float64{0.25: 0.1, 1: 0.35}},
		3: {[]float64{2, 1, 0, 0.25, 0.25}, map[float64]float64{0.125: 0.03125, 0.5: 0.25}},
		4: {[]float64{2, 1, 0, 0.25, 0.25, 0.125, 0.0625}, map[float64]float64{0.125: 0.09375, 0.5: 0.375}},
	} {
		f, err := formulaCurve(formula(kind, c.numbers...))
		if err != nil {
			t.Fatal(err)
		}
		for x, want := range c.at {
			if got := f.light(x); math.Abs(got-want) > 2e-5 {
				t.Errorf("formula %d at %g is %g, want %g", kind, x, got, want)
			}
			if back := f.value(f.light(x)); math.Abs(back-x) > 1e-9 && f.light(back) != f.light(x) {
				t.Errorf("formula %d at %g comes back as %g", kind, x, back)
			}
		}
	}
}

// formula is a curve tag of a kind with its numbers.
func formula(kind uint16, numbers ...float64) []byte {
	b := binary.BigEndian.AppendUint16([]byte("para\x00\x00\x00\x00"), kind)
	b = append(b, 0, 0)
	for _, v := range numbers {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}

// TestSteepCurves: whatever a formula gives, light is between none and all, and colours are numbers.
func TestSteepCurves(t *testing.T) {
	for name, curve := range map[string][]byte{
		"steep": formula(1, 9.9, 32767, 32767), "high": formula(2, 1, 1, 0, 20000),
		"deep": formula(2, 1, 1, 0, -20000), "line": formula(4, 1, 1, 0, 32767, 1, 0, 32767),
	} {
		f := transform(t, withCurve(displayP3, curve))
		rgb := []float32{0, 0.25, 1, 1, 0.5, 0, 0.75, 0.75, 0.75}
		f.ToSRGB(rgb)
		for _, v := range rgb {
			if !(v >= -1 && v <= 2) {
				t.Fatalf("%s: %v", name, rgb)
			}
		}
	}
}

// TestWrittenProfiles state their size and begin each tag at a multiple of four, inside, as the format wants.
func TestWrittenProfiles(t *testing.T) {
	for _, name := range []string{"Adobe RGB", "a", "ab", "abc"} {
		b := AdobeRGB().Profile(name)
		number := func(at int) int { return int(binary.BigEndian.Uint32(b[at:])) }
		if number(0) != len(b) || string(b[36:40]) != "acsp" {
			t.Errorf("%s: %d bytes by the header, %d in all, marked %q", name, number(0), len(b), b[36:40])
		}
		for i := range number(header) {
			at := header + 4 + 12*i
			if from, size := number(at+4), number(at+8); from%4 != 0 || size < 8 || from+size > len(b) {
				t.Errorf("%s: tag %q has %d bytes from %d on, of %d", name, b[at:at+4], size, from, len(b))
			}
		}
	}
}

func TestBadProfiles(t *testing.T) {
	good := AdobeRGB().Profile("Adobe RGB")
	edit := func(f func(b []byte)) []byte {
		b := append([]byte(nil), good...)
		f(b)
		return b
	}
	for want, data := range map[string][]byte{
		"not a colour profile":                []byte("text"),
		"cut off":                             good[:len(good)-20],
		`is for "CMYK"`:                       edit(func(b []byte) { copy(b[16:], "CMYK") }),
		"not made of curves and a matrix":     edit(func(b []byte) { copy(b[20:], "Lab ") }),
		"makes no sense":                      withCurve(displayP3, []byte("curv\x00\x00\x00\x00\x00\x00\x00\x05\x01\x00")),
		"lie in one plane":                    withCurve(Primaries{}, srgbCurve()),
		"profile is not made of curves and a": assemble(nil),
	} {
		if _, err := New(data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// FuzzProfile: whatever the bytes are, there is an error or a transform of numbers.
func FuzzProfile(f *testing.F) {
	f.Add(AdobeRGB().Profile("Adobe RGB"))
	f.Add(withCurve(displayP3, srgbCurve()))
	f.Add(withCurve(displayP3, srgbTable()))
	f.Add(withCurve(displayP3, formula(1, 9.9, 32767, 32767)))
	f.Fuzz(func(t *testing.T, data []byte) {
		transform, err := New(data)
		if err != nil {
			return
		}
		rgb := [6]float32{0, 0.5, 1, 1, 0, 0.25}
		transform.ToSRGB(rgb[:])
		transform.FromSRGB(rgb[:])
		for _, v := range rgb {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("there and back: %v", rgb)
			}
		}
	})
}

func BenchmarkNew(b *testing.B) {
	for name, data := range map[string][]byte{"formula": withCurve(displayP3, srgbCurve()), "power": AdobeRGB().Profile("a"), "table": withCurve(srgbPrimaries, srgbTable())} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				transform(b, data)
			}
		})
	}
}

func BenchmarkToSRGB(b *testing.B) {
	f := transform(b, AdobeRGB().Profile("a"))
	rgb := make([]float32, 3<<16)
	for i := range rgb {
		rgb[i] = float32(i%256) / 255
	}
	b.SetBytes(1 << 16)
	for b.Loop() {
		f.convert(rgb)
		for i := range rgb {
			rgb[i] = min(max(rgb[i], 0), 1)
		}
	}
}
