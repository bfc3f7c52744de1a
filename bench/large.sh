#!/bin/sh
# Forecast and peak of memory and processor time of pictures of any size: sh bench/large.sh MODEL LIMIT STYLE PICTURE...
# One row of the table of bench/README.md for each picture and each ending of ENDINGS that the result is written with (jpg; "jpg tif png": all).
# Wants /usr/bin/time (Debian's package time).
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 4 ] || { echo "usage: sh bench/large.sh MODEL LIMIT STYLE PICTURE..." >&2; exit 2; }
model=$1 limit=$2 style=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/restyle-cli" ./cmd/restyle-cli

number() { grep -o "\"$1\":[0-9]*" "$work/log" | head -1 | cut -d: -f2; }

for picture; do
	for ending in ${ENDINGS:-jpg}; do
		/usr/bin/time -o "$work/time" -f '%U %S %e' "$work/restyle-cli" stylize "$picture" --style "$style" --model "$model" --memory "$limit" \
			--threads 2 --progress json -o "$work/out.$ending" --force 2>"$work/log" >/dev/null || { cat "$work/log" >&2; exit 1; }
		awk -v picture="$(basename "$picture")" -v ending="$ending" -v limit="$limit" -v forecast="$(number forecast_bytes)" -v peak="$(number peak_bytes)" \
			'{ printf "| %s to .%s | %s | %.0f MB | %.0f MB | %+.0f %% | %.1f s | %.1f s by the clock |\n",
				picture, ending, limit, forecast/1e6, peak/1e6, 100*(forecast/peak-1), $1+$2, $3 }' "$work/time"
	done
done
