package app

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// desktopDaemon shows notifications, as that of a desktop would; while stuck is open it does not answer.
type desktopDaemon struct {
	told  chan string
	stuck chan struct{}
}

// Notify is the call of the freedesktop specification.
func (d *desktopDaemon) Notify(app string, _ uint32, _, title, body string, _ []string, _ map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	d.told <- app + ": " + title + ": " + body
	if d.stuck != nil {
		<-d.stuck
	}
	return 1, nil
}

// GetServerInformation is asked by some clients first.
func (*desktopDaemon) GetServerInformation() (name, vendor, version, spec string, err *dbus.Error) {
	return "test", "restyle", "1", "1.2", nil
}

// newBus starts a message bus of the test's own, which is that of the session.
func newBus(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("dbus-daemon is not installed: notifications are not tested")
	}
	bus := exec.Command(path, "--session", "--nofork", "--nopidfile", "--print-address=1")
	out, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bus.Process.Kill(); bus.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the bus does not start: %v", err)
	}
	address = strings.TrimSpace(address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	return address
}

func (d *desktopDaemon) serve(t *testing.T, address string) {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	const name = "org.freedesktop.Notifications"
	if err := conn.Export(d, "/org/freedesktop/Notifications", name); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}

// TestNotificationsArrive at a real bus; a desktop that hangs holds nobody up for long, and is asked once only.
func TestNotificationsArrive(t *testing.T) {
	daemon := &desktopDaemon{told: make(chan string, 9)}
	daemon.serve(t, newBus(t))
	n := &notifier{}
	if err := n.Notify("Train mine", "mine is ready"); err != nil {
		t.Fatal(err)
	}
	if got := <-daemon.told; got != "Restyle: Train mine: mine is ready" {
		t.Errorf("it shows %q", got)
	}
	daemon.stuck = make(chan struct{})
	defer close(daemon.stuck)
	begun := time.Now()
	if err := n.Notify("one", "more"); err == nil || time.Since(begun) > 2*notifyWithin {
		t.Errorf("a desktop that hangs: %v after %v", err, time.Since(begun))
	}
	begun = time.Now()
	if err := n.Notify("and", "another"); err == nil || time.Since(begun) > notifyWithin/2 {
		t.Errorf("while it hangs: %v after %v", err, time.Since(begun))
	}
}
