// Command restyle-assets makes what the project ships and shows but does not draw by hand: the built-in styles in assets/presets, and the
// pictures of docs. It is for those who work on Restyle, not for its users, and has to run again when the built-in model has changed:
//
//	make presets     needs the paintings in ../shared/images/style
//	make pictures    needs nothing
//	make practice    the photographs to practise on, which no model changes: downloads Debian packages
//	make package     has it collect the licences of all Go modules
package main
