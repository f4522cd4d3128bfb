#!/usr/bin/env bash
# Learns the table of the second opinion (Knowledge/recognition/opinion.tsv) and measures it on documents left out (Scores/confidence.txt).
# usage: Tools/opinion.sh CORPORA [MORE OPTIONS OF constat-train opinion]      CORPORA holds claims-fr-dev, claims-en-dev, popcorn
set -e
cd "$(dirname "$0")/.."
corpora=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The last three tenths of the development sets are kept for measuring.
for set in claims-fr-dev:28 claims-en-dev:21; do
  mkdir -p "$work/${set%:*}"
  for file in docs gold; do head -n "${set#*:}" "$corpora/${set%:*}/$file.jsonl" > "$work/${set%:*}/$file.jsonl"; done
done
python3 Tools/judged.py popcorn "$corpora/popcorn" "$work/popcorn"
python3 Tools/judged.py groups Gold/wordings "$work/wordings"

swift build -c release --product constat-train
gold=(Gold/samples)
if [ -d Gold/dispatches ]; then gold+=(Gold/dispatches); fi
.build/release/constat-train opinion --date "$(date +%F)" "$@" --output Knowledge/recognition/opinion.tsv \
  "${gold[@]}" "$work/claims-fr-dev" "$work/claims-en-dev" "$work/popcorn" "$work/wordings" > Scores/confidence.txt
cat Scores/confidence.txt
