// Package state is what the window shows and what can be asked of it, without a window: no Fyne here.
//
// Program holds a value for each screen: Stylize, Train, Models, Video, Jobs and Settings. Each has View, a snapshot of plain values, and
// intents, methods such as ChooseContent that return at once. All of this belongs to one goroutine, the one that the injected Post brings
// functions to (in the program, that of the window): only it may call anything here. Long work runs elsewhere and comes back by Post.
//
// A view says what it shows, p.Watch(state.StylizePreview|state.StylizeLook, refresh), and is called after something of that kind changed:
// on the owner, never inside an intent, several changes as one. Then it reads View again. An intent that changes nothing tells nobody, so
// a view may write the state into its controls without an echo. Slices and maps of a snapshot are not written to by either side.
//
// Pictures are compact RGBA from (0, 0) that never change: same pointer, same pixels. A Text is a key, its English and its data: views
// translate it by the key. Questions are asked by Program.Question and answered by its Answer.
package state
