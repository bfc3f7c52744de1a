package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// process is a worker that runs one network, ours or that of ONNX Runtime.
type process struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
}

// request and reply are described in ort.cjs; this engine takes any request as {"run": true}.
type request struct {
	Run   bool            `json:"run,omitempty"`
	Feeds map[string]feed `json:"feeds,omitempty"`
	Save  string          `json:"save,omitempty"`
}

type reply struct {
	Milliseconds float64          `json:"ms"`
	Dims         map[string][]int `json:"dims,omitempty"`
}

func start(name string, arguments ...string) (*process, error) {
	p := &process{command: exec.Command(name, arguments...)}
	p.command.Stderr = os.Stderr
	var err error
	if p.in, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewScanner(out)
	if err := p.command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return p, nil
}

// ask sends a request and waits for the reply.
func (p *process) ask(r request) (reply, error) {
	var answer reply
	line, err := json.Marshal(r)
	if err != nil {
		return answer, err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return answer, fmt.Errorf("ask %s: %w", p.command.Path, err)
	}
	if !p.out.Scan() {
		return answer, fmt.Errorf("ask %s: it ended", p.command.Path)
	}
	return answer, json.Unmarshal(p.out.Bytes(), &answer)
}

// peak is the largest resident size so far, in megabytes of 10^6 bytes.
func (p *process) peak() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kilobytes, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 64)
			if err == nil {
				return kilobytes * 1024 / 1e6
			}
		}
	}
	return 0
}

func (p *process) stop() {
	p.in.Close()
	p.command.Wait() // an error shows in its last reply
}
