package model

import "fmt"

// Mode is a kind of style transfer.
type Mode uint8

const (
	Art   Mode = iota // artistic: SCT at relu4_1
	Photo             // photorealistic: SCT at relu3_1
)

// Modes lists all modes.
func Modes() []Mode { return []Mode{Art, Photo} }

func (m Mode) String() string { return [...]string{"art", "photo"}[m] }

// ParseMode is the inverse of String.
func ParseMode(s string) (Mode, error) {
	for _, m := range Modes() {
		if m.String() == s {
			return m, nil
		}
	}
	return Art, fmt.Errorf("mode %q: want art or photo", s)
}

// Layers is how many layers of the encoder the mode uses: relu1_1 to relu4_1, or to relu3_1.
func (m Mode) Layers() int {
	if m == Photo {
		return 3
	}
	return 4
}

// Stride is how many pixels one position at the mode's last layer stands for.
func (m Mode) Stride() int { return 1 << (m.Layers() - 1) }

// MarshalText makes modes readable in JSON.
func (m Mode) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (m *Mode) UnmarshalText(b []byte) error {
	mode, err := ParseMode(string(b))
	*m = mode
	return err
}
