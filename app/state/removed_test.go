package state

import (
	"path/filepath"
	"testing"

	"restyle/core/model"
)

// TestWhatWasRemovedComesBackLater: after other messages, in any order, and each model of a name as itself.
func TestWhatWasRemovedComesBackLater(t *testing.T) {
	own := t.TempDir()
	keepModel(t, own, "a", model.Art)
	keepModel(t, own, "b", model.Art)
	d := newDesk(t, own)
	d.started = true
	gone := func(name string) int {
		t.Helper()
		d.Models.Delete(name)
		d.Answer(d.Question(), 1)
		return d.Message().Number
	}
	older := gone("a")
	keepModel(t, own, "a", model.Photo) // another of the name
	d.Models.refresh()
	newer, other := gone("a"), gone("b")
	d.show(Message{Text: text("state.paste.nothing"), Bad: true})
	if all := d.Removed(); len(all) != 3 || all[0].Number != other || all[2].Number != older {
		t.Fatalf("removed: %+v", all)
	}
	d.UndoMessage(older)
	if m, err := d.ports.Library.Load("a"); err != nil || m.Modes()[0] != model.Art {
		t.Errorf("the older model of the name is back as %v: %v", m, err)
	}
	d.UndoMessage(newer)
	if m := d.Message(); m.Text.Key != "problem.name.taken" || len(d.Removed()) != 2 {
		t.Errorf("for the newer one there is no name: %q, %d are left", m.Text, len(d.Removed()))
	}
	d.UndoMessage(older)
	if len(d.Removed()) != 2 {
		t.Error("it comes back twice")
	}
	gone("a")
	d.UndoMessage(newer)
	d.until("all are read", func() bool { return !d.Models.reading })
	if m, err := d.ports.Library.Load("a"); err != nil || m.Modes()[0] != model.Photo {
		t.Errorf("the newer model of the name is back as %v: %v", m, err)
	}
}

// TestAPhotoIsNotThereTwice when it was opened by itself before all of them come back.
func TestAPhotoIsNotThereTwice(t *testing.T) {
	d, photos, _ := threePictures(t)
	d.Stylize.CloseAll()
	number := d.Message().Number
	d.Drop(DropContent, photos[1:2])
	d.until("one is there", func() bool { return d.Stylize.View().Contents[0].Path == photos[1] })
	d.UndoMessage(number)
	if v := d.Stylize.View(); len(v.Contents) != 3 {
		t.Errorf("back: %+v", v.Contents)
	}
	d.until("it is painted", d.fine)
}

// TestAFolderOfStylesIsTakenOffAtOnce, and comes back to where it was; kept and built-in styles stay.
func TestAFolderOfStylesIsTakenOffAtOnce(t *testing.T) {
	d, photos, _ := threePictures(t)
	d.Stylize.SaveStyle(firstStyle, "kept")
	d.until("it is kept", func() bool { return d.Message().Text.Key == "state.style.saved" })
	d.Drop(DropStyles, []string{filepath.Dir(photos[0])})
	d.until("all are on the strip", func() bool { return len(d.Stylize.view.own()) == 4 && d.fine() })
	before := d.Stylize.View()
	if !before.SeveralOwn() || before.Styles[4].Name != "kept" {
		t.Fatalf("the strip begins with %+v", before.Styles[:5])
	}
	d.Stylize.RemoveOwnStyles()
	if v := d.Stylize.View(); len(v.Styles) != len(before.Styles)-4 || v.Styles[0].Name != "kept" || v.Styles[0].Weight != 1 {
		t.Errorf("taken off, the strip begins with %+v", v.Styles[0])
	}
	number := d.Message().Number
	if d.Stylize.RemoveOwnStyles(); d.Message().Number != number {
		t.Error("styles are taken off that are not there")
	}
	d.UndoMessage(number)
	for i, x := range d.Stylize.View().Styles {
		if x.ID != before.Styles[i].ID || x.Weight != before.Styles[i].Weight {
			t.Errorf("back at %d is %s with weight %g", i, x.Name, x.Weight)
		}
	}
	d.until("they are painted and have their thumbnails", func() bool { return d.fine() && d.Stylize.View().Styles[3].Thumb != nil })
}

// TestPicturesToLearnFromComeBack with their thumbnails, before those that were added since.
func TestPicturesToLearnFromComeBack(t *testing.T) {
	d, photos, _ := threePictures(t)
	d.Drop(DropTrainStyles, photos[:2])
	d.until("two are there", func() bool { return len(d.Train.View().Styles) == 2 })
	d.Train.ClearStyles() // before both are read
	number := d.Message().Number
	if v := d.Train.View(); len(v.Styles) != 0 || !d.Message().CanUndo {
		t.Fatalf("taken out: %+v, said is %+v", v.Styles, d.Message())
	}
	if d.Train.ClearContents(); d.Message().Number != number {
		t.Error("it is said that nothing was taken out")
	}
	d.Drop(DropTrainStyles, photos[1:])
	d.until("others are there", func() bool { return len(d.Train.View().Styles) == 2 })
	d.UndoMessage(number)
	d.until("all are read", func() bool {
		v := d.Train.View()
		return len(v.Styles) == 3 && v.Styles[0].Thumb != nil && v.Styles[1].Thumb != nil
	})
	for i, x := range d.Train.View().Styles {
		if x.Path != photos[i] {
			t.Errorf("number %d is %s", i, filepath.Base(x.Path))
		}
	}
}
