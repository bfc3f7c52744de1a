package kernel

import (
	"math/rand/v2"
	"testing"
)

func TestMatrixProductsAgreeWithTheirDefinition(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for _, s := range [][3]int{{1, 1, 1}, {32, 100, 32}, {64, 32, 64}, {17, 5, 33}, {300, 7, 16}} {
			m, k, n := s[0], s[1], s[2]
			r, team := rand.New(rand.NewPCG(4, uint64(m))), NewTeam(2)
			a, b := random(r, m*k), random(r, k*n)
			want, at, bt := make([]float32, m*n), make([]float32, m*k), make([]float32, k*n)
			for i := range m {
				for l := range k {
					at[l*m+i] = a[i*k+l]
					for j := range n {
						want[i*n+j] += a[i*k+l] * b[l*n+j]
						bt[j*k+l] = b[l*n+j]
					}
				}
			}
			got := make([]float32, m*n)
			MultiplyNN(team, got, a, b, m, k, n)
			near(t, "NN", got, want, 1e-5)
			MultiplyNT(team, got, a, bt, m, k, n)
			near(t, "NT", got, want, 1e-5)
			MultiplyTN(team, got, at, b, m, k, n)
			near(t, "TN", got, want, 1e-5)
		}
	})
}
