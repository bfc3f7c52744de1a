// Package locale gives Fyne a locale that it can read. Under C.UTF-8, which is usual in containers, Fyne complains on standard error that "C" is no
// language, the first time before main begins. Being imported is enough: this package needs nothing but os and sorts before what Fyne's languages
// need, so that it comes before them.
package locale
