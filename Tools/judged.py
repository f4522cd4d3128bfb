#!/usr/bin/env python3
"""Writes annotated sets in the form that `constat-train opinion` reads: docs.jsonl and gold.jsonl with acts and their words.

usage: judged.py popcorn FOLDER OUTPUT      POPCORN: core events are acts of the types that their class allows, the others are optional
       judged.py groups FOLDER OUTPUT       groups of wordings: docs.jsonl and groups.jsonl; only ASSAULT is complete
"""
import json
import os
import sys


def rows(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def event_acts(event, text):
    anchors = sorted({text[start:end] for start, end in event["mentions"]})
    types = event["plover"] if event["core"] else ["*"]
    return [{"type": kind, "anchors": anchors, "sure": event["core"]} for kind in types or ["*"]]


def popcorn(folder):
    texts = {doc["id"]: doc["text"] for doc in rows(f"{folder}/docs.jsonl")}
    for gold in rows(f"{folder}/gold.jsonl"):
        acts = [act for event in gold["events"] for act in event_acts(event, texts[gold["id"]])]
        yield {"id": gold["id"], "claims": acts, "judged": ["ASSAULT", "PROTEST", "COERCE"]}


def groups(folder):
    for group in rows(f"{folder}/groups.jsonl"):
        for variant in group["variants"]:
            if "claims" in variant:
                yield {"id": f"{group['group']}/{variant['v']}", "claims": variant["claims"], "judged": ["ASSAULT"]}


def main(kind, folder, output):
    os.makedirs(output, exist_ok=True)
    with open(f"{output}/docs.jsonl", "w", encoding="utf-8") as out:
        out.writelines(open(f"{folder}/docs.jsonl", encoding="utf-8"))
    with open(f"{output}/gold.jsonl", "w", encoding="utf-8") as out:
        for gold in {"popcorn": popcorn, "groups": groups}[kind](folder):
            print(json.dumps(gold, ensure_ascii=False), file=out)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("popcorn", "groups"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
