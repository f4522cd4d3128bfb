#!/usr/bin/env python3
"""Checks exports of Constat with other people's validators.

    python3 Tools/check_exports.py FOLDER...

Walks the folders for `datapackage.json` and checks, beside each:
  the package and its tables     frictionless (schema, types, constraints, keys, hashes, lengths)
  tables with HXL hashtags       libhxl, with its default schema
  GeoJSON, JSON-LD, HTML, ...    check_exports_forms.py

Needs `pip install "frictionless[json]" libhxl six geojson-validator pyld html5lib`; it asks no network. Exit status: 0 all good, 1 something is wrong, 2 nothing to check.
"""
import csv
import hashlib
import json
import os
import sys
from pathlib import Path


def package(folder):
    """Sentences about what frictionless finds."""
    from frictionless import Package, system

    with system.use_context(trusted=False):
        report = Package(str(folder / "datapackage.json")).validate()
    for error in report.errors:
        yield f"datapackage.json: {error.message}"
    for task in report.tasks:
        for error in task.errors:
            yield f"{task.place}: {error.message}"


def files(folder):
    """Sentences about files whose length or hash differ from what the package says, or that it doesn't name."""
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    named = {"datapackage.json"}
    for resource in descriptor["resources"]:
        path = folder / resource["path"]
        named.add(resource["path"])
        if not path.is_file():
            yield f"{resource['path']}: named by the package, not there"
            continue
        data = path.read_bytes()
        if len(data) != resource["bytes"]:
            yield f"{resource['path']}: {len(data)} bytes, the package says {resource['bytes']}"
        if "sha256:" + hashlib.sha256(data).hexdigest() != resource["hash"]:
            yield f"{resource['path']}: another hash than the package says"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in named:
            yield f"{name}: not named by the package"
    if "constat" not in descriptor or "policy" not in descriptor["constat"]:
        yield "datapackage.json: says nothing of the policy"


def is_hxl(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        return all(cell.startswith("#") for cell in next(rows, ["-"]))


def hxl_table(path):
    """Sentences about the errors that libhxl's default schema finds; what it only thinks unusual, such as high figures, is none."""
    import hxl

    found = []
    schema = hxl.schema(None, callback=lambda error: found.append(error))
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        schema.validate(source)
        if not source.columns:
            yield "no hashtags found"
    for error in [error for error in found if error.rule.severity == "error"][:20]:
        row = error.row.source_row_number if error.row is not None and error.row.source_row_number is not None else "?"
        yield f"row {row}: {error.message} ({error.value!r} in {error.column.display_tag if error.column is not None else 'the table'})"


def form(path):
    """Sentences about what the checks of the other formats find (check_exports_forms.py); none for formats that it doesn't know."""
    if path.suffix not in (".geojson", ".jsonld", ".html") and path.name != "events.json":
        return None
    from check_exports_forms import check

    result = check(path)
    return result and result[1]


def main(arguments):
    roots = [Path(argument) for argument in arguments]
    folders = sorted({Path(base) for root in roots for base, _, names in os.walk(root) if "datapackage.json" in names})
    if not folders:
        print(f"no datapackage.json below {' '.join(arguments) or 'nothing'}; export something first", file=sys.stderr)
        return 2
    wrong = 0
    for folder in folders:
        faults = list(files(folder)) + list(package(folder))
        checks = ["frictionless"]
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".csv" and is_hxl(path):
                faults += [f"{name}: {fault}" for fault in hxl_table(path)]
                checks.append("libhxl")
            elif (found := form(path)) is not None:
                faults += [f"{name}: {fault}" for fault in found]
                checks.append(path.suffix[1:])
        print(f"{folder}: {'good' if not faults else f'{len(faults)} faults'} ({', '.join(checks)})")
        for fault in faults[:50]:
            print("  " + fault)
        wrong += bool(faults)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
