package state

import (
	"context"
	"image"
	"sync"
	"sync/atomic"
	"time"

	"restyle/app/job"
	"restyle/core/imaging"
	"restyle/core/stylize"
)

// preview keeps the result on the screen up to date: a small one first, then one as large as the screen, then the whole picture as export
// would write it. One goroutine does all that; its fields below line belong to it.
type preview struct {
	post  func(func())
	owner *Stylize
	line  *job.Line
	part  atomic.Pointer[image.Rectangle] // that the person looks at
	whole finished
	bad   sync.Map // contentFiles that could not be opened

	painter painter
	file    *contentFile      // that content and shown are of
	content *imaging.Document // at full size
	shown   *imaging.Picture
	side    int                      // longest side that shown may have
	smaller map[int]*imaging.Picture // shown, by its longest side
	speed   float64                  // pixels a second
}

// order is what a preview is wanted of.
type order struct {
	number  uint64 // Stylize.recipes
	file    *contentFile
	recipe  recipe
	side    int          // longest side of what is shown
	partial bool         // the preview is there, a part of the whole is wanted only
	ahead   []*styleFile // to be encoded once the preview is there
}

// unhurried is a context that the next order does not end, where styles are encoded fast enough: else nothing would be shown while a slider moves.
func (o order) unhurried(ctx context.Context) context.Context {
	const slow = 1.5 // times the usual size of a style, and the square of that in time
	if o.recipe.look.Scale > slow {
		return ctx
	}
	return context.WithoutCancel(ctx)
}

// finished is the last result at full size.
type finished struct {
	lock   sync.Mutex
	number uint64
	stamps string // of the recipe's files before it was painted
	result *imaging.Document
}

func (f *finished) set(number uint64, stamps string, d *imaging.Document) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.number, f.stamps, f.result = number, stamps, d
}

// outdated tells whether there is a result of that number, made of files that have changed since.
func (f *finished) outdated(number uint64, r recipe) bool {
	now := r.stamps()
	f.lock.Lock()
	defer f.lock.Unlock()
	return f.number == number && f.stamps != now
}

// of is the result of that number, nil if there is none.
func (f *finished) of(number uint64) *imaging.Document {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.number != number {
		return nil
	}
	return f.result
}

const (
	quickSide   = 512 // longest side of the first result, pixels
	hastySide   = 288 // of one before it where that takes long
	patience    = 150 * time.Millisecond
	wholePixels = 48 << 20 // most pixels of a content that is done in full size unasked
)

func newPreview(studio *studio, post func(func()), owner *Stylize) *preview {
	v := &preview{post: post, owner: owner, painter: painter{studio: studio}}
	v.line = job.NewLine(func(err error) { post(func() { owner.previewFailed(owner.recipes, nil, err) }) })
	return v
}

// run follows an order as far as ctx lets it.
func (v *preview) run(ctx context.Context, o order) {
	err := v.follow(ctx, o)
	if ctx.Err() != nil {
		return // there is a newer order
	}
	v.post(func() {
		if err != nil {
			v.owner.previewFailed(o.number, o.file, err)
		} else {
			v.owner.previewEnded(o.number)
		}
	})
	if err == nil {
		v.encodeAhead(ctx, o)
	}
}

// encodeAhead encodes styles that the person may choose next, until there is a newer order. Their first preview would take half as long again if it
// had to wait for that.
func (v *preview) encodeAhead(ctx context.Context, o order) {
	for _, f := range o.ahead {
		if _, err := v.painter.style(ctx, f, o.recipe.look); err != nil {
			return // it will be told when the style is chosen
		}
	}
}

func (v *preview) follow(ctx context.Context, o order) error {
	done := v.file == o.file && v.whole.of(o.number) != nil
	if done && o.partial && v.side == o.side {
		v.showPart(o)
		return nil
	}
	if err := v.read(o); err != nil {
		return err
	}
	if done {
		return v.large(ctx, o)
	}
	layers, err := v.prepare(o.unhurried(ctx), o)
	if err != nil {
		return err
	}
	if !o.partial {
		if err := v.small(ctx, o, layers); err != nil {
			return err
		}
	}
	width, height := v.content.Size()
	if part := v.part.Load(); width*height > wholePixels && (part == nil || part.Empty()) {
		return nil
	}
	return v.large(ctx, o)
}

// read opens the content unless it is open, and shows it in the size that is wanted.
func (v *preview) read(o order) error {
	if v.file != o.file {
		v.file, v.content, v.shown, v.smaller = nil, nil, nil, nil
		v.whole.set(0, "", nil)
		content, err := o.file.open()
		if err != nil {
			v.bad.Store(o.file, true)
			return err
		}
		v.file, v.content = o.file, content
	}
	if v.shown == nil || v.side != o.side {
		v.shown, v.smaller, v.side = shrink(v.content, o.side), nil, o.side
		before := screen(v.shown)
		width, height := v.content.Size()
		v.post(func() { v.owner.showBefore(o.file, before, width, height) })
	}
	return nil
}

// prepare makes the session and the styles ready.
func (v *preview) prepare(ctx context.Context, o order) ([]stylize.Layer, error) {
	if err := v.painter.use(o.recipe.look.Model, o.recipe.resources); err != nil {
		return nil, err
	}
	modes := v.painter.session.Model().Modes()
	v.post(func() { v.owner.showModes(o.recipe.look.Model, modes) })
	if _, err := v.painter.session.Model().Part(o.recipe.look.Mode); err != nil {
		return nil, err
	}
	return v.painter.layers(ctx, o.recipe)
}

// small paints what the screen can show. A first result is finished even if there is a newer order: while a slider moves, the picture
// follows it.
func (v *preview) small(ctx context.Context, o order, layers []stylize.Layer) error {
	defer v.painter.studio.precedence.Enter()()
	for i, side := range v.sides() {
		stop := ctx
		if i == 0 {
			stop = context.WithoutCancel(ctx)
		}
		content := v.fit(side)
		begun := time.Now()
		result, err := v.painter.session.ApplyLayers(stop, content, layers, o.recipe.options(), nil)
		if err != nil {
			return err
		}
		v.speed = float64(result.Width*result.Height) / time.Since(begun).Seconds()
		after := screen(result)
		v.post(func() { v.owner.showAfter(o.number, o.file, after, false) })
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// fit is shown with a longest side of so many pixels at most. It is kept: shrinking takes a third of the time of painting.
func (v *preview) fit(side int) *imaging.Picture {
	if v.smaller[side] == nil {
		if v.smaller == nil {
			v.smaller = map[int]*imaging.Picture{}
		}
		v.smaller[side] = imaging.FitLongSide(v.shown, side)
	}
	return v.smaller[side]
}

// sides are the longest sides of the results before the whole one.
func (v *preview) sides() []int {
	full := max(v.content.Size())
	var sides []int
	aspect := float64(v.shown.Width*v.shown.Height) / float64(max(v.shown.Width, v.shown.Height)*max(v.shown.Width, v.shown.Height))
	if quick := quickSide * quickSide * aspect; v.speed > 0 && quick/v.speed > patience.Seconds() && full > quickSide {
		sides = append(sides, hastySide)
	}
	if full > quickSide {
		sides = append(sides, quickSide)
	}
	if full > PreviewSide || len(sides) == 0 {
		sides = append(sides, PreviewSide)
	}
	return sides
}

// large paints the whole content with the calls of the export.
func (v *preview) large(ctx context.Context, o order) error {
	result := v.whole.of(o.number)
	if result == nil {
		stamps := o.recipe.stamps()
		var err error
		if result, err = v.painter.paint(ctx, v.content, o.recipe, nil); err != nil {
			return err
		}
		v.whole.set(o.number, stamps, result)
	}
	after := screen(shrink(result, o.side))
	v.post(func() { v.owner.showAfter(o.number, o.file, after, true) })
	v.showPart(o)
	return nil
}

// showPart cuts the part that the person looks at out of the content and the result.
func (v *preview) showPart(o order) {
	wanted, result := v.part.Load(), v.whole.of(o.number)
	if wanted == nil || wanted.Empty() || result == nil || v.file != o.file {
		return
	}
	rect := wanted.Intersect(boundsOf(v.content))
	d := Detail{Rect: rect, Before: part(v.content, rect), After: part(result, rect)}
	v.post(func() { v.owner.showDetail(o.number, *wanted, d) })
}
