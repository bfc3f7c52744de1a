package data

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"restyle/core/imaging"
)

// TestTheGateHoldsLargePicturesBack: never more pixels than it lets in, but for one picture that has more by itself.
func TestTheGateHoldsLargePicturesBack(t *testing.T) {
	g := newGate(100)
	var lock sync.Mutex
	var wg sync.WaitGroup
	inside, pictures, together := 0, 0, 0
	count := func(pixels, picture int) {
		lock.Lock()
		defer lock.Unlock()
		inside, pictures = inside+pixels, pictures+picture
		together = max(together, pictures)
		if inside > 100 && pictures > 1 {
			t.Errorf("%d pictures of %d pixels are inside", pictures, inside)
		}
	}
	for i := range 200 {
		wg.Go(func() {
			pixels := []int{1, 40, 60, 100, 300}[i%5]
			leave, err := g.enter(t.Context(), pixels)
			if err != nil {
				t.Error(err)
				return
			}
			count(pixels, 1)
			count(-pixels, -1)
			leave()
		})
	}
	wg.Wait()
	if g.inside != 0 {
		t.Errorf("%d pixels have not left", g.inside)
	}
	for range 2 { // small ones do not wait for each other
		if _, err := g.enter(t.Context(), 50); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPicturesAreReadThroughTheGate, and one that waits there when reading is cancelled is not read any more.
func TestPicturesAreReadThroughTheGate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.png")
	write(t, path, 40, 30)
	l := loader{side: 512, pixels: 10_000, limits: imaging.Limits{}, gate: newGate(1300)}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	leave, err := l.gate.enter(ctx, 101) // 40x30 more are one too many
	if err != nil {
		t.Fatal(err)
	}
	waiting := make(chan error)
	go func() {
		_, err := l.load(ctx, path)
		waiting <- err
	}()
	select {
	case err := <-waiting:
		t.Fatalf("a picture is read beside another that leaves no room: %v", err)
	default:
	}
	cancel()
	leave()
	if err := <-waiting; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if p, err := l.load(t.Context(), path); err != nil || p.width != 40 || p.height != 30 || l.gate.inside != 0 {
		t.Errorf("%v, %v; %d pixels have not left", p, err, l.gate.inside)
	}
}
