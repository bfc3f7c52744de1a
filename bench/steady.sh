#!/bin/sh
# Measures what keeping frames steady does: warping error at intervals 1 and 10, and style distance, of every clip in every style, with and without.
# Usage: bench/steady.sh CLIPS-FOLDER STYLES-FOLDER [SECONDS [MODEL [HOW MANY STYLES [PIXELS]]]]    (2 s, the built-in model, 3, 640)
set -eu
[ $# -ge 2 ] || { echo "usage: sh bench/steady.sh CLIPS STYLES [SECONDS [MODEL [HOW-MANY-STYLES [PIXELS]]]]" >&2; exit 2; }
clips=$(realpath "$1") styles=$(realpath "$2") seconds=${3:-2} model=${4:-} most=${5:-3} size=${6:-640} ways="off on"
cd "$(dirname "$0")/.."

restyle() {
	steady=0.8
	[ "$1" = on ] || steady=0
	$cli video "$2" --style "$3" -o "$4" --to "$seconds" --size "$size" --steady $steady --model "$model" --quiet
}

. bench/versions.sh
