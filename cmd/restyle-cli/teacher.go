package main

import (
	"errors"
	"fmt"
	"io/fs"

	"restyle/core/model"
)

// loadTeacher reads a file of --teacher, and says of another what a teacher is.
func loadTeacher(path, otherwise string) (*model.Teacher, error) {
	t, err := model.LoadTeacher(path)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return t, err
	}
	return nil, fmt.Errorf("load teacher %s: this is none: choose %sa .safetensors file that holds the layers conv0, conv11 … conv41 and conv11_aux … conv41_aux", path, otherwise)
}

// orVGG is the other file that a training can learn from.
const orVGG = "vgg_normalised.pth of the authors, or "
