# Restyle. The two commands: make run, make test. Both set up what they need.

GO       ?= go
PACKAGES  = ./...
# Packages that make check runs under the race detector (CI runs make test only); assembly under test is the same with and without it.
RACE      = ./core/kernel ./core/ops ./core/nn ./core/sct ./core/ccpl ./core/data ./core/model ./core/metrics/... ./core/onnx ./core/imaging/... ./core/train ./core/stylize ./core/batch ./core/teach ./core/video ./core/steady ./core/film ./cmd/... ./app/job ./app/state ./core/lock

# What the window needs to be built, and its tests to be run, on Debian.
WINDOW    = gcc pkg-config libgl1-mesa-dev xorg-dev libgtk-3-dev libgl1-mesa-dri xvfb xauth xdotool imagemagick dbus-daemon

.PHONY: run test help check bench generate fuzz setup ffmpeg window package presets pictures practice

## run: open the window; where there is no display, stylize the built-in sample photograph
run: setup window
	@if [ "$$(uname)" != Linux ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(GO) run .; \
	else echo "There is no display to open the window on: this is the demo of the command line."; $(GO) run ./cmd/restyle-cli demo; fi

## test: all tests, those of the real window on a screen of their own included
test: setup window
	$(GO) vet $(PACKAGES)
	$(GO) test -timeout 40m $(PACKAGES)

## help: this list
help:
	@sed -n 's/^## //p' Makefile

## package: an archive for Linux with program, icon and desktop entry; the README tells of other systems
package: setup window
	mkdir -p build && cp FyneApp.toml build/FyneApp.toml
	$(GO) run fyne.io/tools/cmd/fyne@v1.7.4 package -os linux --release; status=$$?; mv build/FyneApp.toml FyneApp.toml; exit $$status # it counts builds in there
	rm -rf build/archive && mkdir build/archive && tar -xf Restyle.tar.xz -C build/archive && rm Restyle.tar.xz
	cp LICENSE build/archive/restyle/ && $(GO) run ./cmd/restyle-assets licences -o build/archive/restyle/LICENSES.txt
	tar -cJf build/Restyle.tar.xz -C build/archive restyle && rm -r build/archive
	@echo "build/Restyle.tar.xz: unpack it, then make user-install, or sudo make install"

# On Debian, what is missing is installed; elsewhere its absence shows in the build.
window:
	@command -v apt-get >/dev/null || exit 0; \
	missing=$$(for p in $(WINDOW); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); [ -z "$$missing" ] && exit 0; \
	sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); echo installing $$missing; \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -qq -y --no-install-recommends $$missing

setup:
	@command -v $(GO) >/dev/null || { echo "make: Go is not installed: see https://go.dev/dl"; exit 1; }
	@$(GO) mod download
	@command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null || $(MAKE) --no-print-directory ffmpeg

# Videos need ffmpeg; without it everything else works, and the tests of videos are skipped.
ffmpeg:
	@if ! command -v apt-get >/dev/null; then echo "make: ffmpeg is not installed and this is not Debian: install it for videos"; \
	elif [ "$$(id -u)" = 0 ]; then apt-get install -y --no-install-recommends ffmpeg || { apt-get update && apt-get install -y --no-install-recommends ffmpeg; }; \
	elif command -v sudo >/dev/null; then sudo apt-get install -y --no-install-recommends ffmpeg || { sudo apt-get update && sudo apt-get install -y --no-install-recommends ffmpeg; }; \
	else echo "make: ffmpeg is not installed and there is no sudo: as root, run apt-get install ffmpeg for videos"; fi >&2 || \
	echo "make: ffmpeg could not be installed: run apt-get install ffmpeg for videos" >&2

## check: what a change must pass: tests, format, staticcheck, race detector, pure Go, AVX2, a build without cgo, vet for arm64, generated code
check: test
	git ls-files '*.go' | xargs $(GO) run mvdan.cc/gofumpt@v0.8.0 -l | { ! grep .; }
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.6.1 $(PACKAGES)
	$(GO) test -race -timeout 60m $(RACE)
	$(GO) test -tags purego ./core/kernel
	RESTYLE_KERNEL=avx2 $(GO) test -count 1 ./core/kernel ./core/model ./core/stylize
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

## practice: the photographs to practise on and their credits anew, from packages of Debian 12
practice:
	folder=$$(mktemp -d) && (cd $$folder && apt-get download gcompris-qt-data python3-skimage lomiri-wallpapers-16.04 && \
		for p in *.deb; do dpkg -x $$p $${p%%_*}; done) && $(GO) run ./cmd/restyle-assets practice -packages $$folder; \
	status=$$?; rm -r $$folder; exit $$status

## bench: speed of kernels and networks; bench/README.md has the comparisons
bench:
	$(GO) test -run '^$$' -bench . -count 6 ./core/kernel ./core/stylize ./core/train

## fuzz: a minute for each parser
fuzz:
	for p in core/weights:FuzzDecode core/weights:FuzzReadTorch core/imaging:FuzzDecode core/imaging/exif:FuzzBlock core/imaging/icc:FuzzProfile core/batch:FuzzParseRecipe core/model:FuzzPreset core/model:FuzzFromFile core/video:FuzzGIF core/video:FuzzReport core/steady:FuzzLoad; do \
		$(GO) test -run '^$$' -fuzz "$${p#*:}\$$" -fuzztime 60s -fuzzminimizetime 10x "./$${p%:*}" || exit 1; done
