package flow

import "restyle/core/imaging"

// Warp carries p, the frame that f leads to, back along f: the result at (x, y) is p at (x+U, y+V), interpolated bilinearly; beyond the
// border it is the nearest pixel. p has the size of the field; alpha is left out.
func Warp(p *imaging.Picture, f *Field) *imaging.Picture {
	out := imaging.New(f.Width, f.Height)
	for y := range f.Height {
		for x := range f.Width {
			i := y*f.Width + x
			s := at(float32(x)+f.U[i], float32(y)+f.V[i], f.Width, f.Height)
			for c := range 3 {
				u0, u1, l0, l1 := p.Pix[3*s.upper+c], p.Pix[3*(s.upper+s.step)+c], p.Pix[3*s.lower+c], p.Pix[3*(s.lower+s.step)+c]
				upper, lower := u0+s.fx*(u1-u0), l0+s.fx*(l1-l0)
				out.Pix[3*i+c] = upper + s.fy*(lower-upper)
			}
		}
	}
	return out
}

// Visible tells which pixels of a frame can be compared with what forward leads to [H W]: those that do not leave the picture, are not covered
// in the other frame and lie at no motion boundary. With w = forward(x) and b = backward(x+w) a pixel is covered if (Sundaram et al., Dense
// Point Trajectories, ECCV 2010; Ruder et al., Artistic Style Transfer for Videos, GCPR 2016)
//
//	|w+b|^2 > 0.01 (|w|^2+|b|^2) + 0.5
//
// and lies at a boundary if |grad U|^2 + |grad V|^2 > 0.01 |w|^2 + 0.002, with central differences.
func Visible(forward, backward *Field) []bool {
	visible := make([]bool, len(forward.U))
	for y := range forward.Height {
		for x := range forward.Width {
			visible[y*forward.Width+x] = returns(forward, backward, x, y) && !boundary(forward, x, y)
		}
	}
	return visible
}

// returns tells whether the two fields lead from (x, y) back to it, without leaving the picture.
func returns(forward, backward *Field, x, y int) bool {
	i := y*forward.Width + x
	u, v := forward.U[i], forward.V[i]
	tx, ty := float32(x)+u, float32(y)+v
	if tx < 0 || ty < 0 || tx > float32(forward.Width-1) || ty > float32(forward.Height-1) {
		return false
	}
	s := at(tx, ty, forward.Width, forward.Height)
	bu, bv := s.of(backward.U), s.of(backward.V)
	return (u+bu)*(u+bu)+(v+bv)*(v+bv) <= 0.01*(u*u+v*v+bu*bu+bv*bv)+0.5
}

// boundary tells whether the motion changes abruptly at (x, y).
func boundary(f *Field, x, y int) bool {
	i, row := y*f.Width+x, y*f.Width
	left, right := row+max(x-1, 0), row+min(x+1, f.Width-1)
	upper, lower := max(y-1, 0)*f.Width+x, min(y+1, f.Height-1)*f.Width+x
	ux, uy, vx, vy := (f.U[right]-f.U[left])/2, (f.U[lower]-f.U[upper])/2, (f.V[right]-f.V[left])/2, (f.V[lower]-f.V[upper])/2
	return ux*ux+uy*uy+vx*vx+vy*vy > 0.01*(f.U[i]*f.U[i]+f.V[i]*f.V[i])+0.002
}
