#!/usr/bin/env python3
"""Writes the given names and surnames of the PyPI package faker (MIT) as text for constat-train names.

usage: person_names.py WHEEL OUT.tsv

A line a name in Latin letters: name, tab, in how many countries' lists of given names it stands, tab, in how many of surnames. The same file every time.
"""
import ast, collections, re, sys, unicodedata, zipfile


def is_latin(text):
    return all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in text)


def lists(source):
    for kind in (n for n in ast.parse(source).body if isinstance(n, ast.ClassDef)):
        for line in kind.body:
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and "format" not in line.targets[0].id:
                which = re.match(r"(first|last)_?names?", line.targets[0].id)
                if which:
                    values = [n.value for n in ast.walk(line.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
                    yield which[1], {v for v in values if re.fullmatch(r"[^\W\d_][\w'-]+", v) and is_latin(v)}


def main(wheel, out):
    archive = zipfile.ZipFile(wheel)
    counts = {"first": collections.Counter(), "last": collections.Counter()}
    for path in sorted(archive.namelist()):
        if re.fullmatch(r"faker/providers/person/\w+/__init__.py", path):
            found = collections.defaultdict(set)
            for which, names in lists(archive.read(path)):
                found[which] |= names
            for which, names in found.items():
                counts[which].update(names)
    with open(out, "w", encoding="utf-8") as file:
        for name in sorted(set(counts["first"]) | set(counts["last"])):
            file.write(f"{name}\t{counts['first'][name]}\t{counts['last'][name]}\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
