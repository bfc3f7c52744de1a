package main

import (
	"cmp"
	"fmt"

	"restyle/core/model"
)

func modelImportCommand() *command {
	usage := "--vgg F [--art-decoder F --art-sct F] [--photo-decoder F --photo-sct F] --name N, or: restyle-cli model import FILE [--name N]"
	return &command{"model import", "add the authors' checkpoints, or a model file, to the library", usage, func(p *program, c *command, args []string) error {
		o := &libraryFlags{}
		var from model.Checkpoints
		f := c.flags()
		o.register(f)
		f.StringVar(&from.VGG, "vgg", "", "`FILE` vgg_normalised.pth")
		f.StringVar(&from.ArtDecoder, "art-decoder", "", "`FILE` decoder_iter_*.pth.tar of the artistic mode")
		f.StringVar(&from.ArtSCT, "art-sct", "", "`FILE` sct_iter_*.pth.tar of the artistic mode")
		f.StringVar(&from.PhotoDecoder, "photo-decoder", "", "`FILE` decoder_iter_*.pth.tar of the photorealistic mode")
		f.StringVar(&from.PhotoSCT, "photo-sct", "", "`FILE` sct_iter_*.pth.tar of the photorealistic mode")
		f.StringVar(&from.Name, "name", "", "`NAME` of the new model")
		files, err := p.parse(c, f, args, 0, 1)
		if err != nil {
			return err
		}
		library, err := openLibrary(o.library)
		if err != nil {
			return err
		}
		if len(files) == 1 {
			return p.importFile(o, library, files[0], from)
		}
		return p.importCheckpoints(o, library, from)
	}}
}

// importFile adds a model file, under its own name unless another is given.
func (p *program) importFile(o *libraryFlags, library *model.Library, file string, from model.Checkpoints) error {
	if from != (model.Checkpoints{Name: from.Name}) {
		return wrongUsage("model import: %s and checkpoints are named: import one after the other", file)
	}
	name := cmp.Or(from.Name, stem(file))
	if err := library.Add(name, file); err != nil {
		return ofName(err)
	}
	p.progress(o).finished(library.Path(name))
	p.tell("added the model %s\n", name)
	return nil
}

func (p *program) importCheckpoints(o *libraryFlags, library *model.Library, from model.Checkpoints) error {
	if from.VGG == "" || from.Name == "" {
		return wrongUsage("model import: name the files with --vgg and the others, and the new model with --name")
	}
	if err := library.CanSave(from.Name, false); err != nil { // before reading takes its seconds
		return fmt.Errorf("model import: %w", ofName(err))
	}
	m, err := model.Import(from)
	if err == nil {
		err = p.ctx.Err() // reading takes seconds, and does not look
	}
	if err != nil {
		return err
	}
	if err := library.Save(from.Name, m); err != nil {
		return err
	}
	p.progress(o).finished(library.Path(from.Name))
	p.tell("added the model %s (%s)\n", from.Name, modes(m.Modes()))
	return nil
}

func modelRenameCommand() *command {
	return &command{"model rename", "give a model of the library a new name", "NAME NEW_NAME", func(p *program, c *command, args []string) error {
		library, names, err := p.libraryArgs(c, args, 2, 2)
		if err != nil {
			return err
		}
		if err := library.Rename(names[0], names[1]); err != nil {
			return ofName(err)
		}
		p.changed("renamed", "renamed the model %s to %s", names[0], names[1])
		return nil
	}}
}

func modelRemoveCommand() *command {
	return &command{"model remove", "delete models from the library", "NAME...", func(p *program, c *command, args []string) error {
		library, names, err := p.libraryArgs(c, args, 1, -1)
		if err != nil {
			return err
		}
		return p.removeModels(library, names)
	}}
}

// removeModels deletes models or, if one of the names is wrong, none.
func (p *program) removeModels(library *model.Library, names []string) error {
	seen := map[string]bool{}
	for _, name := range names {
		e, err := library.Own(name)
		if err == nil && seen[e.Path] {
			err = fmt.Errorf("%s is named twice: name it once", name)
		}
		if err != nil {
			return fmt.Errorf("remove model: %w", err)
		}
		seen[e.Path] = true
	}
	for _, name := range names {
		if err := library.Remove(name); err != nil {
			return err
		}
		p.changed("removed", "removed the model %s", name)
	}
	return nil
}
