package lock

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

func TestOneHoldsIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	first, err := Take(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Take(path); !errors.Is(err, ErrHeld) {
		t.Errorf("taken twice: %v", err)
	}
	first.Release()
	second, err := Take(path)
	if err != nil {
		t.Fatal(err)
	}
	second.Release()
	if _, err := Take(filepath.Join(path, "x")); err == nil || errors.Is(err, ErrHeld) {
		t.Errorf("where no file can be: %v", err)
	}
	if _, err := Take(filepath.Join(t.TempDir(), "gone", "lock")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in a folder that is not there: %v", err)
	}
}

// TestLocksThatAreRemoved keep all but one away, too, and leave nothing behind.
func TestLocksThatAreRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	var inside, taken atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for taken.Load() < 2000 {
				l, err := Take(path)
				if errors.Is(err, ErrHeld) || runtime.GOOS == "windows" && err != nil { // which opens no file that is about to go
					runtime.Gosched()
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if n := inside.Add(1); n != 1 {
					t.Errorf("%d hold it", n)
				}
				runtime.Gosched()
				inside.Add(-1)
				taken.Add(1)
				l.Remove()
			}
		})
	}
	wg.Wait()
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left: %v", err)
	}
}

// TestAnotherProcessHoldsIt, and lets go when it is killed. This test is that process too.
func TestAnotherProcessHoldsIt(t *testing.T) {
	if path := os.Getenv("RESTYLE_TEST_LOCK"); path != "" {
		if _, err := Take(path); err != nil {
			t.Fatal(err)
		}
		os.Stdout.WriteString("held")
		select {}
	}
	path := filepath.Join(t.TempDir(), "lock")
	other := exec.Command(os.Args[0], "-test.run", "^TestAnotherProcessHoldsIt$", "-test.timeout", "60s")
	other.Env = append(os.Environ(), "RESTYLE_TEST_LOCK="+path)
	out, err := other.StdoutPipe()
	if err == nil {
		err = other.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 4)
	if _, err := out.Read(said); err != nil || string(said) != "held" {
		t.Fatalf("%q, %v", said, err)
	}
	if _, err := Take(path); !errors.Is(err, ErrHeld) {
		t.Errorf("held by another process: %v", err)
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	other.Wait()
	l, err := Take(path)
	if err != nil {
		t.Fatalf("after its end: %v", err)
	}
	l.Release()
}
