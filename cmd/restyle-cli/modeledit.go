package main

import (
	"fmt"

	"restyle/core/model"
)

func modelImportCommand() *command {
	usage := "--vgg F [--art-decoder F --art-sct F] [--photo-decoder F --photo-sct F] --name N, or: restyle-cli model import FILE [--name N]"
	return &command{"model import", "add the authors' checkpoints, or a model file, to the library", usage, func(p *program, c *command, args []string) error {
		var folder string
		var from model.Checkpoints
		f := c.flags()
		registerLibrary(f, &folder)
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
		library, err := openLibrary(folder)
		if err != nil {
			return err
		}
		if len(files) == 1 {
			return p.importFile(library, files[0], from)
		}
		return p.importCheckpoints(library, from)
	}}
}

// importFile adds a model file, under its own name unless another is given.
func (p *program) importFile(library *model.Library, file string, from model.Checkpoints) error {
	if from != (model.Checkpoints{Name: from.Name}) {
		return wrongUsage("model import: %s and checkpoints are named: import one after the other", file)
	}
	name := from.Name
	if name == "" {
		name = stem(file)
	}
	if err := library.Add(name, file); err != nil {
		return err
	}
	fmt.Fprintf(p.out, "added the model %s\n", name)
	return nil
}

func (p *program) importCheckpoints(library *model.Library, from model.Checkpoints) error {
	if from.VGG == "" || from.Name == "" {
		return wrongUsage("model import: name the files with --vgg and the others, and the new model with --name")
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
	fmt.Fprintf(p.out, "added the model %s (%s)\n", from.Name, modes(m))
	return nil
}

func modelRenameCommand() *command {
	return &command{"model rename", "give a model of the library a new name", "NAME NEW_NAME", func(p *program, c *command, args []string) error {
		library, names, err := p.libraryArgs(c, args, 2)
		if err != nil {
			return err
		}
		if err := library.Rename(names[0], names[1]); err != nil {
			return err
		}
		fmt.Fprintf(p.out, "renamed the model %s to %s\n", names[0], names[1])
		return nil
	}}
}

func modelRemoveCommand() *command {
	return &command{"model remove", "delete a model from the library", "NAME", func(p *program, c *command, args []string) error {
		library, names, err := p.libraryArgs(c, args, 1)
		if err != nil {
			return err
		}
		if err := library.Remove(names[0]); err != nil {
			return err
		}
		fmt.Fprintf(p.out, "removed the model %s\n", names[0])
		return nil
	}}
}
