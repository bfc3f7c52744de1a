package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestBothPalettesNameTheSameColours(t *testing.T) {
	for name := range light {
		if _, ok := dark[name]; !ok {
			t.Errorf("dark lacks %s", name)
		}
	}
	if len(light) != len(dark) {
		t.Errorf("%d colours in light, %d in dark", len(light), len(dark))
	}
}

// TestTextsCanBeRead: WCAG asks for a contrast of 4.5 for texts.
func TestTextsCanBeRead(t *testing.T) {
	pairs := [][2]fyne.ThemeColorName{
		{theme.ColorNameForeground, theme.ColorNameBackground},
		{theme.ColorNameForeground, ColorSurface},
		{theme.ColorNameForeground, ColorAccentSoft},
		{theme.ColorNameForeground, theme.ColorNameButton},
		{ColorMuted, theme.ColorNameBackground},
		{ColorMuted, ColorSurface},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary},
		{theme.ColorNameError, ColorSurface},
		{theme.ColorNamePrimary, ColorSurface},
		{ColorOnThumb, ColorThumb},
	}
	for which, p := range map[string]palette{"light": light, "dark": dark} {
		for _, pair := range pairs {
			if c := contrast(p[pair[0]], p[pair[1]]); c < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", which, pair[0], pair[1], c)
			}
		}
	}
}

// TestControlsCanBeSeen: WCAG asks for a contrast of 3 for what makes out a control: the outline of an empty box, and the ring of the keyboard, which
// is one of its two lines.
func TestControlsCanBeSeen(t *testing.T) {
	for which, p := range map[string]palette{"light": light, "dark": dark} {
		for _, ground := range []fyne.ThemeColorName{ColorSurface, theme.ColorNameBackground, theme.ColorNameInputBackground} {
			if c := contrast(p[theme.ColorNameInputBorder], p[ground]); c < 3 {
				t.Errorf("%s: the outline of boxes on %s has a contrast of %.2f", which, ground, c)
			}
		}
		if c := contrast(p[theme.ColorNameForeground], p[theme.ColorNameBackground]); c < 3 {
			t.Errorf("%s: the lines of the ring have a contrast of %.2f", which, c)
		}
	}
}

// TestShortcutsCanBeRead: see ink. Fyne's own arithmetic is done here.
func TestShortcutsCanBeRead(t *testing.T) {
	for which, p := range map[string]palette{"light": light, "dark": dark} {
		r, g, b, a := p[theme.ColorNameForeground].RGBA()
		share := float64(uint8(uint32(float32(a)*0.95))) / 255
		mix := func(ink uint32, ground uint32) uint8 {
			return uint8(share*float64(uint8(ink)) + (1-share)*float64(ground>>8))
		}
		menu := p[theme.ColorNameMenuBackground]
		mr, mg, mb, _ := menu.RGBA()
		if c := contrast(color.NRGBA{R: mix(r, mr), G: mix(g, mg), B: mix(b, mb), A: 255}, menu); c < 4.5 {
			t.Errorf("%s: a contrast of %.2f", which, c)
		}
	}
}

func TestBackdropsAreNeutral(t *testing.T) {
	for which, p := range map[string]palette{"light": light, "dark": dark} {
		if r, g, b, _ := p[ColorBackdrop].RGBA(); r != g || g != b {
			t.Errorf("%s: the backdrop is %v, not grey", which, p[ColorBackdrop])
		}
	}
}

func TestBrightnessCanBeChosen(t *testing.T) {
	test.NewTempApp(t)
	cases := []struct {
		chosen  Brightness
		variant fyne.ThemeVariant
		want    palette
	}{
		{System, theme.VariantLight, light},
		{System, theme.VariantDark, dark},
		{Light, theme.VariantDark, light},
		{Dark, theme.VariantLight, dark},
	}
	for _, c := range cases {
		if got := New(c.chosen).Color(ColorSurface, c.variant); got != c.want[ColorSurface] {
			t.Errorf("brightness %d on a desktop of variant %d: %v", c.chosen, c.variant, got)
		}
	}
}

// TestChineseIsDrawn with the bundled font, in both weights: a missing character would be drawn as a box of the Latin font.
func TestChineseIsDrawn(t *testing.T) {
	test.NewTempApp(t)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
		font := New(System).Font(style)
		if len(font.Content()) < 1_000_000 {
			t.Fatalf("%s has %d bytes", font.Name(), len(font.Content()))
		}
	}
	if New(System).Font(fyne.TextStyle{}).Name() == New(System).Font(fyne.TextStyle{Bold: true}).Name() {
		t.Error("bold Chinese is not bold")
	}
}

func TestIconsAreThere(t *testing.T) {
	test.NewTempApp(t)
	entries, err := drawings.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		icon := Icon(e.Name()[:len(e.Name())-len(".svg")])
		if a, b := icon.In(theme.ColorNamePrimary).Content(), icon.In(theme.ColorNameError).Content(); string(a) == string(b) {
			t.Errorf("%s does not take the colour", icon)
		}
	}
	if len(entries) < 9 {
		t.Errorf("%d icons", len(entries))
	}
}

// contrast is the ratio of luminances of WCAG 2.1.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		x := float64(v) / 65535
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
