// Package theme is how the window looks: colours, sizes, fonts and icons, light and dark.
//
// The backdrop of pictures is a neutral grey, so that it does not colour what the eye sees; one accent marks what can be done next and
// what is chosen. Widgets ask Fyne's current theme by name, the names of this package included, whenever they are refreshed.
package theme
