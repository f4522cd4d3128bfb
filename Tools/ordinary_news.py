#!/usr/bin/env python3
"""Lists the ASSAULT claims that were read in ordinary news, for people who judge them (Scores/ordinary-news.md).

usage: ordinary_news.py DOCS.jsonl READ.jsonl [--without DOCS.jsonl] [--count 750] [--sample 100] [--judged TABLE.md]

DOCS are the reports, READ what `constat read --format jsonl` printed for them. The reports of --without (those chosen because they tell of conflict)
are left out; of the others the first --count in the order of the SHA-256 of their ids are taken, the first --sample of these are the sample.
No word of a text decides. Prints one line an ASSAULT claim: id, whether it is in the sample, rule, stance, act words.
--judged counts the verdicts of a table instead: documents with a wrong claim in the sample and in all, and documents that it lacks.
"""
import argparse, hashlib, json, re


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def order(id):
    return hashlib.sha256(id.encode()).hexdigest()


def chosen(docs, without, count):
    """Ids of the reports, in an order that says nothing about them."""
    left_out = {d["id"] for path in without for d in lines(path)}
    return sorted((d["id"] for d in docs if d["id"] not in left_out), key=order)[:count]


def assaults(record):
    return [c for c in record["claims"] if c["type"] == "ASSAULT"]


def words(claim):
    return " ".join(e["quote"] for e in claim["trigger"]["evidence"])


def verdicts(path):
    """Verdict by id, from the rows `| id | sample | verdict | ... |` of a table."""
    with open(path, encoding="utf-8") as file:
        rows = re.findall(r"^\| (\S+) \| \S* *\| (right|wrong) \|", file.read(), re.M)
    return dict(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs")
    parser.add_argument("read")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--count", type=int, default=750)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--judged")
    options = parser.parse_args()
    ids = chosen(lines(options.docs), options.without, options.count)
    sample = set(ids[: options.sample])
    read = {r["id"]: assaults(r) for r in lines(options.read)}
    telling = [i for i in sorted(ids) if read.get(i)]
    if options.judged:
        verdict = verdicts(options.judged)
        wrong = {i for i in telling if verdict.get(i) == "wrong"}
        print(f"{len(ids)} documents, {len(telling)} with an ASSAULT claim, {len(wrong)} with a wrong one ({100 * len(wrong) / len(ids):.1f} %)")
        print(f"sample of {len(sample)}: {len(wrong & sample)} with a wrong one")
        print("not judged:", " ".join(i for i in telling if i not in verdict) or "none")
        return
    for i in telling:
        for claim in read[i]:
            print(i, "sample" if i in sample else "-", claim["rule"], claim["stance"], words(claim), sep="\t")


if __name__ == "__main__":
    main()
