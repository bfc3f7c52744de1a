package views

import (
	"fmt"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// video is the screen that repaints clips, in the look of the stylize screen.
type video struct {
	frame  *Frame
	state  *state.Video
	drop   *widgets.DropZone
	clip   fyne.CanvasObject // shown when there is one
	viewer *viewer
	name   *widgets.ToldText
	about  *widgets.ToldText
	play   *widgets.Button
	time   *widgets.Amount
	strip  *widgets.Strip
	banner *banner
	hint   *widgets.Paragraph
	panel  *videoPanel
	root   fyne.CanvasObject
}

func newVideo(f *Frame) *video {
	v := &video{frame: f, state: f.program.Video, name: widgets.NewToldText("", widgets.Strong()), about: widgets.NewToldText("", widgets.Caption())}
	v.viewer = newViewer(lang.L("Original"), lang.L("Restyled"))
	v.viewer.compare.SetEmpty(lang.L("Reading the frame…"))
	v.drop = widgets.NewDropZone(
		look.IconVideo.Resource(), lang.L("Drop a video here"), lang.L("MP4, MOV, MKV, WebM, AVI or GIF. Or click to choose one."), v.state.Pick,
	)
	v.play = quiet(theme.MediaPlayIcon(), "", v.state.Play)
	v.time = widgets.NewAmount(lang.L("Frame at"), widgets.Range{High: 1, Step: 1}, seconds)
	v.time.OnChanged = func(at float64) { v.state.Seek(time.Duration(at * float64(time.Second))) }
	v.strip = newStrip(f)
	v.banner = newBanner(f)
	v.hint = widgets.NewParagraph("", widgets.Warning())
	v.panel = newVideoPanel(f)
	v.clip = v.newClip()
	top := container.NewVBox(v.hint, v.banner.root)
	body := container.NewBorder(top, nil, nil, nil, container.NewStack(v.drop, v.clip))
	v.root = withPanel(widgets.Padded(12, 16, body), v.panel.root)
	f.program.Watch(state.VideoClip|state.StylizeLook, func() { v.showClip(v.state.View()) })
	f.program.Watch(state.VideoFrame, func() { v.showFrame(v.state.View()) })
	f.program.Watch(state.StylizeStyles, v.showLook)
	v.showClip(v.state.View())
	v.showFrame(v.state.View())
	v.showLook()
	return v
}

// newClip makes what is shown of a clip.
func (v *video) newClip() fyne.CanvasObject {
	open := widgets.NewIconButton(lang.L("Open video…"), theme.FolderOpenIcon(), v.state.Pick)
	open.Importance = widget.HighImportance
	names := container.New(middle{}, widgets.Column(1, v.name, v.about))
	about := widgets.Padded(0, 4, names)
	top := newBar(bar{
		stretched: about, wish: nameWish, segments: v.viewer.layouts,
		short: []shortened{v.viewer.original, open}, spare: []fyne.CanvasObject{v.viewer.original, about},
	}, open, about, v.viewer.layouts, v.viewer.original)
	zooming := container.New(middle{}, v.viewer.zooming)
	play := container.New(middle{}, v.play)
	below := newBar(bar{stretched: v.time, spare: []fyne.CanvasObject{zooming}}, play, v.time, zooming)
	picture := container.NewBorder(top, below, nil, nil, widgets.Padded(8, 0, v.viewer.compare))
	return container.NewBorder(nil, widgets.Padded(6, 0, v.strip), nil, nil, picture)
}

func (v *video) content() fyne.CanvasObject { return v.root }

func (v *video) comparison() *widgets.Compare { return v.viewer.compare }

// pane is the frame of the clip, if there is one.
func (v *video) pane() fyne.CanvasObject {
	if v.clip.Visible() {
		return v.viewer.compare
	}
	return nil
}

// place: styles on the strip, a clip everywhere else.
func (v *video) place(at fyne.Position) state.Place {
	if v.clip.Visible() && within(v.strip, at) {
		return state.DropStyles
	}
	return state.DropVideo
}

// showClip shows which clip it is.
func (v *video) showClip(s state.VideoView) {
	there := s.Clip != nil
	v.frame.reveal(v.clip, there)
	v.frame.reveal(v.drop, !there)
	v.hint.SetText(Say(s.Hint))
	v.frame.reveal(v.hint, !s.Hint.Empty())
	v.banner.show(s.Problem)
	if s.Opening {
		v.drop.SetTexts(lang.L("Opening the video…"), "")
	} else {
		v.drop.SetTexts(lang.L("Drop a video here"), lang.L("MP4, MOV, MKV, WebM, AVI or GIF. Or click to choose one."))
	}
	if there {
		v.name.SetText(s.Clip.Name)
		v.about.SetText(aboutClip(*s.Clip))
		frame := 1 / max(s.Clip.Rate, 1)
		v.time.SetRange(widgets.Range{High: max(s.Clip.Last().Seconds(), frame), Step: frame})
		from, to := s.Clip.Ends(s.Part)
		v.time.SetSpan(from.Seconds(), to.Seconds())
	}
	icon, tip := theme.MediaPlayIcon(), lang.L("Play it, painted as it goes, without sound")
	if s.Playing {
		icon, tip = theme.MediaPauseIcon(), lang.L("Stop playing")
	}
	if v.play.SetTip(tip); v.play.Icon != icon {
		v.play.SetIcon(icon)
	}
	v.panel.show(s)
}

func aboutClip(c state.Clip) string {
	sound := lang.L("no sound")
	if c.Sound {
		sound = lang.L("with sound")
	}
	return joined(pixels(c.Width, c.Height), lang.L("{{.N}} frames/s", with{"N": trimmed(c.Rate)}), clock(c.Duration), sound)
}

// showFrame shows the frame that was sought.
func (v *video) showFrame(s state.VideoView) {
	v.viewer.compare.SetPictures(widgets.Pictures{Before: s.Before, After: s.After, Size: s.Pixels})
	v.time.SetValue(s.Position.Seconds())
	text := ""
	if s.Busy && s.Before != nil {
		text = lang.L("Painting…")
	}
	v.viewer.compare.SetNote(text)
	v.viewer.update()
}

func (v *video) showLook() {
	showStyles(v.strip, v.frame.program.Stylize.View())
	v.panel.look.show()
}

// seconds writes a time within a clip, so exactly that frames differ: 1:02.69.
func seconds(at float64) string {
	hundredths := int(math.Round(100 * at))
	return fmt.Sprintf("%d:%02d.%02d", hundredths/6000, hundredths/100%60, hundredths%100)
}
