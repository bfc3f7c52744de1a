package main

import (
	"context"
	"errors"

	"restyle/core/stylize"
)

func makePictures(context.Context, *stylize.Session, string) error { return errors.New("not yet") }
