package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"math"
	"path/filepath"
	"slices"

	"restyle/core/imaging"
	"restyle/core/metrics"
	"restyle/core/model"
	"restyle/core/sct"
	"restyle/core/stylize"
)

// evalModelFlags are the flags of eval model.
type evalModelFlags struct {
	evalFlags
	mode            modeFlag
	plain           bool
	contents        string
	styles          string
	sheet, plot     string
	crop, sheetRows int

	contentFiles, styleFiles []string
}

func (o *evalModelFlags) register(f *flag.FlagSet) {
	o.evalFlags.register(f)
	o.registerModel(f)
	o.registerSpace(f)
	o.registerForce(f)
	f.Var(&o.mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
	registerPlain(f, &o.plain)
	f.StringVar(&o.contents, "content", "", "`FOLDER` of contents")
	f.StringVar(&o.styles, "style", "", "`FOLDER` of styles")
	f.IntVar(&o.crop, "crop", 256, "take the centre of contents and styles, a square of `PIXELS`; smaller pictures are enlarged")
	f.StringVar(&o.sheet, "sheet", "", "write a sheet of all results to `FILE`, a PNG or JPEG")
	f.IntVar(&o.sheetRows, "rows", 0, "take the first `N` contents only into the sheet; without it all")
	f.StringVar(&o.plot, "plot", "", "write a plot of content and style distances to `FILE`")
}

func (o *evalModelFlags) check(c *command) error {
	switch {
	case o.contents == "":
		return wrongUsage("%s: no contents are named: add --content FOLDER", c.name)
	case o.styles == "":
		return wrongUsage("%s: no styles are named: add --style FOLDER", c.name)
	case o.crop < 16 || o.crop > 4096:
		return wrongUsage("%s: --crop %d: want 16 to 4096", c.name, o.crop)
	case o.sheet != "" && (filepath.Clean(o.sheet) == filepath.Clean(o.plot) || model.SameFile(o.sheet, o.plot)):
		return wrongUsage("%s: --sheet and --plot are one file, %s: name two", c.name, o.sheet)
	case o.sheetRows < 0:
		return wrongUsage("%s: --rows %d: want 1 or more", c.name, o.sheetRows)
	case o.sheetRows > 0 && o.sheet == "":
		return wrongUsage("%s: --rows: there is no sheet: leave it out, or add --sheet FILE", c.name)
	}
	if err := errors.Join(o.validate(c), checkPlain(o.plain, o.mode.mode)); err != nil {
		return err
	}
	if err := o.list(); err != nil {
		return err
	}
	return o.checkFiles(c, slices.Concat(o.contentFiles, o.styleFiles), o.sheet, o.plot)
}

// list finds the pictures of both folders.
func (o *evalModelFlags) list() (err error) {
	if o.contentFiles, err = listPictures(o.contents); err != nil {
		return err
	}
	o.styleFiles, err = listPictures(o.styles)
	return err
}

func evalModelCommand() *command {
	usage := "--content FOLDER --style FOLDER [--model NAME] [--mode MODE] [--teacher FILE] [--sheet FILE] [--json]"
	return &command{"eval model", "measure a model on every content in every style", usage, func(p *program, c *command, args []string) error {
		o := &evalModelFlags{}
		f := c.flags()
		o.register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		if err := o.check(c); err != nil {
			return err
		}
		return p.evalModel(o)
	}}
}

// named is a picture with its file name.
type named struct {
	name string
	*imaging.Picture
}

// openCrops opens pictures, puts them on white and takes the middle of each. Those of several that cannot be opened are told of and left out.
func (p *program) openCrops(files []string, side int, show *progress) ([]named, error) {
	var pictures []named
	for _, file := range files {
		picture, err := imaging.Open(file, imaging.Limits{})
		switch {
		case err != nil && len(files) == 1:
			return nil, err
		case err != nil:
			show.failed(file, err)
			continue
		}
		pictures = append(pictures, named{filepath.Base(file), middle(imaging.Flatten(picture), side)})
	}
	if len(pictures) == 0 {
		return nil, errReported
	}
	return pictures, nil
}

// middle is the square in the middle of a picture, which is enlarged first if its short side is shorter.
func middle(p *imaging.Picture, side int) *imaging.Picture {
	if short := min(p.Width, p.Height); short < side {
		scale := float64(side) / float64(short)
		p = imaging.Resize(p, max(side, int(math.Round(float64(p.Width)*scale))), max(side, int(math.Round(float64(p.Height)*scale))))
	}
	x, y := (p.Width-side)/2, (p.Height-side)/2
	return imaging.Crop(p, image.Rect(x, y, x+side, y+side))
}

func (p *program) evalModel(o *evalModelFlags) error {
	session, err := o.session()
	if err != nil {
		return err
	}
	judge, space, err := o.judge(func() (*model.Model, error) { return session.Model(), nil })
	if err != nil {
		return err
	}
	show := p.progress(o.common)
	contents, err := p.openCrops(o.contentFiles, o.crop, show)
	if err != nil {
		return err
	}
	styles, err := p.openCrops(o.styleFiles, o.crop, show)
	if err != nil {
		return err
	}
	e := &modelEvaluation{program: p, session: session, judge: judge, options: stylize.Options{Mode: o.mode.mode, Plain: o.plain}, progress: show}
	if o.sheet != "" {
		e.sheet = newSheet(contents, styles, o.sheetRows)
	}
	results, err := e.run(contents, styles)
	if err != nil {
		return err
	}
	report := newReport(space, results)
	report.Model, report.Mode, report.Crop = session.Model().Origin.Name, o.mode.String(), o.crop
	if err := p.saveModelPictures(o, e, report); err != nil {
		return err
	}
	err = p.print(o.json, report, func() string {
		return fmt.Sprintf("model %s, mode %s, %s, %s, crops of %d pixels\n", report.Model, report.Mode, count(len(contents), "content"), count(len(styles), "style"), o.crop) + report.table()
	})
	all := len(o.contentFiles) + len(o.styleFiles)
	return errors.Join(err, p.failures(all-len(contents)-len(styles), all))
}

// saveModelPictures writes the sheet and the plot that were asked for.
func (p *program) saveModelPictures(o *evalModelFlags, e *modelEvaluation, r report) error {
	if o.sheet != "" {
		if err := imaging.Save(o.sheet, e.sheet.picture, imaging.SaveOptions{}); err != nil {
			return err
		}
	}
	if o.plot == "" {
		return nil
	}
	var curves []curve
	for _, s := range r.Styles {
		c := curve{name: s.Style, points: true}
		for _, x := range r.Results {
			if x.Style == s.Style {
				c.add(x.Distance, x.StyleDistance)
			}
		}
		curves = append(curves, c)
	}
	return savePlot(o.plot, plotText{fmt.Sprintf("%s, %s mode", r.Model, r.Mode), "content distance", "style distance"}, curves)
}

// modelEvaluation stylizes and measures every content in every style.
type modelEvaluation struct {
	program  *program
	session  *stylize.Session
	judge    *metrics.Judge
	options  stylize.Options
	sheet    *sheet // nil: not wanted
	progress *progress
}

func (e *modelEvaluation) run(contents, styles []named) ([]score, error) {
	defer e.progress.clear()
	var results []score
	for column, style := range styles {
		ctx := e.program.ctx
		encoded, err := encodeStyle(ctx, e.session, style.name, style.Picture, e.options.Mode, 1)
		if err != nil {
			return nil, err
		}
		measured, err := measureStyle(ctx, e.judge, style.Picture)
		if err != nil {
			return nil, fmt.Errorf("measure %s: %w", style.name, err)
		}
		for row, content := range contents {
			s, err := e.one(content, encoded, measured, column, row)
			if err != nil {
				return nil, fmt.Errorf("measure %s in the style of %s: %w", content.name, style.name, err)
			}
			s.Content, s.Style = content.name, style.name
			results = append(results, s)
			done, total := len(results), len(contents)*len(styles)
			e.progress.show(event{Event: "measured", File: content.name, Done: done, Total: total}, fmt.Sprintf("%s in the style of %s (%d of %d)", content.name, style.name, done, total))
		}
	}
	return results, nil
}

// one stylizes and measures one content.
func (e *modelEvaluation) one(content named, style sct.Style, measured measuredStyle, column, row int) (score, error) {
	result, err := e.session.Apply(e.program.ctx, content.Picture, style, e.options, nil)
	if err != nil {
		return score{}, err
	}
	e.sheet.put(result, column+1, row+1)
	s, err := measureScore(e.program.ctx, e.judge, result, content.Picture, measured)
	s.Lines = metrics.GridLines(result)
	return s, err
}
