#!/bin/sh
# Measures what keeping frames steady does: warping error at intervals 1 and 10, and style distance, of every clip in every style, with and without.
# Usage: bench/steady.sh CLIPS-FOLDER STYLES-FOLDER [SECONDS [MODEL [HOW MANY STYLES]]]    (2 s, the built-in model, 3)
set -eu
clips=$1 styles=$2 seconds=${3:-2} model=${4:-} most=${5:-3}
cd "$(dirname "$0")/.."
work=bench/work/steady
rm -rf $work
mkdir -p $work
go build -o $work/cli ./cmd/restyle-cli
restyle() { $work/cli video "$1" --style "$2" -o "$3" --to "$seconds" --size 640 --steady "$4" --model "$model"; }

# distance: the mean of the style distances of results that are read, one a line, each "result content style"
distance() {
	while read -r result content style; do
		$work/cli eval picture "$result" --content "$content" --style "$style" --model "$model" --json | sed -n '/"mean"/,$s/.*"style_distance": \([0-9.e-]*\).*/\1/p'
	done | awk '{s += $1} END {printf "%.4f\n", s / NR}'
}

for clip in "$clips"/*; do
	name=$(basename "${clip%.*}")
	$work/cli video "$clip" --style "$(ls -d "$styles"/* | head -1)" --strength 0 --to "$seconds" --size 640 -o "$work/$name-source/" >/dev/null
	versions=
	for style in $(ls -d "$styles"/* | head -"$most"); do
		s=$(basename "${style%.*}")
		restyle "$clip" "$style" "$work/$name-$s-off/" 0
		restyle "$clip" "$style" "$work/$name-$s-on/" 0.8
		versions="$versions $work/$name-$s-off $work/$name-$s-on"
		for v in off on; do
			for frame in "$work/$name-$s-$v"/*5.png; do echo "$frame $work/$name-source/$(basename "$frame") $style"; done | distance | sed "s/^/style distance of $name-$s-$v: /"
		done
	done
	$work/cli eval video "$work/$name-source" $versions --intervals 1,10
done
