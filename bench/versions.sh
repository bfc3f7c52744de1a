# Compares two ways to stylize videos: warping error at intervals 1 and 10, and style distance, of every clip in several styles. For steady.sh and
# coherence.sh, which set these and source it:
#   clips, styles   folders, or files
#   seconds, size   of each clip; size is the long side in pixels
#   most            how many styles
#   ways            names of the two ways
#   restyle WAY IN STYLE OUT   runs $cli video
# SPACE in the environment says what style distance is measured in: empty for the built-in encoder, or "--teacher FILE" or "--model NAME". It is the mean
# over every tenth frame, of frames as they are, not shrunk.
work=bench/work/$(basename "$0" .sh)
cli=$work/cli
rm -rf "$work"
mkdir -p "$work"
go build -o "$cli" ./cmd/restyle-cli

# list PATH: the files of a folder, or the file.
list() { if [ -d "$1" ]; then ls -d "$1"/*; else echo "$1"; fi; }

# measure NAME SOURCE STYLE VERSION VERSION: a line with the name and, each of both versions, errors at 1, errors at 10 and style distances.
measure() {
	name=$1 source=$2 style=$3
	shift 3
	$cli eval video "$source" "$@" --style "$style" --every 10 --size "$size" ${SPACE:-} --quiet | awk -v name="$name" '
		NR > 2 && NR < 7 {error[NR] = $5}
		NR > 9 {distance[NR] = $4}
		END {print name, error[3], error[5], error[4], error[6], distance[10], distance[11]}'
}

for clip in $(list "$clips"); do
	c=$(basename "${clip%.*}")
	chosen=$(list "$styles" | head -"$most")
	$cli video "$clip" --style "$(echo "$chosen" | head -1)" --strength 0 --to "$seconds" --size "$size" -o "$work/$c-source/" --quiet
	for style in $chosen; do
		name=$c-$(basename "${style%.*}")
		for way in $ways; do
			restyle "$way" "$clip" "$style" "$work/$name-$way/"
		done
		# shellcheck disable=SC2086
		measure "$name" "$work/$c-source" "$style" $(for way in $ways; do echo "$work/$name-$way"; done) >>"$work/measured"
	done
done

# The table. Changes are from the first way to the second; those of the last line are of the means.
awk -v ways="$ways" '
	function pair(a, b) { return sprintf(" %.4f, %.4f | %+.0f %% |", a, b, 100 * (b / a - 1)) }
	function row(name, x) { print "| " name " |" pair(x[2], x[3]) pair(x[4], x[5]) pair(x[6], x[7]) }
	BEGIN {
		sub(" ", ", ", ways)
		printf "| clip, style | error at 1: %s | | at 10: %s | | style distance: %s | |\n", ways, ways, ways
		print "| --- | --- | --- | --- | --- | --- | --- |"
	}
	{
		for (i = 2; i <= 7; i++) {x[i] = $i; sum[i] += $i}
		row($1, x)
	}
	END {
		for (i in sum) sum[i] /= NR
		row("mean", sum)
	}' "$work/measured"
