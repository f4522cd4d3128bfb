#!/usr/bin/env bash
# Speed and memory of keeping, linking and exporting reports, and how well a stream with known truth is linked.
#
# usage: ledger-speed.sh CONSTAT [REPORTS ...]     sizes of the streams, by default 5000 10000 20000 40000
#
# The streams are invented (Tools/stream.py); reports are short: two to five sentences. Times are of whole commands, their start included. "store" is add without reading:
# the difference of add and read, both with all processors.
set -eu
constat=$1
shift
sizes=${*:-5000 10000 20000 40000}
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
clock() { /usr/bin/time -o "$folder/time" -f '%e %M' "$@" > "$folder/out" 2> "$folder/err" || test $? -eq 1; }
seconds() { cut -d' ' -f1 "$folder/time"; }
printf '%8s %9s %9s %9s %9s %9s %9s %10s %10s %10s %12s\n' reports read add store link incidents export 'read MB' 'add MB' 'link MB' 'pairs F1'
for size in $sizes; do
  python3 "$root/Tools/stream.py" "$folder/stream" --reports "$size" --happenings $((size * 3 / 20)) --seed 11 --index "$root/Knowledge/places/places.index" > /dev/null
  docs=$folder/stream/docs.jsonl count=$(wc -l < "$folder/stream/docs.jsonl") ledger=$folder/stream.ledger
  rm -rf "$ledger"* "$folder/export"
  clock "$constat" read "$docs" --format jsonl; read=$(cat "$folder/time")
  clock "$constat" add "$ledger" "$docs"; add=$(cat "$folder/time")
  clock "$constat" link "$ledger"; link=$(cat "$folder/time")
  clock "$constat" incidents "$ledger" --format jsonl; incidents=$(seconds)
  f1=$(python3 "$root/Tools/linkscore.py" "$folder/stream/truth.jsonl" "$folder/out" | sed -n 's/^pairs.*F1 //p')
  clock "$constat" export "$ledger" --audience internal --format csv --output "$folder/export"; export=$(seconds)
  python3 - "$count" "$read" "$add" "$link" "$incidents" "$export" "$f1" <<'P'
import sys
count, read, add, link, incidents, export, f1 = sys.argv[1:]
(read, r), (add, a), (link, l) = (map(float, x.split()) for x in (read, add, link))
n = int(count)
rate = lambda s: f"{n / max(float(s), .01):.0f}/s"
print(f"{n:8} {rate(read):>9} {rate(add):>9} {rate(add - read):>9} {rate(link):>9} {rate(incidents):>9} {rate(export):>9} {r/1024:10.0f} {a/1024:10.0f} {l/1024:10.0f} {f1:>12}")
P
done
