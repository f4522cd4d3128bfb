#!/usr/bin/env python3
"""Writes the word frequencies of the PyPI package wordfreq (data: CC BY-SA 4.0) as text for constat-train languages.

usage: wordlists.py WHEEL FOLDER [LANGUAGE ...]     needs msgpack (from PyPI)

One file a language, FOLDER/xx.tsv: word, tab, occurrences in a thousand million words. The same files every time.
"""
import gzip, os, sys, zipfile
import msgpack

LANGUAGES = ("ar bg ca cs da de el en es fa fi fr he hu id is it lt lv mk nb nl pl pt ro ru sh sk sl sv tr uk ur vi").split()


def words(archive, language):
    buckets = msgpack.unpackb(gzip.decompress(archive.read(f"wordfreq/data/small_{language}.msgpack.gz")), raw=False)
    for centibels, bucket in enumerate(buckets[1:]):  # the first is a header; bucket n holds the words of frequency 10 ** (-n / 100)
        for word in sorted(bucket):
            yield word, round(1e9 * 10 ** (-centibels / 100))


def main(wheel, folder, *languages):
    archive = zipfile.ZipFile(wheel)
    os.makedirs(folder, exist_ok=True)
    for language in languages or LANGUAGES:
        with open(os.path.join(folder, language + ".tsv"), "w", encoding="utf-8") as out:
            for word, count in words(archive, language):
                if not any(c.isdigit() for c in word):
                    out.write(f"{word}\t{count}\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
