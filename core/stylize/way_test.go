package stylize

import (
	"context"
	"slices"
	"strings"
	"testing"

	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/model"
)

// TestRunsOfOneWayAreEqual: whatever memory a later run is allowed, the way of an earlier one gives its bits.
func TestRunsOfOneWayAreEqual(t *testing.T) {
	m, content := tiny(t, 3), noise(300, 260)
	layers := []Layer{{Style: styleOf(t, New(m, Resources{}), noise(64, 64), model.Art), Weight: 1}}
	run := func(memory int64, way string) (*imaging.Picture, string, error) {
		result, plan := imaging.New(300, 260), ""
		err := New(m, Resources{Memory: memory}).Render(context.Background(), pixels{result}, pixels{content}, layers, Options{Way: way}, func(e Event) { plan = e.Plan.String() })
		return result, plan, err
	}
	for _, way := range []string{"whole", "192 again", "192 half", "192 all", "256 half"} {
		first, plan, err := run(4e9, way)
		if err != nil || plan != way {
			t.Fatalf("%s: done as %s, %v", way, plan, err)
		}
		again, _, err := run(5e9, way)
		if err != nil || !slices.Equal(first.Pix, again.Pix) {
			t.Errorf("%s: the second run differs, %v", way, err)
		}
	}
	if _, plan, err := run(4e9, ""); plan != "whole" || err != nil {
		t.Errorf("without a wish: %s, %v", plan, err)
	}
	for way, want := range map[string]string{"sideways": `there is no way "sideways" for 300 x 260 pixels`, "512 all": "there is no way"} {
		if _, _, err := run(4e9, way); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", way, err)
		}
	}
	for _, way := range []string{"", "whole"} {
		_, _, err := run(1, way)
		if f := fault.Of(err); err == nil || !strings.Contains(err.Error(), "allow more (--memory)") || f == nil || f.Name != "memory.picture" {
			t.Errorf("without memory, in the way %q: %v, %+v", way, err, f)
		}
	}
}
