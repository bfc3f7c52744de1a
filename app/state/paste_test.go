package state

import (
	"strings"
	"testing"
)

// TestPastedPicturesAreThereAgain at the next start, each once, and what becomes of them keeps what PNG keeps.
func TestPastedPicturesAreThereAgain(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, folder)
	d.Start()
	first, second := pictureBytes(t, red), pictureBytes(t, blue)
	for _, file := range [][]byte{first, second, first} {
		d.pastePicture(DropContent, file)
	}
	d.until("both are there", func() bool { return len(d.Stylize.View().Contents) == 2 })
	d.pastePicture(DropStyles, first)
	d.until("it is selected", func() bool { s := d.Stylize.View().Styles[0]; return s.Name == "pasted 1" && s.Weight == 1 })
	if name := d.Stylize.newExporter(d.Stylize.contents[0]).outputName(0); !strings.HasSuffix(name, ".png") {
		t.Errorf("exported it is %s", name)
	}
	gone := false
	d.Close(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
	v := newDesk(t, folder).Stylize.View()
	if len(v.Contents) != 2 || v.Contents[0].Path == "" || v.Styles[0].Name != "pasted 1" || v.Styles[0].Weight != 1 {
		t.Errorf("at the next start: %+v, style %+v", v.Contents, v.Styles[0])
	}
}
