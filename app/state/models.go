package state

import "restyle/core/model"

// Models is the screen of models.
type Models struct {
	program *Program
	view    ModelsView
}

// ModelsView is a snapshot of the screen.
type ModelsView struct {
	// ModelsList
	Models  []ModelItem
	Chosen  int           // index of the one looked at; -1: none
	Details *ModelDetails // of it; nil until it is read

	// ModelsImport
	Import ImportView
}

// ModelItem is a model of the list.
type ModelItem struct {
	Name    string
	Path    string // of the file; empty if built in
	Bytes   int64
	BuiltIn bool
	Kind    string // built in, imported, trained, whole as in its file; empty until read
	InUse   bool   // it is the one of the stylize screen
	Problem Text   // why it cannot be read; empty: it can
}

// ModelDetails is all that is known of a model.
type ModelDetails struct {
	Name       string
	Modes      []model.Mode
	Widths     [4]int
	Parameters int
	Modulated  bool // the style also steers the decoder
	Origin     model.Origin
	ParentName string // of the model it was trained from, if that is in the library
	Checksum   string // of the weights
}

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

// ImportView is the wizard that imports the authors' checkpoints or a model file. VGG and both files of one mode are needed.
type ImportView struct {
	Files       [5]ImportFile // by ImportRole
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

// View is a snapshot of the screen.
func (m *Models) View() ModelsView { return m.view }

// Choose looks at one of Models.
func (m *Models) Choose(index int) {}

// Use makes a model that of the stylize screen.
func (m *Models) Use(name string) {}

// Rename gives one of the person's models another name.
func (m *Models) Rename(from, to string) {}

// CheckName says why a model cannot be called that; empty: it can.
func (m *Models) CheckName(name string) Text { return Text{} }

// Export asks for a file and writes a model to it.
func (m *Models) Export(name string) {}

// ExportTo writes a model to a file.
func (m *Models) ExportTo(name, path string) {}

// Delete deletes one of the person's models; a message offers to undo that.
func (m *Models) Delete(name string) {}

// AddFile adds a model file under its own name.
func (m *Models) AddFile(path string) {}

// PickFile asks for a model file to add.
func (m *Models) PickFile() {}

// PickImport asks for the wizard's file of a role.
func (m *Models) PickImport(role ImportRole) {}

// SetImport chooses the wizard's file of a role; "" takes it away. Offer sorts files by what they hold.
func (m *Models) SetImport(role ImportRole, path string) {}

// OfferImport finds out what the files, or those of a folder, are for.
func (m *Models) OfferImport(paths []string) {}

// PickImportFolder asks for a folder for OfferImport.
func (m *Models) PickImportFolder() {}

// SetImportName names the model to be imported.
func (m *Models) SetImportName(name string) {}

// RunImport imports; a job shows that.
func (m *Models) RunImport() {}

// ResetImport empties the wizard.
func (m *Models) ResetImport() {}
