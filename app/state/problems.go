package state

import (
	"errors"
	"syscall"

	"restyle/core/fault"
	"restyle/core/stylize"
)

// problemText is the sentence for an error that has a name, in the language of the person; ok is false for others.
func problemText(err error) (t Text, ok bool) {
	var small *stylize.SmallStyleError
	f := fault.Of(err)
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return text("problem.disk.full"), true
	case f != nil:
		t = Text{Key: "problem." + f.Name, English: englishOf("problem." + f.Name), Data: f.Data}
	case errors.As(err, &small):
		t = text("problem.style.small", "Width", small.Width, "Height", small.Height)
	}
	return t, !t.Empty()
}

// problems are the sentences for the names that the core gives to errors, by "problem." and the name.
var problems = map[string]string{
	"problem.file.missing":    "{{.File}} is not there any more: choose another file.",
	"problem.file.forbidden":  "{{.File}} may not be read: change its permissions or choose another file.",
	"problem.file.unreadable": "{{.File}} cannot be read: try a copy on another disk.",
	"problem.file.newer":      "{{.File}} is of another version of this program: use that version.",

	"problem.picture.cutoff":     "{{.File}} is cut off: get a complete copy of the {{.Format}} file.",
	"problem.picture.damaged":    "{{.File}} is damaged: get another copy of the {{.Format}} file.",
	"problem.picture.variant":    "{{.File}} is a kind of {{.Format}} that cannot be read: save it again as PNG or JPEG.",
	"problem.picture.animated":   "{{.File}} is an animated WebP picture, which cannot be read: save it as a GIF, or one of its frames as PNG.",
	"problem.picture.empty":      "{{.File}} is empty: choose another file.",
	"problem.picture.heic":       "{{.File}} is no picture, or one in HEIC or AVIF, which cannot be read: save it as JPEG or PNG first.",
	"problem.picture.unknown":    "{{.File}} holds no picture: choose a JPEG, PNG, WebP, BMP, TIFF or GIF file.",
	"problem.picture.nopixels":   "{{.File}} has no pixels: choose another picture.",
	"problem.picture.large":      "{{.File}} has {{.Width}} × {{.Height}} pixels, more than the limit of {{.Limit}} megapixels: make it smaller first.",
	"problem.picture.bytes":      "{{.File}} is larger than the limit of {{.Limit}} MB: make the picture smaller first.",
	"problem.picture.folder":     "{{.File}} is a folder: choose a picture in it.",
	"problem.picture.special":    "{{.File}} is no ordinary file: choose a picture.",
	"problem.picture.frames":     "{{.File}} is animated, and only its first frame is taken: for all of them open it on the video screen.",
	"problem.picture.pages":      "{{.File}} has several pages, of which only the first is taken.",
	"problem.picture.cmyk":       "The CMYK colours of {{.File}} are converted without its profile, and the result is sRGB.",
	"problem.picture.noprofile":  "The colour profile of {{.File}} cannot be used: it is left out, and the colours are taken for sRGB.",
	"problem.picture.oddprofile": "The colour profile of {{.File}} cannot be used for painting: it is kept, and the colours are taken for sRGB.",
	"problem.picture.small":      "{{.File}} has only {{.Width}} × {{.Height}} pixels, too few to learn from: choose a larger picture.",
	"problem.pictures.content":   "None of the photos to practise on can be read: choose others.",
	"problem.pictures.style":     "None of the style pictures can be read: choose others.",

	"problem.save.nofolder":  "{{.File}} cannot be saved: the folder {{.Folder}} is not there. Choose another.",
	"problem.save.forbidden": "{{.File}} cannot be saved: the folder {{.Folder}} may not be written to. Choose another.",
	"problem.save.failed":    "{{.File}} cannot be written: make sure that there is space on the disk, or choose another folder.",
	"problem.save.ending":    "{{.File}} cannot be saved: end the name with .jpg, .png or .tif.",
	"problem.save.input":     "{{.File}} is what the result is made from: choose another name.",
	"problem.save.isfolder":  "{{.File}} is the name of a folder: choose another name.",
	"problem.save.large":     "{{.File}} would be larger than a {{.Format}} file can be: make the picture smaller, or choose .png.",
	"problem.save.recipe":    "{{.File}} is there already and is no recipe: choose another name for the result.",
	"problem.save.busy":      "{{.File}} is being written by another export: wait for that one, or choose another name.",
	"problem.disk.full":      "The disk is full: make room, or choose another disk.",
	"problem.disk.small":     "About {{.Needed}} are needed in {{.Folder}} and {{.Free}} are free: make room, or choose another disk or a smaller size.",

	"problem.memory.picture": "{{.Width}} × {{.Height}} pixels need {{.Needed}} of memory and {{.Allowed}} may be used: choose a smaller export size, or allow more in the settings.",
	"problem.memory.style":   "A style of {{.Width}} × {{.Height}} pixels needs {{.Needed}} of memory and {{.Allowed}} may be used: allow more in the settings.",

	"problem.style.small":   "The style has only {{.Width}} × {{.Height}} pixels: choose a picture of at least 16 × 16.",
	"problem.style.tiny":    "The style {{.Name}} has only {{.Width}} × {{.Height}} pixels: choose a picture of at least 16 × 16.",
	"problem.style.damaged": "{{.File}} is damaged: save the style again.",
	"problem.style.other":   "{{.File}} holds no style of Restyle: choose a picture instead.",
	"problem.style.model":   "{{.File}} is a model, not a style: add it on the models screen.",
	"problem.style.builtin": "The style {{.Name}} is made for the model {{.Model}}, and its painting does not come with the program: choose that model, or a picture of your own.",
	"problem.style.gone":    "The style {{.Name}} is made for another model, and its picture {{.File}} is not there any more or was changed: choose the picture again.",
	"problem.style.taken":   "The style {{.Name}} is built in: choose another name.",
	"problem.style.name":    "{{.Name}} cannot be the name of a file: choose another.",

	"problem.weights.other":   "{{.File}} is no model of Restyle: choose another file.",
	"problem.weights.damaged": "{{.File}} is damaged or cut off: fetch or export it again.",
	"problem.model.other":     "{{.File}} is no model of Restyle: train one, or import the authors' files.",
	"problem.model.damaged":   "{{.File}} does not hold what such a model needs: fetch or export it again.",
	"problem.model.none":      "There is no model {{.Name}} any more: choose another.",
	"problem.model.mode":      "The model {{.Name}} has not been taught this mode: choose the other mode or another model.",
	"problem.name.builtin":    "The model {{.Name}} is built in: choose another name.",
	"problem.name.taken":      "There is a model {{.Name}} already: choose another name.",
	"problem.name.empty":      "A name is needed.",
	"problem.name.long":       "The name is too long: choose a shorter one.",
	"problem.name.letter":     "A name cannot hold {{.Letter}}: use letters, digits, spaces and . _ - ( ).",
	"problem.name.odd":        "{{.Name}} is not possible as a name on every system: choose another.",

	"problem.torch.other":    "{{.File}} is no checkpoint of PyTorch: fetch the authors' file again, or choose another.",
	"problem.torch.content":  "{{.File}} holds something other than plain weights, which is not read for safety: choose a file of the authors.",
	"problem.import.role":    "{{.File}} is none of the authors' files: choose vgg_normalised.pth, decoder_iter_….pth.tar or sct_iter_….pth.tar.",
	"problem.import.none":    "{{.File}} holds no .pth or .tar file: choose the folder with the authors' files.",
	"problem.import.vgg":     "The encoder file does not fit: choose vgg_normalised.pth.",
	"problem.import.decoder": "The decoder file does not fit its mode: choose a decoder_iter_….pth.tar of that mode.",
	"problem.import.sct":     "The SCT file does not fit its mode: choose an sct_iter_….pth.tar of that mode.",
	"problem.import.unfit":   "The files do not fit together: choose the files of one mode that the authors published together.",

	"problem.video.noffmpeg": "ffmpeg is not installed: install it for videos and sound; animated GIFs work without it.",
	"problem.video.unknown":  "{{.File}} is no video that can be read: choose another file.",
	"problem.video.damaged":  "{{.File}} is damaged, or a kind of video that cannot be read: get another copy.",
	"problem.video.empty":    "{{.File}} is a folder without pictures: choose a video, or a folder of its frames.",
	"problem.video.sound":    "{{.File}} holds only sound: choose a video.",
	"problem.video.longer":   "{{.File}} says that it is {{.Length}} long and goes on; what comes behind {{.Read}} is left out. Convert a copy of it that ffmpeg has made.",
	"problem.video.short":    "{{.File}} could be read for {{.Read}} of {{.Length}}: it ends early or is damaged.",
	"problem.video.silent":   "The result has no sound.",
	"problem.video.titles":   "Subtitles are left out that {{.Ending}} files cannot hold: {{.Left}} of {{.Count}}.",
	"problem.video.bitmaps":  "Subtitles that are pictures are left out where they are on screen at {{.Time}}.",
	"problem.video.hdr":      "The video is HDR, and its colours come out pale: this ffmpeg has no zscale to bring them into range.",
	"problem.video.ending":   "{{.File}} cannot be saved: end the name with .mp4, .webm, .mov, .mkv, .avi or .gif.",

	"problem.training.diverged":  "The training went astray and was ended; nothing was changed. Start it anew, or with other pictures.",
	"problem.training.damaged":   "What was kept of the interrupted training is damaged: it cannot go on. Start it anew.",
	"problem.training.changed":   "The model {{.Model}}, from which the training of {{.Name}} began, has changed: start it anew.",
	"problem.settings.unwritten": "What you choose cannot be kept in {{.Folder}}: make sure that there is space and that the folder may be written to.",
	"problem.settings.damaged":   "The settings could not be read: they are as at the first start, and the old file is kept as {{.File}}.",
}
