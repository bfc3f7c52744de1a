package state

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
}

func (s *Stylize) newExporter(files ...*contentFile) *exporter {
	e := &exporter{program: s.program, files: files, recipe: s.recipe(), options: s.view.Export, painter: painter{studio: s.program.studio}}
	if len(files) == 1 {
		e.number = s.recipes
	}
	return e
}

// outputName is what the result of one of the contents is called unless the person says otherwise.
func (e *exporter) outputName(content int) string {
	f := e.files[content]
	if strings.EqualFold(filepath.Ext(f.path), ".png") {
		return e.recipe.outputName(f.name) + ".png"
	}
	return e.recipe.outputName(f.name) + "." + e.program.Settings.view.ExportFormat
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
	e.paths = []string{path}
	e.program.mayReplace(path, func() { e.start(text("state.job.export", "File", baseName(path))) })
}

// into writes all contents into a folder, never over a file.
func (e *exporter) into(folder string) {
	taken := map[string]bool{}
	for c := range e.files {
		name := e.outputName(c)
		path := filepath.Join(folder, name)
		for i := 2; taken[path] || exists(path); i++ {
			path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", stem(name), i, filepath.Ext(name)))
		}
		taken[path] = true
		e.paths = append(e.paths, path)
	}
	e.folder = folder
	e.start(text("state.job.exportall", "Count", len(e.paths)))
}

func (e *exporter) start(title Text) {
	done := text("state.export.done", "File", baseName(e.paths[0]))
	path := e.paths[0]
	if e.folder != "" {
		done, path = text("state.export.all", "Count", len(e.paths), "Folder", e.folder), e.folder
	}
	e.program.Jobs.start(task{kind: ExportJob, title: title, pauses: true, result: result{done: done}, path: path, work: e.run})
}

func (e *exporter) run(ctx context.Context, j *running) error {
	for i, f := range e.files {
		share := func(fraction float64, detail Text) {
			j.report((float64(i)+fraction)/float64(len(e.files)), detail)
		}
		if err := e.one(ctx, j, f, e.paths[i], share); err != nil {
			return err
		}
	}
	return nil
}

// one writes one content.
func (e *exporter) one(ctx context.Context, j *running, f *contentFile, path string, report func(float64, Text)) error {
	content, err := f.open()
	if err != nil {
		return err
	}
	result, err := e.paint(ctx, j, content, report)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	report(0.95, text("state.job.save"))
	save := imaging.SaveOptions{Quality: e.options.Quality, Inputs: e.recipe.inputs()}
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
