package steady

import (
	"context"
	"fmt"

	"restyle/core/imaging"
	"restyle/core/kernel"
)

// Follow lets stylized frames follow each other.
type Follow struct {
	Strength float64 // share of the frame before, where its path can be trusted: 0 to below 1

	team   *kernel.Team
	before *imaging.Picture
	carry  carrier
	bands  contrast
}

// NewFollow returns a Follow; threads: 0 for one per processor.
func NewFollow(strength float64, threads int) *Follow {
	team := kernel.NewTeam(threads)
	return &Follow{Strength: strength, team: team, carry: carrier{team: team}, bands: contrast{team: team}}
}

// Cut forgets the frame before.
func (f *Follow) Cut() { f.before = nil }

// Next changes a stylized frame in place; path leads to the frame before, nil: there is none. Values are rounded to 8 bits, as they will be
// in the file, so that what is remembered can be saved exactly. After an error the picture and what is remembered are worth nothing.
func (f *Follow) Next(ctx context.Context, styled *imaging.Picture, path *Path) error {
	f.team.Bind(ctx)
	defer f.team.Bind(context.Background())
	if path != nil && f.before != nil && f.before.Width == styled.Width && f.before.Height == styled.Height && f.Strength > 0 {
		f.bands.measure(styled)
		f.mix(styled, path)
		f.bands.restore(styled)
	}
	if f.before == nil || len(f.before.Pix) != len(styled.Pix) {
		f.before = imaging.New(styled.Width, styled.Height)
	}
	f.before.Width, f.before.Height = styled.Width, styled.Height
	f.team.Split(styled.Height, 8, func(_, from, to int) {
		for i := 3 * from * styled.Width; i < 3*to*styled.Width; i++ {
			v := levels[uint8(int32(min(max(styled.Pix[i], 0), 1)*255+0.5))]
			styled.Pix[i], f.before.Pix[i] = v, v
		}
	})
	if err := f.team.Err(); err != nil {
		return fmt.Errorf("let a frame follow the one before: %w", err)
	}
	return nil
}

// mix takes over the frame before, carried along.
func (f *Follow) mix(styled *imaging.Picture, path *Path) {
	carried, trust := f.carry.along(f.before, path)
	strength := float32(f.Strength)
	f.team.Split(styled.Height, 8, func(_, from, to int) {
		for y := from; y < to; y++ {
			f.bands.limit(carried[3*y*styled.Width:3*(y+1)*styled.Width], y)
		}
		for i := from * styled.Width; i < to*styled.Width; i++ {
			share := strength * trust[i]
			for k := 3 * i; k < 3*i+3; k++ {
				styled.Pix[k] += share * (carried[k] - styled.Pix[k])
			}
		}
	})
}

// levels are the values that 8 bits have.
var levels = func() (l [256]float32) {
	for i := range l {
		l[i] = float32(i) / 255
	}
	return l
}()
