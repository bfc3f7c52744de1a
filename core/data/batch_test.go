package data

import "testing"

func BenchmarkBatch(b *testing.B) {
	set := testSet(b, 40, 480, 384)
	b.ResetTimer()
	for i := range b.N {
		if _, err := set.Batch(i); err != nil {
			b.Fatal(err)
		}
	}
}

// testSet is a set of pictures of noise, as many contents as styles.
func testSet(t testing.TB, count, width, height int) *Set {
	t.Helper()
	set, err := (&Set{}).With(Recipe())
	if err != nil {
		t.Fatal(err)
	}
	for i := range count {
		p := &picture{name: string(rune('a' + i)), width: width, height: height, pix: make([]byte, width*height*3)}
		d := newDice(uint64(i))
		for j := range p.pix {
			p.pix[j] = byte(d.next())
		}
		set.content, set.style = append(set.content, p), append(set.style, p)
	}
	return set
}
