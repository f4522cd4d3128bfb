#!/usr/bin/env python3
"""Scores incidents against the known truth of a stream (stream.py).

usage: linkscore.py TRUTH.jsonl INCIDENTS.jsonl [--errors N] [--docs DOCS.jsonl]

TRUTH      a line a report: {"document", "tells": [happening, ...]}
INCIDENTS  a line an incident: {"incident", "documents": [...]}, as `constat incidents --format jsonl` prints them
Pairs: of all pairs of reports that share an incident, how many tell one happening (precision), and the other way round (recall).
B-cubed: the same, report by report, so that large happenings don't decide alone (Bagga and Baldwin 1998; with several labels a report after Amigo et al. 2009).
A report of which no incident was made stands alone.
"""
import argparse, collections, itertools, json, random


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def clusters(labels):
    groups = collections.defaultdict(list)
    for doc, names in labels.items():
        for name in names:
            groups[name].append(doc)
    return groups


def pairs(groups):
    return {pair for docs in groups.values() for pair in itertools.combinations(sorted(docs), 2)}


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def bcubed(one, other):
    """How much of what a report shares a label with in `one` shares as many in `other`, on average."""
    groups, total = clusters(one), 0.0
    for doc, names in one.items():
        near = {d for name in names for d in groups[name]}
        total += sum(min(len(one[doc] & one[d]), len(other[doc] & other[d])) / len(one[doc] & one[d]) for d in near) / len(near)
    return total / len(one)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    parser.add_argument("incidents")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--docs")
    a = parser.parse_args()
    truth = {t["document"]: set(t["tells"]) for t in load(a.truth)}
    found = collections.defaultdict(set)
    for incident in load(a.incidents):
        for doc in incident["documents"]:
            found[doc].add(incident["incident"])
    found = {doc: found[doc] or {"alone:" + doc} for doc in truth}
    want, got = pairs(clusters(truth)), pairs(clusters(found))
    right = len(want & got)
    p, r = right / max(1, len(got)), right / max(1, len(want))
    bp, br = bcubed(found, truth), bcubed(truth, found)
    alone = sum(1 for names in found.values() if all(n.startswith("alone:") for n in names))
    print(f"{len(truth)} reports, {len(clusters(truth))} happenings, {len(clusters(found))} incidents, {alone} reports without one")
    print(f"pairs     precision {p:.3f}  recall {r:.3f}  F1 {f1(p, r):.3f}")
    print(f"B-cubed   precision {bp:.3f}  recall {br:.3f}  F1 {f1(bp, br):.3f}")
    if a.errors:
        texts = {d["id"]: d for d in load(a.docs)} if a.docs else {}
        rng = random.Random(1)
        for name, wrong in (("joined", sorted(got - want)), ("parted", sorted(want - got))):
            for x, y in rng.sample(wrong, min(a.errors, len(wrong))):
                print(f"\n{name}: {x} {y}")
                for doc in (x, y):
                    if doc in texts:
                        print(f"  {texts[doc]['published']} {texts[doc]['text']}")


if __name__ == "__main__":
    main()
