#!/usr/bin/env python3
"""Makes word clusters for constat-train from running text: positive PMI over a window, truncated SVD, k-means. Needs numpy and scipy.

usage: clusters_from_text.py OUT.tsv CLUSTERS FILE...     FILE: .conllu (forms) or .jsonl ("text")

Same input, same file: the seed is fixed. Method: Levy and Goldberg 2014 (SVD of the PPMI matrix).
"""
import collections, json, re, sys
import numpy
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import svds

WORD = re.compile(r"[^\W\d_][\w'’-]*|\d+|[^\w\s]")


def sentences(path):
    if path.endswith(".conllu"):
        words = []
        for line in open(path, encoding="utf-8"):
            cells = line.split("\t")
            if len(cells) > 3 and cells[0].isdigit():
                words.append(cells[1])
            elif line == "\n" and words:
                yield words
                words = []
    else:
        for line in open(path, encoding="utf-8"):
            for part in re.split(r"(?<=[.!?])\s+|\n", json.loads(line)["text"]):
                yield WORD.findall(part)


def main(out, count, *paths):
    counts, pairs = collections.Counter(), collections.Counter()
    corpus = [[("0" if w.isdigit() else w.lower().replace("’", "'")) for w in s] for p in paths for s in sentences(p)]
    for s in corpus:
        counts.update(s)
    vocabulary = {w: i for i, w in enumerate(w for w, n in sorted(counts.items()) if n >= 3)}
    for s in corpus:
        ids = [vocabulary.get(w) for w in s]
        for i, a in enumerate(ids):
            for offset in (-2, -1, 1, 2):
                if a is not None and 0 <= i + offset < len(ids) and ids[i + offset] is not None:
                    pairs[a, ids[i + offset] + (offset + 2) * len(vocabulary)] += 1.0 if abs(offset) == 1 else 0.5
    rows, cols = zip(*pairs)
    data = numpy.array(list(pairs.values()))
    matrix = coo_matrix((data, (rows, cols)), shape=(len(vocabulary), 5 * len(vocabulary))).tocsr()
    total, row, col = matrix.sum(), numpy.asarray(matrix.sum(1)).ravel(), numpy.asarray(matrix.sum(0)).ravel()
    coo = matrix.tocoo()
    pmi = numpy.log(coo.data * total / (row[coo.row] * (col[coo.col] ** 0.75 * (col.sum() / (col ** 0.75).sum()))))
    keep = pmi > 0
    positive = coo_matrix((pmi[keep], (coo.row[keep], coo.col[keep])), shape=matrix.shape).tocsr()
    u, s, _ = svds(positive, k=120, v0=numpy.ones(min(positive.shape)))
    points = u * numpy.sqrt(s)
    points /= numpy.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    random = numpy.random.default_rng(1)
    centres = points[random.choice(len(points), int(count), replace=False)]
    for _ in range(25):
        nearest = (points @ centres.T).argmax(axis=1)
        for number in range(int(count)):
            members = points[nearest == number]
            if len(members):
                centres[number] = members.sum(0) / (numpy.linalg.norm(members.sum(0)) + 1e-9)
    with open(out, "w", encoding="utf-8") as file:
        for word, i in sorted(vocabulary.items()):
            file.write(f"{word}\t{nearest[i] + 1}\n")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
