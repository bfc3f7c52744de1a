package video

import (
	"os"

	"golang.org/x/sys/windows"
)

// freeSpace is how many bytes this user can write to the disk of a folder.
func freeSpace(folder string) (int64, error) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return int64(free), err
}

// lockFile makes sure that no other process has the file locked; the lock ends with the process.
func lockFile(path string) (*os.File, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	const all = ^uint32(0)
	err = windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, all, all, &windows.Overlapped{})
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

func unlockFile(file *os.File) { file.Close() }
