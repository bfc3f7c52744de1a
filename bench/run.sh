#!/bin/sh
# Compares this engine with ONNX Runtime and PyTorch on this machine: see bench/README.md. Arguments: infer, agree, train, or nothing for all.
set -eu
cd "$(dirname "$0")/.."
work=bench/work
what=${1:-all}
mkdir -p $work

setup() {
	command -v node >/dev/null || { echo "bench: Node.js is not installed: apt-get install nodejs npm" >&2; exit 1; }
	if [ ! -d $work/node_modules/onnxruntime-node ]; then
		echo '{"private": true}' >$work/package.json
		# The package holds the library for the CPU; its install script would only fetch that for CUDA.
		npm --prefix $work install --ignore-scripts --no-audit --no-fund onnxruntime-node@1.24.3
	fi
	go build -o $work/compare ./bench/compare
}

agree() {
	setup
	echo 'Agreement of each exported part (network, part, largest difference as a share of the output'"'"'s range):'
	$work/compare -parts
}

infer() {
	setup
	echo 'Agreement of the results (network, content, style, largest difference of the range):'
	$work/compare -agree
	echo 'Time at 512x512 (network, threads, ours, ONNX Runtime, ratio, peak memory of both, gain by the second thread):'
	$work/compare
}

train() {
	python=${PYTHON:-/usr/bin/python3}
	"$python" -c 'import torch' 2>/dev/null || { echo "bench: PyTorch is not installed: apt-get install python3-torch, or set PYTHON" >&2; exit 1; }
	go test -c -o $work/train.test ./core/train
	echo 'A training step (mode, CCPL, threads: ours, PyTorch, ratio; medians over the turns):'
	for round in 1 2 3 4 5; do
		for threads in 1 2; do
			$work/train.test -test.run '^$' -test.bench "Step/.*/.*/threads=$threads" -test.benchtime 30x | grep "ns/op"
			"$python" bench/train_torch.py $threads 3
		done
	done | awk "$medians" | sort
}

# Each turn of PyTorch follows one of ours: the ratio is that of the two.
medians='
function median(list,  n, x, i, j, t) {
	n = split(list, x, " ")
	for (i = 2; i <= n; i++) for (j = i; j > 1 && x[j] + 0 < x[j-1] + 0; j--) { t = x[j]; x[j] = x[j-1]; x[j-1] = t }
	return n % 2 ? x[(n+1)/2] : (x[n/2] + x[n/2+1]) / 2
}
/ns\/op/ { sub(/^BenchmarkStep\//, "", $1); sub(/-[0-9]+$/, "", $1); last[$1] = $3 / 1e6; next }
{ sub(/:$/, "", $1); ours[$1] = ours[$1] " " last[$1]; theirs[$1] = theirs[$1] " " $2; ratio[$1] = ratio[$1] " " $2 / last[$1] }
END { for (k in ours) printf "%s: %.1f ms, %.1f ms, %.2f\n", k, median(ours[k]), median(theirs[k]), median(ratio[k]) }
'

case $what in
infer) infer ;;
agree) agree ;;
train) train ;;
all) agree; infer; train ;;
*) echo "bench: $what: want infer, agree, train, or nothing for all" >&2; exit 2 ;;
esac
