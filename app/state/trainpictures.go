package state

import "slices"

// thoseThere are the files of a list that are still there.
func (t *Train) thoseThere(paths []string) []TrainPicture {
	var list []TrainPicture
	for _, path := range paths {
		if !t.program.gone(path) {
			list = append(list, TrainPicture{Name: baseName(path), Path: path})
		}
	}
	return list
}

func pathsOf(list []TrainPicture) []string {
	var paths []string
	for _, x := range list {
		paths = append(paths, x.Path)
	}
	return paths
}

// AddStyles adds pictures, and those in folders, whose style to learn.
func (t *Train) AddStyles(paths []string) { t.add(&t.view.Styles, paths) }

// AddContents adds photographs to practise on.
func (t *Train) AddContents(paths []string) { t.add(&t.view.Contents, paths) }

// add puts pictures on one of the two lists.
func (t *Train) add(list *[]TrainPicture, paths []string) {
	t.program.findPictures(paths, "", func(found []string) {
		for _, path := range found {
			has := func(x TrainPicture) bool { return x.Path == path }
			if slices.ContainsFunc(*list, has) {
				continue
			}
			*list = append(slices.Clone(*list), TrainPicture{Name: baseName(path), Path: path})
			t.lookAt(list, path)
		}
		t.chosen()
		t.Opened()
	})
}

// lookAt reads a picture of a list, once there is time.
func (t *Train) lookAt(list *[]TrainPicture, path string) {
	t.program.thumbs.want(func() thumbnail { return thumbOfFile(path) }, func(made thumbnail) { t.describe(list, path, made) })
}

// lookAtAll reads the pictures that were there at the start.
func (t *Train) lookAtAll() {
	for _, list := range []*[]TrainPicture{&t.view.Styles, &t.view.Contents} {
		for _, x := range *list {
			t.lookAt(list, x.Path)
		}
	}
}

// describe fills in what is known of a picture once it is read.
func (t *Train) describe(list *[]TrainPicture, path string, made thumbnail) {
	i := slices.IndexFunc(*list, func(x TrainPicture) bool { return x.Path == path })
	if i < 0 {
		return
	}
	*list = slices.Clone(*list)
	if (*list)[i].Thumb = made.image; made.problem != nil {
		(*list)[i].Problem = made.problem.Sentence
	}
	t.setupChanged()
}

// RemoveStyle takes a style picture out.
func (t *Train) RemoveStyle(path string) { t.remove(&t.view.Styles, path) }

// RemoveContent takes a photograph out.
func (t *Train) RemoveContent(path string) { t.remove(&t.view.Contents, path) }

func (t *Train) remove(list *[]TrainPicture, path string) {
	*list = slices.DeleteFunc(slices.Clone(*list), func(x TrainPicture) bool { return x.Path == path })
	t.chosen()
}

// ClearStyles takes all out. A message offers to undo that.
func (t *Train) ClearStyles() { t.clear(&t.view.Styles, text("state.train.cleared")) }

// ClearContents goes back to the built-in photographs. A message offers to undo that.
func (t *Train) ClearContents() { t.clear(&t.view.Contents, text("state.train.builtin")) }

func (t *Train) clear(list *[]TrainPicture, said Text) {
	before := *list
	if len(before) == 0 {
		return
	}
	*list = nil
	t.chosen()
	t.program.showUndo(Message{Text: said}, func() error {
		t.putBack(list, before)
		return nil
	})
}

// putBack puts pictures that were taken out before those that were added since.
func (t *Train) putBack(list *[]TrainPicture, before []TrainPicture) {
	paths := pathsOf(before)
	again := func(x TrainPicture) bool { return slices.Contains(paths, x.Path) }
	*list = slices.Concat(before, slices.DeleteFunc(slices.Clone(*list), again))
	for _, x := range before {
		if x.Thumb == nil { // it was not read yet
			t.lookAt(list, x.Path)
		}
	}
	t.chosen()
}

// PickStyles asks for a style picture.
func (t *Train) PickStyles() {
	t.program.pick(PictureFiles, func(path string) { t.AddStyles([]string{path}) })
}

// PickStyleFolder asks for a folder of style pictures.
func (t *Train) PickStyleFolder() {
	t.program.pickFolder(func(path string) { t.AddStyles([]string{path}) })
}

// PickContents asks for a folder of photographs to practise on.
func (t *Train) PickContents() {
	t.program.pickFolder(func(path string) { t.AddContents([]string{path}) })
}

// usable are the pictures of a list that can be read, as far as is known.
func usable(list []TrainPicture) []string {
	var paths []string
	for _, x := range list {
		if x.Problem.Empty() {
			paths = append(paths, x.Path)
		}
	}
	return paths
}

// problemIn is that of the last picture of a list that has one.
func problemIn(list []TrainPicture) (problem Text) {
	for _, x := range list {
		if !x.Problem.Empty() {
			problem = x.Problem
		}
	}
	return problem
}
