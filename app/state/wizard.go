package state

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/weights"
)

// ImportRole is what a file of the authors is for.
type ImportRole uint8

// The roles of files.
const (
	VGGFile ImportRole = iota
	ArtDecoderFile
	ArtSCTFile
	PhotoDecoderFile
	PhotoSCTFile
	importRoles
)

// ImportView is the wizard that imports the authors' checkpoints. VGG and both files of one mode are needed.
type ImportView struct {
	Files       [importRoles]ImportFile // by ImportRole
	Name        string
	NameProblem Text
	Missing     Text // what is still to be chosen; empty: nothing
	Ready       bool
	Busy        bool
	Problem     *Problem // why the last attempt failed
}

// ImportFile is a file of the wizard.
type ImportFile struct {
	Path    string // empty: not chosen
	Problem Text   // why it cannot be what it is chosen for
}

// PickImport asks for the wizard's file of a role.
func (m *Models) PickImport(role ImportRole) {
	m.program.pick(TorchFiles, func(path string) { m.SetImport(role, path) })
}

// SetImport chooses the wizard's file of a role; "" takes it away.
func (m *Models) SetImport(role ImportRole, path string) {
	if role >= importRoles {
		return
	}
	m.view.Import.Files[role] = ImportFile{Path: path}
	m.checkImport()
	if path == "" {
		return
	}
	go func() {
		found, err := roleOf(path, role)
		m.program.ports.Post(func() { m.judgeImport(role, path, found, err) })
	}()
}

func (m *Models) judgeImport(role ImportRole, path string, found ImportRole, err error) {
	f := &m.view.Import.Files[role]
	if f.Path != path {
		return // another was chosen meanwhile
	}
	switch {
	case err != nil:
		f.Problem = explain(err).Sentence
	case found != role:
		f.Problem = text("state.import.other", "File", baseName(path), "Role", roleName(found))
	}
	m.checkImport()
}

// PickImportFolder asks for a folder for OfferImport.
func (m *Models) PickImportFolder() {
	m.program.pickFolder(func(folder string) { m.OfferImport([]string{folder}) })
}

// OfferImport finds out what the files, or those of a folder, are for.
func (m *Models) OfferImport(paths []string) {
	m.view.Import.Busy = true
	m.checkImport()
	wizard := m.wizard
	go func() {
		roles, first := sortCheckpoints(paths)
		m.program.ports.Post(func() {
			if m.wizard != wizard {
				return
			}
			m.view.Import.Busy = false
			for role, path := range roles {
				m.view.Import.Files[role] = ImportFile{Path: path}
			}
			if m.checkImport(); !m.view.Import.Missing.Empty() {
				m.program.complain(first)
			}
		})
	}()
}

// sortCheckpoints finds the role of each file; first is the first problem.
func sortCheckpoints(paths []string) (roles map[ImportRole]string, first error) {
	roles = map[ImportRole]string{}
	for _, path := range checkpointFiles(paths) {
		role, err := roleOf(path, decoderByName(path))
		if err == nil {
			roles[role] = path
		} else if first == nil {
			first = err
		}
	}
	if len(roles) == 0 && first == nil {
		first = fault.Mark(fmt.Errorf("%s holds no .pth or .tar file: choose the folder with the authors' checkpoints", baseName(paths[0])),
			"import.none", "File", baseName(paths[0]))
	}
	return roles, first
}

// checkpointFiles are the files named, and the .pth and .tar files of folders.
func checkpointFiles(paths []string) []string {
	var files []string
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			files = append(files, path)
			continue
		}
		for _, pattern := range []string{"*.pth", "*.tar", "*.pt", "*/*.pth", "*/*.tar", "*/*.pt"} {
			files = append(files, glob(path, pattern)...)
		}
	}
	return files
}

// decoderByName guesses which mode a decoder is of: the authors call both alike, but people keep them apart by names or folders.
func decoderByName(path string) ImportRole {
	if strings.Contains(strings.ToLower(filepath.Join(filepath.Base(filepath.Dir(path)), filepath.Base(path))), "pho") {
		return PhotoDecoderFile
	}
	return ArtDecoderFile
}

// roleOf tells what a checkpoint is by the names and shapes of its tensors. A whole decoder may be of either mode: then it is what is likely.
func roleOf(path string, likely ImportRole) (ImportRole, error) {
	tensors, _, err := weights.ReadTorch(path)
	if err != nil {
		return 0, err
	}
	inputs := func(name string) int {
		if t := tensors[name]; len(t.Shape) == 4 {
			return t.Shape[1]
		}
		return 0
	}
	full := model.Full().Widths
	switch {
	case inputs("cnet.0.weight") == full[3]:
		return ArtSCTFile, nil
	case inputs("cnet.0.weight") == full[2]:
		return PhotoSCTFile, nil
	case inputs("0.weight") == 3:
		return VGGFile, nil
	case inputs("1.weight") == full[3] && likely == PhotoDecoderFile:
		return PhotoDecoderFile, nil
	case inputs("1.weight") == full[3]:
		return ArtDecoderFile, nil
	case inputs("1.weight") == full[2] || inputs("11.weight") == full[2]:
		return PhotoDecoderFile, nil
	}
	err = fmt.Errorf("%s is no file of CCPL's own code: choose vgg_normalised.pth, decoder_iter_….pth.tar or sct_iter_….pth.tar", baseName(path))
	return 0, fault.Mark(err, "import.role", "File", baseName(path))
}

func roleName(r ImportRole) Text {
	return text([importRoles]string{"state.role.vgg", "state.role.artdecoder", "state.role.artsct", "state.role.photodecoder", "state.role.photosct"}[r])
}

// SetImportName names the model to be imported.
func (m *Models) SetImportName(name string) {
	if name != m.view.Import.Name {
		m.view.Import.Name = name
		m.checkImport()
	}
}

// ResetImport empties the wizard; what was being read for it or imported comes to nothing in it.
func (m *Models) ResetImport() {
	m.wizard++
	m.view.Import = ImportView{Name: m.freeName("paper")}
	m.checkImport()
}

// checkImport finds out what is missing.
func (m *Models) checkImport() {
	v := &m.view.Import
	v.NameProblem = m.CheckName(strings.TrimSpace(v.Name))
	v.Missing = missingFile(v.Files)
	v.Ready = v.Missing.Empty() && v.NameProblem.Empty() && !v.Busy
	for _, f := range v.Files {
		v.Ready = v.Ready && f.Problem.Empty()
	}
	m.program.log("import", "ready", v.Ready, "missing", v.Missing)
	m.program.watchers.changed(ModelsImport)
}

func missingFile(files [importRoles]ImportFile) Text {
	has := func(r ImportRole) bool { return files[r].Path != "" }
	art, photo := has(ArtDecoderFile) || has(ArtSCTFile), has(PhotoDecoderFile) || has(PhotoSCTFile)
	missing := func(r ImportRole) Text { return text("state.import.missing", "Role", roleName(r)) }
	switch {
	case !has(VGGFile):
		return missing(VGGFile)
	case !art && !photo, art && !has(ArtDecoderFile):
		return missing(ArtDecoderFile)
	case art && !has(ArtSCTFile):
		return missing(ArtSCTFile)
	case photo && !has(PhotoDecoderFile):
		return missing(PhotoDecoderFile)
	case photo && !has(PhotoSCTFile):
		return missing(PhotoSCTFile)
	}
	return Text{}
}

// RunImport imports; a job shows that.
func (m *Models) RunImport() {
	v := &m.view.Import
	if !v.Ready {
		return
	}
	v.Busy, v.Problem = true, nil
	m.checkImport()
	f, name, wizard := v.Files, strings.TrimSpace(v.Name), m.wizard
	files := model.Checkpoints{
		VGG: f[VGGFile].Path, ArtDecoder: f[ArtDecoderFile].Path, ArtSCT: f[ArtSCTFile].Path,
		PhotoDecoder: f[PhotoDecoderFile].Path, PhotoSCT: f[PhotoSCTFile].Path, Name: name,
	}
	work := func(ctx context.Context, _ *running) error {
		imported, err := model.Import(files)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		return m.library().Save(name, imported)
	}
	m.program.Jobs.start(task{
		kind: ImportJob, title: text("state.job.import", "Name", name), result: result{done: text("state.model.imported", "Name", name)},
		work: work, ended: func(err error) { m.imported(wizard, name, err) },
	})
}

// imported follows the end of an import that was begun in a wizard.
func (m *Models) imported(wizard int, name string, err error) {
	if err == nil {
		m.chosen = name
		m.refresh()
	}
	if m.wizard != wizard {
		return
	}
	m.view.Import.Busy = false
	if m.view.Import.Problem = explain(err); err == nil {
		m.ResetImport()
	}
	m.checkImport()
}
