#!/usr/bin/env bash
# Speed and memory of `constat read` with one job on a corpus of JSON lines: five runs, medians.
# usage: Benchmarks/read-speed.sh [DOCS.jsonl]   (default: the Wikinews corpus beside the project, if it is there)
cd "$(dirname "$0")/.." || exit 2
docs="${1:-../shared/corpora/wikinews-fr/docs.jsonl}"
[ -f "$docs" ] || { echo "$docs is missing; name a JSON lines file" >&2; exit 2; }
swift build -c release --product constat >&2 || exit 2
exec python3 Benchmarks/measure.py .build/release/constat "$docs"
