#!/usr/bin/env bash
# Makes a ledger of the samples, exports it in every format, inside and for the public, and has other people's validators look at the files.
#
# usage: check_demo_exports.sh CONSTAT FOLDER     FOLDER is made again; the validators come from PyPI into FOLDER/venv unless they are installed
set -eu
constat=$1 folder=$2
cd "$(dirname "$0")/.."
rm -rf "$folder" && mkdir -p "$folder"
export CONSTAT_KNOWLEDGE=$PWD/Knowledge
ledger=$folder/case.ledger at="--now 2026-01-01T00:00:00Z"
"$constat" add "$ledger" Samples/dispatches.jsonl $at
"$constat" link "$ledger" $at
for id in $("$constat" incidents "$ledger" --format jsonl | cut -d'"' -f4 | head -60); do
  "$constat" review "$ledger" "$id" --accept --by demo $at > /dev/null
done
formats=
for format in csv hxl acled ged geojson timemap webannotation prov schemaorg jsonl sqlite dossier; do formats="$formats --format $format"; done
"$constat" export "$ledger" --output "$folder/public" $formats $at
"$constat" export "$ledger" --audience internal --output "$folder/internal" $formats $at
"$constat" check "$ledger"
python=python3
if ! $python -c 'import frictionless, hxl, geojson_validator, pyld, html5lib' 2> /dev/null; then
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet 'frictionless[json]' libhxl six geojson-validator pyld html5lib
  python=$folder/venv/bin/python
fi
$python Tools/check_exports.py "$folder/public" "$folder/internal"
