# Compares two ways to stylize videos: warping error at intervals 1 and 10, and style distance, of every clip in several styles. For steady.sh and
# coherence.sh, which set these and source it:
#   clips, styles   folders, or files
#   seconds, size   of each clip; size is the long side in pixels
#   most            how many styles
#   ways            names of the two ways
#   restyle WAY IN STYLE OUT   runs $cli video
# SPACE in the environment says what style distance is measured in: empty for the built-in encoder, or "--teacher FILE" or "--model NAME". It is measured
# of frames as they are, not shrunk.
work=bench/work/$(basename "$0" .sh)
cli=$work/cli
rm -rf "$work"
mkdir -p "$work"
go build -o "$cli" ./cmd/restyle-cli

# list PATH: the files of a folder, or the file.
list() { if [ -d "$1" ]; then ls -d "$1"/*; else echo "$1"; fi; }

# errors CLIP VERSION...: a line "VERSION ERROR-AT-1 ERROR-AT-10" for each.
errors() {
	source=$1-source
	shift
	(cd "$work" && ./cli eval video "$source" "$@" --intervals 1,10 --quiet) | awk 'NR > 2 {e[NR % 2] = $5; if (NR % 2 == 0) print e[1], e[0]}' | while read -r one ten; do
		echo "$1 $one $ten"
		shift
	done
}

# distances CLIP STYLE...: a line "CLIP-STYLE-WAY DISTANCE" for each style and way, the mean over every tenth frame.
distances() {
	clip=$1
	shift
	for way in $ways; do
		rm -rf "$work/results" "$work/frames" "$work/paintings"
		mkdir "$work/results" "$work/frames" "$work/paintings"
		for style; do
			s=$(basename "${style%.*}")
			cp "$style" "$work/paintings/"
			for frame in "$work/$clip-$s-$way"/*5.png; do
				f=$(basename "$frame" .png)
				cp "$frame" "$work/results/$f-$s.png"
				cp "$work/$clip-source/$f.png" "$work/frames/"
			done
		done
		$cli eval pairs "$work/results" --content "$work/frames" --style "$work/paintings" --size "$size" ${SPACE:-} --json --quiet | awk -v clip="$clip" -v way="$way" '
			/"styles":|"mean":/ {found = 1}
			found && /"style":/ {name = $2; gsub(/[",]|\.[a-z]+"/, "", name); sub(/\.[^.]*$/, "", name)}
			found && /"style_distance":/ && name {sub(",", "", $2); print clip "-" name "-" way, $2; name = ""}'
	done
}

for clip in $(list "$clips"); do
	c=$(basename "${clip%.*}")
	chosen=$(list "$styles" | head -"$most")
	$cli video "$clip" --style "$(echo "$chosen" | head -1)" --strength 0 --to "$seconds" --size "$size" -o "$work/$c-source/" --quiet
	versions=
	for style in $chosen; do
		for way in $ways; do
			version=$c-$(basename "${style%.*}")-$way
			restyle "$way" "$clip" "$style" "$work/$version/"
			versions="$versions $version"
		done
	done
	# shellcheck disable=SC2086
	errors "$c" $versions >>"$work/errors"
	# shellcheck disable=SC2086
	distances "$c" $chosen >>"$work/distances"
done

# The table. Changes are from the first way to the second; those of the last line are of the means.
awk -v ways="$ways" '
	function change(a, b) { return sprintf("%+.0f %%", 100 * (b / a - 1)) }
	function row(name, a, b, i, line) {
		line = "| " name " |"
		for (i = 1; i <= 3; i++) line = line sprintf(" %.4f, %.4f | %s |", a[i], b[i], change(a[i], b[i]))
		print line
	}
	BEGIN {
		split(ways, way, " ")
		printf "| clip, style | error at 1: %s, %s | | at 10: %s, %s | | style distance: %s, %s | |\n", way[1], way[2], way[1], way[2], way[1], way[2]
		print "| --- | --- | --- | --- | --- | --- | --- |"
	}
	FNR == NR {distance[$1] = $2; next}
	{
		name = $1
		sub("-[^-]*$", "", name)
		if (!(name in seen)) order[++n] = name
		seen[name] = 1
		one[$1] = $2; ten[$1] = $3
	}
	END {
		for (k = 1; k <= n; k++) {
			for (i = 1; i <= 2; i++) {
				v = order[k] "-" way[i]
				x[i, 1] = one[v]; x[i, 2] = ten[v]; x[i, 3] = distance[v]
			}
			for (j = 1; j <= 3; j++) { a[j] = x[1, j]; b[j] = x[2, j]; sa[j] += a[j] / n; sb[j] += b[j] / n }
			row(order[k], a, b)
		}
		row("mean", sa, sb)
	}' "$work/distances" "$work/errors"
