#!/bin/sh
# Compares a model that was trained with CCPL with the same one trained equally long without: warping error at intervals 1 and 10, and style distance,
# of every clip in every style, frame by frame (--steady 0). Models are files or names of the library.
# MODE in the environment is more of the command line, as "--mode photo --plain".
# Usage: bench/coherence.sh WITHOUT WITH CLIPS STYLES [SECONDS [HOW MANY STYLES [PIXELS]]]    (2 s, 3, 512)
set -eu
[ $# -ge 4 ] || { echo "usage: sh bench/coherence.sh WITHOUT WITH CLIPS STYLES [SECONDS [HOW-MANY-STYLES [PIXELS]]]" >&2; exit 2; }
named() { if [ -e "$1" ]; then realpath "$1"; else echo "$1"; fi; }
without=$(named "$1") with=$(named "$2") clips=$(realpath "$3") styles=$(realpath "$4") seconds=${5:-2} most=${6:-3} size=${7:-512} ways="without with"
cd "$(dirname "$0")/.."

restyle() {
	model=$with
	[ "$1" = with ] || model=$without
	$cli video "$2" --style "$3" -o "$4" --to "$seconds" --size "$size" --steady 0 --model "$model" ${MODE:-} --quiet
}

. bench/versions.sh
