package main

import (
	"fmt"

	"restyle/core/fault"
	"restyle/core/model"
)

// loadTeacher reads a file of --teacher, and says of one of another kind what a teacher is.
func loadTeacher(path, otherwise string) (*model.Teacher, error) {
	t, err := model.LoadTeacher(path)
	if f := fault.Of(err); f == nil || f.Name != "weights.other" && f.Name != "teacher.other" {
		return t, err
	}
	return nil, fmt.Errorf("load teacher %s: this is none: choose %sa .safetensors file that holds the layers conv0, conv11 … conv41 and conv11_aux … conv41_aux", path, otherwise)
}

// orVGG is the other file that a training can learn from.
const orVGG = "vgg_normalised.pth of the authors, or "
