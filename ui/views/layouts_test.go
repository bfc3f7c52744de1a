package views

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// block is an object of a width.
func block(width float32) *fyne.Container {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, 20))
	return container.NewStack(r)
}

// TestBarsMakeRoom: first the labels of the segments go, then what is spare, in its order.
func TestBarsMakeRoom(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	segments := widgets.NewSegments([]string{"Divider", "Side by side", "Result"}, nil).WithIcons(look.IconSplit.Resource(), look.IconSide.Resource(), look.IconSingle.Resource())
	open, name, eye := block(130), block(10), block(100)
	line := newBar(bar{stretched: name, segments: segments, spare: []fyne.CanvasObject{eye, name}}, open, name, segments, eye)
	icons := segments.MinSize().Width
	cases := []struct {
		width     float32
		eye, name bool
		segments  float32
	}{
		{1000, true, true, segments.Preferred()},
		{130 + leastStretch + icons + 100 + 3*barGap, true, true, icons},
		{130 + leastStretch + icons + 2*barGap, false, true, icons},
		{130 + icons + barGap, false, false, icons},
		{1000, true, true, segments.Preferred()},
	}
	for _, c := range cases {
		line.Resize(fyne.NewSize(c.width, 36))
		if eye.Visible() != c.eye || name.Visible() != c.name || segments.Size().Width != c.segments {
			t.Errorf("%g wide: eye %t, name %t, segments %g", c.width, eye.Visible(), name.Visible(), segments.Size().Width)
		}
	}
	if m := line.MinSize().Width; m > 130+icons+2*barGap {
		t.Errorf("it needs %g", m)
	}
}

// TestBarsShortenButtons: the first one for the sake of a long name, the others only where nothing else helps.
func TestBarsShortenButtons(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	open, eye, name := widgets.NewIconButton("Open photo…", look.IconEye.Resource(), nil), widgets.NewIconButton("Original", look.IconEye.Resource(), nil), block(10)
	wish := float32(200)
	line := newBar(bar{
		stretched: name, wish: func() float32 { return wish }, short: []shortened{eye, open}, spare: []fyne.CanvasObject{name},
	}, open, name, eye)
	whole := open.Preferred() + eye.Preferred() + 2*barGap
	for _, c := range []struct {
		width             float32
		openText, eyeText string
		name              bool
	}{
		{whole + 200, "Open photo…", "Original", true},
		{whole + 199, "Open photo…", "", true},
		{whole + leastStretch, "Open photo…", "", true},
		{open.Shortest() + eye.Shortest() + leastStretch + 2*barGap, "", "", true},
		{open.Shortest() + eye.Shortest() + barGap, "", "", false},
		{whole + 200, "Open photo…", "Original", true},
	} {
		line.Resize(fyne.NewSize(c.width, 36))
		if open.Text != c.openText || eye.Text != c.eyeText || name.Visible() != c.name {
			t.Errorf("%g wide: %q, %q, name %t", c.width, open.Text, eye.Text, name.Visible())
		}
	}
	if m := line.MinSize().Width; m != open.Shortest()+eye.Shortest()+2*barGap {
		t.Errorf("it needs %g", m)
	}
}

func TestButtonsAreWrapped(t *testing.T) {
	test.NewTempApp(t)
	a, b, c := block(100), block(120), block(80)
	lines := container.New(&wrapped{}, a, b, c)
	lines.Resize(fyne.NewSize(240, 100))
	if a.Position().Y != 0 || b.Position().Y != 0 || c.Position() != fyne.NewPos(0, 20+barGap) {
		t.Errorf("they stand at %v, %v and %v", a.Position(), b.Position(), c.Position())
	}
	if m := lines.MinSize(); m != fyne.NewSize(120, 40+barGap) {
		t.Errorf("they need %v", m)
	}
}
