package state

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"restyle/core/batch"
	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/stylize"
)

// SetExport changes how results are saved.
func (s *Stylize) SetExport(o ExportOptions) {
	o.Size, o.Quality = max(o.Size, 0), min(max(o.Quality, 1), 100)
	if o == s.view.Export {
		return
	}
	s.view.Export = o
	s.changed(StylizeExport)
	s.program.saveChoices()
}

// Export asks for a file name and writes the current picture in full size; a job shows progress. What is written is what was there when it was
// asked: dialogs of the system let the person go on.
func (s *Stylize) Export() {
	e := s.newExporter(s.contents[s.view.Current])
	s.program.pickOutput(PictureOutput, e.outputName(0), e.to)
}

// ExportTo writes the current picture to a file; if it exists, the person is asked.
func (s *Stylize) ExportTo(path string) { s.newExporter(s.contents[s.view.Current]).to(path) }

// ExportAll asks for a folder and writes all Contents there, never over a file.
func (s *Stylize) ExportAll() { s.program.pickOutputFolder(s.newExporter(s.contents...).into) }

// ExportAllTo writes all Contents into a folder, never over a file.
func (s *Stylize) ExportAllTo(folder string) { s.newExporter(s.contents...).into(folder) }

// exporter writes contents in the look they had when it was made.
type exporter struct {
	program *Program
	files   []*contentFile
	paths   []string
	folder  string // of several; empty for one
	recipe  recipe
	number  uint64 // of the look and the only content; 0: several
	options ExportOptions
	painter painter
	notes   []Text // what could not be kept of contents
}

func (s *Stylize) newExporter(files ...*contentFile) *exporter {
	e := &exporter{program: s.program, files: files, recipe: s.recipe(), options: s.view.Export, painter: painter{studio: s.program.studio}}
	if len(files) == 1 {
		e.number = s.recipes
	}
	return e
}

// outputName is what the result of one of the contents is called unless the person says otherwise. What came as PNG does not become JPEG, which would lose some.
func (e *exporter) outputName(content int) string {
	f, format := e.files[content], e.program.Settings.view.ExportFormat
	if format == "jpg" && strings.EqualFold(filepath.Ext(f.path), ".png") {
		format = "png"
	}
	return e.recipe.outputName(f.name) + "." + format
}

// to writes the only content to a file; if it exists, the person is asked.
func (e *exporter) to(path string) {
	if filepath.Ext(path) == "" {
		path += "." + e.program.Settings.view.ExportFormat
	}
	if err := imaging.CanSave(path); err != nil {
		e.program.complain(err)
		return
	}
	e.program.mayReplace(path, func() {
		if !e.claim(path) {
			e.program.show(Message{Text: text("problem.save.busy", "File", baseName(path)), Bad: true})
			return
		}
		e.start(text("state.job.export", "File", baseName(path)), path, text("state.export.done", "File", baseName(path)))
	})
}

// into writes all contents into a folder, never over a file.
func (e *exporter) into(folder string) {
	for c := range e.files {
		wanted := filepath.Join(folder, e.outputName(c))
		path := wanted
		for i := 2; exists(path) || !e.claim(path); i++ {
			path = batch.Numbered(wanted, i)
		}
	}
	e.folder = folder
	e.start(text("state.job.exportall", "Count", len(e.paths)), folder, text("state.export.all", "Count", len(e.paths), "Folder", folder))
}

// claim makes a file the next one that is written, unless another export is about to write it; ended gives the claims back.
func (e *exporter) claim(path string) bool {
	key := strings.ToLower(path) // some disks do not tell a from A
	if e.program.claims[key] {
		return false
	}
	e.program.claims[key] = true
	e.paths = append(e.paths, path)
	return true
}

func (e *exporter) ended(error) {
	for _, path := range e.paths {
		delete(e.program.claims, strings.ToLower(path))
	}
}

func (e *exporter) start(title Text, path string, done Text) {
	e.program.Jobs.start(task{kind: ExportJob, title: title, pauses: true, result: result{done: done}, path: path, work: e.run, ended: e.ended})
}

// run writes the contents one after another. Of several, one that fails does not keep the others from being written, unless they would fail too.
func (e *exporter) run(ctx context.Context, j *running) error {
	var failed []error
	done := 0
	ends := e.ends()
	for i, f := range e.files {
		share := func(fraction float64, detail Text) {
			if n := len(e.files); n > 1 {
				detail = text("state.job.nth", "N", i+1, "Count", n, "Detail", detail)
			}
			j.report(ends[i]+fraction*(ends[i+1]-ends[i]), detail)
		}
		err := e.one(ctx, j, f, e.paths[i], share)
		if err == nil {
			done++
			continue
		}
		if ctx.Err() != nil {
			return err
		}
		if failed = append(failed, err); hopeless(err) {
			break
		}
	}
	if done == 0 {
		return errors.Join(failed...)
	}
	e.tell(j, done, failed)
	return nil
}

// ends are the shares of the work behind each content, with 0 before the first. Large files have more pixels, mostly.
func (e *exporter) ends() []float64 {
	const same = 100 << 10 // bytes that stand for what all take
	ends := []float64{0}
	for _, f := range e.files {
		size := len(f.data)
		if info, err := os.Stat(f.path); err == nil {
			size = int(info.Size())
		}
		ends = append(ends, ends[len(ends)-1]+float64(same+size))
	}
	for i := range ends {
		ends[i] /= ends[len(ends)-1]
	}
	return ends
}

// tell says what could not be written, and what could not be kept of what was; all of it stands in the details.
func (e *exporter) tell(j *running, done int, failed []error) {
	said, details := e.notes, make([]string, 0, len(failed)+len(e.notes))
	for _, err := range failed {
		details = append(details, err.Error())
	}
	for _, note := range e.notes {
		details = append(details, note.String())
	}
	switch {
	case len(failed) > 0:
		some := text("state.export.some", "Done", done, "Count", len(e.files), "Folder", e.folder, "Problem", explain(failed[0]).Sentence)
		said, j.done, j.bad = append([]Text{some}, said...), some, true
	case len(said) == 0:
		return
	case len(e.files) == 1:
		j.done = text("state.video.warned", "File", baseName(e.paths[0]), "Warning", inTurn(said))
	}
	j.outcome = inTurn(said)
	j.problem = &Problem{j.outcome, strings.Join(details, "\n")}
}

// remark says what could not be kept of a content.
func remark(file string, note error) Text {
	t := explain(note).Sentence
	t.Data = maps.Clone(t.Data)
	if t.Data == nil {
		t.Data = map[string]any{}
	}
	t.Data["File"] = file
	return t
}

// hopeless tells whether an error of one file is one of the folder, so that no other file could be written to it.
func hopeless(err error) bool {
	for _, cause := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS} {
		if errors.Is(err, cause) {
			return true
		}
	}
	f := fault.Of(err)
	return f != nil && (f.Name == "save.nofolder" || f.Name == "save.forbidden")
}

// one writes one content.
func (e *exporter) one(ctx context.Context, j *running, f *contentFile, path string, report func(float64, Text)) error {
	content, err := f.open()
	if err != nil {
		return err
	}
	for _, note := range content.Notes {
		e.notes = append(e.notes, remark(f.name, note))
	}
	result, err := e.paint(ctx, j, content, report)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	report(0.95, text("state.job.save"))
	save := imaging.SaveOptions{Quality: e.options.Quality, Inputs: append(e.recipe.inputs(), e.recipe.pictures()...)}
	if f.path != "" {
		save.Inputs = append(save.Inputs, f.path)
	}
	return imaging.SaveDocument(path, result, save)
}

// paint stylizes a content; what the preview has painted in full size is taken as it is.
func (e *exporter) paint(ctx context.Context, j *running, content *imaging.Document, report func(float64, Text)) (*imaging.Document, error) {
	width, height := content.Size()
	if e.options.Size > 0 && max(width, height) > e.options.Size {
		content = content.FitLongSide(e.options.Size)
	} else if done := e.shown(); done != nil {
		return done, nil
	}
	if e.painter.session == nil { // the first of several contents; later the model may have another name
		if err := e.painter.use(e.recipe.look.Model, e.recipe.resources); err != nil {
			return nil, err
		}
	}
	return e.painter.paint(ctx, content, e.recipe, func(event stylize.Event) {
		detail := text("state.job.encode")
		if event.Stage == stylize.Decode {
			detail = text("state.job.decode")
		}
		report(0.95*float64(event.Done)/float64(max(event.Total, 1)), detail)
		j.step(ctx)
	})
}

// shown is what the preview has painted, nil if that is not there or files of styles and masks were changed since: then the preview follows.
func (e *exporter) shown() *imaging.Document {
	s := e.program.Stylize
	if e.number == 0 || !s.preview.whole.outdated(e.number, e.recipe) {
		return s.preview.whole.of(e.number)
	}
	e.program.ports.Post(func() {
		if s.recipes == e.number {
			s.refresh()
		}
	})
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
