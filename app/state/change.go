package state

// Change says what kind of thing changed; several may be joined by |.
type Change uint64

// The kinds of change.
const (
	StylizeContent Change = 1 << iota // the pictures to be stylized, the one shown, and recent files
	StylizeStyles                     // the strip of styles: which there are, their weights, masks and thumbnails
	StylizeLook                       // mode, strength, scale, colours, model, what can be undone
	StylizePreview                    // Before, After, Detail, Busy
	StylizeExport                     // export size and quality
	TrainSetup                        // pictures, effort, name and other choices for a training
	TrainProgress                     // phase, step, times
	TrainLosses                       // the curve of losses, at most ten times a second
	TrainPreview                      // the held-out photograph before and now
	ModelsList                        // which models there are, and which is looked at
	ModelsImport                      // the wizard
	VideoClip                         // the clip and its options
	VideoFrame                        // the frame shown
	JobsList                          // jobs begin, go on, end
	SettingsValues                    // any setting
	Messages                          // Program.Message
	Questions                         // Program.Question
	EveryChange    Change = 1<<iota - 1
)

// watchers tells those concerned of changes, later and all at once.
type watchers struct {
	post    func(func())
	pending Change // not told yet
	list    map[int]watcher
	next    int
}

type watcher struct {
	parts Change
	f     func()
}

// add calls f after changes of these parts, until stop is called.
func (w *watchers) add(parts Change, f func()) (stop func()) {
	if w.list == nil {
		w.list = map[int]watcher{}
	}
	id := w.next
	w.next++
	w.list[id] = watcher{parts, f}
	return func() { delete(w.list, id) }
}

// changed remembers a change and has it told.
func (w *watchers) changed(parts Change) {
	if w.pending == 0 && parts != 0 {
		w.post(w.tell)
	}
	w.pending |= parts
}

// tell calls, in the order of their coming, those who watch what changed.
func (w *watchers) tell() {
	parts := w.pending
	w.pending = 0
	for id := 0; id < w.next; id++ {
		if x, ok := w.list[id]; ok && x.parts&parts != 0 {
			x.f()
		}
	}
}
