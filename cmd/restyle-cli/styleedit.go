package main

import (
	"errors"
	"fmt"

	"restyle/core/model"
)

func styleRenameCommand() *command {
	return &command{"style rename", "give a style of the library a new name", "NAME NEW_NAME", func(p *program, c *command, args []string) error {
		library, names, err := p.libraryArgs(c, args, 2, 2)
		if err != nil {
			return err
		}
		if err := library.RenameStyle(names[0], names[1]); err != nil {
			return ofName(err)
		}
		p.changed("renamed", "renamed the style %s to %s", names[0], names[1])
		return nil
	}}
}

func styleRemoveCommand() *command {
	return &command{"style remove", "delete styles from the library", "NAME...", func(p *program, c *command, args []string) error {
		library, names, err := p.libraryArgs(c, args, 1, -1)
		if err != nil {
			return err
		}
		return p.removeStyles(library, names)
	}}
}

// removeStyles deletes styles or, if one of the names is wrong, none.
func (p *program) removeStyles(library *model.Library, names []string) error {
	seen := map[string]bool{}
	for _, name := range names {
		path, err := library.SavedStyle(name)
		if err == nil && seen[path] {
			err = errors.New("it is named twice: name it once")
		}
		if err != nil {
			return fmt.Errorf("style remove %s: %w", name, err)
		}
		seen[path] = true
	}
	for _, name := range names {
		if err := library.RemoveStyle(name); err != nil {
			return err
		}
		p.changed("removed", "removed the style %s", name)
	}
	return nil
}
