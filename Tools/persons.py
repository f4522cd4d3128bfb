#!/usr/bin/env python3
"""How many names of persons the persons of `constat read` find, and how many other names they swallow.

usage: persons.py DIR READ.jsonl [--errors N]

DIR    docs.jsonl and gold.jsonl ("names": start, end, quote, label), as `names.py` of the shared scorers reads them
READ   what `constat read --format jsonl` printed for docs.jsonl

found      gold PER names that a mention of a person touches: all, those of several words, those of one word
whole      all words of the name that start with a capital are inside of mentions
precision  mentions that touch a gold PER name
swallowed  gold names of another label that a mention touches
"""
import argparse
import collections
import json
import pathlib
import re


def touches(spans, start, end):
    return any(a < end and start < b for a, b in spans)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("read", type=pathlib.Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    gold = {g["id"]: g.get("names", []) for g in map(json.loads, (args.dir / "gold.jsonl").open())}
    read = {r["id"]: r for r in map(json.loads, args.read.open())}
    counts, errors = collections.defaultdict(collections.Counter), []
    for doc in map(json.loads, (args.dir / "docs.jsonl").open()):
        count, text = counts[doc["language"]], doc["text"]
        spans = [(e["start"], e["end"]) for p in read.get(doc["id"], {}).get("persons", []) for e in p["evidence"]]
        names = gold[doc["id"]]
        for name in names:
            hit = touches(spans, name["start"], name["end"])
            if name["label"] != "PER":
                count[name["label"], "all"] += 1
                count[name["label"], "hit"] += hit
                continue
            kind = "several" if len(name["quote"].split()) > 1 else "one"
            words = [m for m in re.finditer(r"\S+", name["quote"]) if m[0][0].isupper() and len(m[0]) > 2]
            whole = hit and all(touches(spans, name["start"] + m.start(), name["start"] + m.end()) for m in words)
            for key in ("PER", kind):
                count[key, "all"] += 1
                count[key, "hit"] += hit
            count["whole"] += whole
            if not hit:
                errors.append((doc["id"], name["quote"], text[:100]))
        count["mentions"] += len(spans)
        count["right"] += sum(touches([(n["start"], n["end"]) for n in names if n["label"] == "PER"], a, b) for a, b in spans)
    for language, count in sorted(counts.items()):
        def share(label):
            return f"{count[label, 'hit'] / max(1, count[label, 'all']):.3f} of {count[label, 'all']}"
        print(f"{language}  found {share('PER')}  (several words {share('several')}, one word {share('one')})"
              f"  whole {count['whole'] / max(1, count['PER', 'all']):.3f}")
        print(f"    precision {count['right'] / max(1, count['mentions']):.3f} of {count['mentions']}  swallowed "
              + ", ".join(f"{label} {share(label)}" for label in ("LOC", "ORG", "OTHER")))
    for error in errors[:args.errors]:
        print("  missed", *error)


if __name__ == "__main__":
    main()
