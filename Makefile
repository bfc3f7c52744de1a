# Restyle. The two commands: make run, make test. Both set up what they need.

GO       ?= go
PACKAGES  = ./...
# Fast packages that the race detector covers in CI; assembly under test is the same with and without it.
RACE      = ./core/kernel ./core/ops ./core/nn ./core/sct ./core/ccpl ./core/data ./core/train ./core/stylize ./cmd/...

.PHONY: run test check bench generate fuzz setup presets pictures

## run: build the program and stylize the built-in sample photograph
run: setup
	$(GO) run ./cmd/restyle-cli demo

## test: all tests
test: setup
	$(GO) vet $(PACKAGES)
	$(GO) test $(PACKAGES)

setup:
	@command -v $(GO) >/dev/null || { echo "make: Go is not installed: see https://go.dev/dl"; exit 1; }
	@$(GO) mod download

## check: what a change must pass: format, vet, staticcheck, tests, race detector, pure Go, no cgo, arm64, generated code
check: test
	git ls-files '*.go' | xargs $(GO) run mvdan.cc/gofumpt@v0.8.0 -l | { ! grep .; }
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.6.1 $(PACKAGES)
	$(GO) test -race $(RACE)
	$(GO) test -tags purego ./core/kernel
	RESTYLE_KERNEL=avx2 $(GO) test ./core/kernel ./core/model ./core/stylize
	CGO_ENABLED=0 $(GO) build ./core/... ./cmd/...
	GOOS=linux GOARCH=arm64 CGO_ENABLED=0 $(GO) vet ./core/... ./cmd/...
	$(MAKE) generate && git diff --exit-code -- core/kernel

## generate: assembly from its avo generators
generate:
	$(GO) generate ./core/kernel

## presets: the built-in styles anew, after a change of the built-in model; needs the paintings in ../shared
presets:
	$(GO) run ./cmd/restyle-assets presets

## pictures: docs/controls and docs/result.jpg anew, after a change of the built-in model
pictures:
	$(GO) run ./cmd/restyle-assets pictures

## bench: speed of kernels and networks; bench/README.md has the comparisons
bench:
	$(GO) test -run '^$$' -bench . -count 6 ./core/kernel ./core/stylize ./core/train

## fuzz: a minute for each parser
fuzz:
	for p in core/weights:FuzzDecode core/weights:FuzzReadTorch core/imaging:FuzzDecode core/imaging/exif:FuzzBlock core/imaging/icc:FuzzProfile core/model:FuzzPreset core/model:FuzzFromFile; do \
		$(GO) test -run '^$$' -fuzz "$${p#*:}\$$" -fuzztime 60s "./$${p%:*}" || exit 1; done
