package state

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Place is where files were dropped.
type Place uint8

// The places.
const (
	DropAnywhere      Place = iota // the window, elsewhere
	DropContent                    // the picture, on the stylize screen
	DropStyles                     // the strip of styles
	DropTrainStyles                // style pictures to learn
	DropTrainContents              // photographs to practise on
	DropVideo                      // the video screen
	DropModels                     // the models screen
)

// Drop takes files and folders that were dropped at a place, and tells to which place they went: another, where they are not what that place takes.
func (p *Program) Drop(place Place, paths []string) (went Place) {
	p.log("drop", "place", place, "files", len(paths))
	files := slices.DeleteFunc(slices.Clone(paths), isAddress)
	if len(files) < len(paths) {
		p.show(Message{Text: text("state.drop.address"), Bad: true})
	}
	if len(files) == 0 {
		return place
	}
	paths = absolute(files)
	switch place {
	case DropStyles:
		p.Stylize.AddStyles(paths)
	case DropTrainStyles:
		p.Train.AddStyles(paths)
	case DropTrainContents:
		p.Train.AddContents(paths)
	case DropVideo:
		return p.dropVideos(paths)
	case DropModels:
		p.Models.offer(paths)
	default:
		return p.dropContent(paths)
	}
	return place
}

// isAddress tells whether something that was dropped is no file of this computer: browsers give the address of a picture. Fyne takes that for a name in the folder
// that the program runs in.
func isAddress(path string) bool {
	here, _ := os.Getwd() // empty if there is none
	scheme, rest, found := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, here), string(filepath.Separator)), ":")
	const drive = 1 // letter
	return found && len(scheme) > drive && !strings.ContainsAny(scheme, `/\`) && (strings.HasPrefix(rest, "/") || scheme == "data") && !exists(path)
}

// absolute are names that hold from every folder, such as that of the next start: those of the command line may be relative.
func absolute(paths []string) []string {
	paths = slices.Clone(paths)
	for i, path := range paths {
		if whole, err := filepath.Abs(path); err == nil {
			paths[i] = whole
		}
	}
	return paths
}

// dropContent sorts out files whose names say that they are something else than a picture, and tells where those went that are best
// looked at: photos before styles, videos and models.
func (p *Program) dropContent(paths []string) (went Place) {
	var pictures, models, videos, styles []string
	for _, path := range paths {
		switch ext := extension(path); {
		case isVideo(ext):
			videos = append(videos, path)
		case ext == ".style":
			styles = append(styles, path)
		case ext == ".safetensors":
			models = append(models, path)
		default:
			pictures = append(pictures, path)
		}
	}
	went = DropContent
	if len(models) > 0 {
		p.Models.addFiles(models)
		went = DropModels
	}
	if len(videos) > 0 {
		p.dropVideos(videos)
		went = DropVideo
	}
	if len(styles) > 0 {
		p.Stylize.AddStyles(styles)
		went = DropStyles
	}
	if len(pictures) > 0 {
		p.Stylize.AddContents(pictures)
		went = DropContent
	}
	return went
}

// dropVideos opens the first clip among some files: the screen has one at a time, of which a message tells. Photographs alone are none.
func (p *Program) dropVideos(paths []string) (went Place) {
	first := slices.IndexFunc(paths, func(path string) bool { return isVideo(extension(path)) || extension(path) == ".gif" || isFolder(path) })
	if first < 0 { // ffmpeg reads more than is known here
		first = slices.IndexFunc(paths, func(path string) bool { return !isPhoto(extension(path)) })
	}
	if first < 0 {
		return p.dropContent(paths)
	}
	p.Video.choose(paths[first], len(paths) > 1)
	return DropVideo
}

func extension(path string) string { return strings.ToLower(filepath.Ext(path)) }

// isPhoto tells whether a file's name is that of a photograph.
func isPhoto(ext string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}, ext)
}

// pathsIn finds names of files in a text: one a line, plain or as file:// addresses.
func pathsIn(words string) []string {
	var paths []string
	for _, line := range strings.Split(words, "\n") {
		line = strings.TrimSpace(line)
		if u, err := url.Parse(line); err == nil && u.Scheme == "file" {
			line = filepath.FromSlash(u.Path)
		}
		if filepath.IsAbs(line) && exists(line) {
			paths = append(paths, line)
		}
	}
	return paths
}

// pick asks for a file to be read.
func (p *Program) pick(kind FileKind, done func(path string)) {
	if p.ports.Files != nil {
		p.ports.Files.Open(kind, p.folder, p.picked(done))
	}
}

// pickOutput asks for a file to be written. An ending that the person left out is that of name.
func (p *Program) pickOutput(kind FileKind, name string, done func(path string)) {
	if p.ports.Files == nil {
		return
	}
	picked := p.picked(done)
	p.ports.Files.Save(kind, p.outputFolder(), name, func(path string, err error) {
		if p.agreed = path; filepath.Ext(path) == "" {
			p.agreed, path = "", path+filepath.Ext(name)
		}
		picked(path, err)
		p.agreed = ""
	})
}

// outputFolder is where new files go: the folder of the settings, or else the one used last.
func (p *Program) outputFolder() string {
	if folder := p.Settings.view.ExportFolder; folder != "" {
		return folder
	}
	return p.folder
}

// pickOutputFolder asks for a folder to write to.
func (p *Program) pickOutputFolder(done func(path string)) {
	if p.ports.Files != nil {
		p.ports.Files.Folder(p.outputFolder(), p.picked(done))
	}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// pickFolder asks for a folder.
func (p *Program) pickFolder(done func(path string)) {
	if p.ports.Files != nil {
		p.ports.Files.Folder(p.folder, p.picked(done))
	}
}

// picked remembers where the person was looking.
func (p *Program) picked(done func(string)) func(string, error) {
	return func(path string, err error) {
		if errors.Is(err, ErrDialogOpen) {
			p.show(Message{Text: text("state.dialog.open"), Bad: true})
			return
		}
		if err != nil {
			p.complain(err)
			return
		}
		if p.folder = path; !isFolder(path) {
			p.folder = filepath.Dir(path)
		}
		done(path)
	}
}
