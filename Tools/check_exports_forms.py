#!/usr/bin/env python3
"""Checks exported files with the tools that others would read them with.

    python3 -m venv .build-venv && .build-venv/bin/pip install geojson-validator pyld html5lib
    .build-venv/bin/python Tools/check_exports_forms.py Tests/Golden/exports [MORE FILES OR FOLDERS]

GeoJSON: geojson-validator (RFC 7946). JSON-LD: pyld, with small contexts of our own in place of those on the web, so that nothing is fetched; the nodes are
counted and the rules of the vocabularies that matter here are asked. HTML: html5lib in strict mode, then links, captions, languages, and that nothing is
loaded from elsewhere. TimeMap: the fields of its example data. Prints a line a file; exit status 1 if something is wrong.
"""
import json
import re
import sys
from pathlib import Path

import geojson_validator
import html5lib
from loguru import logger
from pyld import jsonld

logger.remove()  # the validator's own talk
ANNO = "http://www.w3.org/ns/anno.jsonld"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"

# The terms of the published context that annotations of this project use.
ANNO_CONTEXT = {
    "@version": 1.1,
    "oa": OA, "as": "http://www.w3.org/ns/activitystreams#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "dcterms": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id", "type": "@type",
    **{name: "oa:" + name for name in ("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "TimeState")},
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    **{name: "oa:" + name for name in ("classifying", "identifying", "tagging", "linking", "assessing", "describing")},
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"}, "cached": {"@id": "oa:cachedSource", "@type": "@id"},
    "sourceDate": {"@id": "oa:sourceDate", "@type": "xsd:dateTime"}, "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"}, "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value", "label": "rdfs:label", "first": {"@id": "as:first", "@type": "@id"}, "total": {"@id": "as:totalItems"},
    "startIndex": {"@id": "as:startIndex"}, "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}
SCHEMA_CONTEXT = {"@vocab": SCHEMA, "url": {"@type": "@id"}}


def load(url, _options):
    """The contexts, without the web."""
    contexts = {ANNO: ANNO_CONTEXT, "https://schema.org": SCHEMA_CONTEXT, SCHEMA: SCHEMA_CONTEXT}
    if url not in contexts:
        raise ValueError(f"{url} may not be fetched")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": contexts[url]}}


def geojson(text):
    data = json.loads(text)
    faults = []
    features = data["features"]
    for name, found in geojson_validator.validate_structure(data).items():
        faults.append(f"{name}: {found}")
    drawn = {**data, "features": [feature for feature in features if feature["geometry"]]}
    for kind, found in geojson_validator.validate_geometries(drawn).items():
        if kind not in ("invalid", "problematic"):
            continue
        # The validator takes 180 for -180, so a ring that ends at the antimeridian, as RFC 7946 wants it, seems to cross it; the widths are checked below.
        found = {what: where for what, where in found.items() if what != "crosses_antimeridian"}
        if found:
            faults.append(f"{kind}: {found}")
    ids = [feature["id"] for feature in features]
    if len(set(ids)) < len(ids):
        faults.append("an id stands twice")
    for feature in features:
        if not feature["geometry"]:
            continue
        for ring in rings(feature["geometry"]):
            if max(corner[0] for corner in ring) - min(corner[0] for corner in ring) > 180:
                faults.append(f"{feature['id']}: a ring around the world")
        for longitude, latitude in positions(feature["geometry"]["coordinates"]):
            if abs(longitude) > 180 or abs(latitude) > 90:
                faults.append(f"{feature['id']}: {longitude}, {latitude} is nowhere")
    return f"{len(features)} features, {len(drawn['features'])} drawn", faults


def rings(geometry):
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def positions(coordinates):
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


def linked(text):
    data = json.loads(text)
    options = {"documentLoader": load}
    nodes = jsonld.flatten(data, None, options)
    dataset = jsonld.to_rdf(data, options)
    triples = sum(len(graph) for graph in dataset.values())
    faults = []
    for node in nodes:
        if not node["@id"].startswith(("urn:", "ni:", "http://", "https://", "_:")):
            faults.append(f"{node['@id']} is no absolute IRI")
        if re.search(r"[\s<>\"{}|\\^`]", node["@id"]):
            faults.append(f"{node['@id']!r} holds what no IRI may")
    if data["@context"] == ANNO:
        faults += annotations(data)
    elif data["@context"] == "https://schema.org":
        faults += reviews(nodes)
    else:
        faults += provenance(nodes)
    named = {node["@id"] for node in nodes} | {triple["object"]["value"] for graph in dataset.values() for triple in graph}
    lost = expected(data) - named
    faults += [f"{name} got lost on expansion" for name in sorted(lost)]
    return f"{len(nodes)} nodes, {triples} triples", faults


def expected(data):
    """Every id written anywhere in the file."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("@id", "id") and isinstance(inner, str):
                    found.add(inner)
                elif key != "@context":
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(data)
    return found


def annotations(data):
    faults = []
    items = data["first"]["items"]
    if data["total"] != len(items):
        faults.append(f"total is {data['total']}, {len(items)} annotations stand there")
    if len({item["id"] for item in items}) < len(items):
        faults.append("an annotation's id stands twice")
    for item in items:
        selectors = item["target"]["selector"]
        selectors = selectors if isinstance(selectors, list) else [selectors]
        for selector in selectors:
            if selector["type"] == "TextQuoteSelector" and not isinstance(selector.get("exact"), str):
                faults.append(f"{item['id']}: a quote without \"exact\"")
            if selector["type"] == "TextPositionSelector" and not 0 <= selector["start"] < selector["end"]:
                faults.append(f"{item['id']}: {selector['start']} to {selector['end']} is no stretch of a text")
        quotes = [selector for selector in selectors if selector["type"] == "TextQuoteSelector"]
        if quotes and len(quotes[0]["exact"]) != selectors[1]["end"] - selectors[1]["start"]:
            faults.append(f"{item['id']}: the quote is not as long as its positions say")
        if not item["target"].get("state", {}).get("cached"):
            faults.append(f"{item['id']}: positions without a state break when the page changes")
    return faults


def reviews(nodes):
    by_id = {node["@id"]: node for node in nodes}
    faults = []
    for node in nodes:
        if SCHEMA + "ClaimReview" in node.get("@type", []):
            item = node[SCHEMA + "itemReviewed"][0]["@id"]
            claim = by_id.get(item, {})
            if SCHEMA + "Claim" not in claim.get("@type", []):
                faults.append(f"{node['@id']} reviews {item}, which is no claim")
            elif claim[SCHEMA + "creativeWorkStatus"][0]["@value"] == "machine":
                faults.append(f"{node['@id']} reviews what no human has seen")
    return faults


def provenance(nodes):
    by_id = {node["@id"]: node for node in nodes}
    classes = {"Entity": PROV + "Entity", "Activity": PROV + "Activity", "Agent": PROV + "Agent"}
    ranges = {
        "wasGeneratedBy": "Activity", "wasInvalidatedBy": "Activity", "wasAttributedTo": "Agent", "wasAssociatedWith": "Agent",
        "used": "Entity", "wasDerivedFrom": "Entity", "wasQuotedFrom": "Entity", "hadPrimarySource": "Entity", "wasRevisionOf": "Entity",
        "hadMember": "Entity",
    }
    faults = []
    for node in nodes:
        for relation, kind in ranges.items():
            for other in node.get(PROV + relation, []):
                types = by_id.get(other.get("@id"), {}).get("@type")
                if types and classes[kind] not in types:
                    faults.append(f"{node['@id']} {relation} {other['@id']}, which is no {kind}")
        single = [key for key, values in node.items() if key.endswith(("verdict", "sha256", "coding", "stance")) and len(values) > 1]
        if single:
            faults.append(f"{node['@id']} says two things of {single}")
    return faults


def html(text):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(text)
    faults = []
    elements = list(tree.iter())
    ids = [element.get("id") for element in elements if element.get("id")]
    if len(set(ids)) < len(ids):
        faults.append("an id stands twice")
    for element in elements:
        tag = element.tag.split("}")[-1] if isinstance(element.tag, str) else "comment"
        if tag in ("script", "iframe", "object", "embed", "form", "img", "link", "base"):
            faults.append(f"<{tag}> has no business here")
        for name, value in element.attrib.items():
            if str(name).lower().startswith("on") or name in ("src", "srcset", "style"):
                faults.append(f"<{tag}> has {name}")
            if name == "href" and not (value.startswith("#") and value[1:] in ids) and not value.startswith(("https://", "http://")):
                faults.append(f"the link {value} leads nowhere")
            if name in ("aria-labelledby", "for") and value not in ids:
                faults.append(f"{name} {value} names nothing")
        if tag == "table" and element.find("caption") is None:
            faults.append("a table has no caption")
    if not tree.get("lang"):
        faults.append("the page names no language")
    levels = [int(element.tag[1]) for element in elements if isinstance(element.tag, str) and re.fullmatch(r"h[1-6]", element.tag)]
    if levels[:1] != [1] or levels.count(1) != 1 or any(b - a > 1 for a, b in zip(levels, levels[1:])):
        faults.append(f"the headings leave out a level: {levels}")
    return f"{len(elements)} elements", faults


EVENT = {"id", "description", "date", "time", "location", "latitude", "longitude", "sources", "associations"}
SOURCE = {"id", "title", "paths", "type", "url", "description", "date"}
ASSOCIATION = {"id", "title", "desc", "mode", "filter_paths"}


def timemap(path):
    folder = path.parent
    events = json.loads(path.read_text("utf-8"))
    sources = json.loads((folder / "sources.json").read_text("utf-8"))
    associations = {item["id"]: item for item in json.loads((folder / "associations.json").read_text("utf-8"))}
    faults = [f"{key}: id is {source['id']}" for key, source in sources.items() if source["id"] != key]
    for needed, items in ((EVENT, events), (SOURCE, sources.values()), (ASSOCIATION, associations.values())):
        faults += [f"{item['id']} lacks {sorted(needed - set(item))}" for item in items if needed - set(item)]
    for event in events:
        faults += [f"{event['id']}: no source {name}" for name in event["sources"] if name not in sources]
        faults += [f"{event['id']}: no association {name}" for name in event["associations"] if name not in associations]
        if event["date"] and not re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", event["date"]):
            faults.append(f"{event['id']}: {event['date']} is no date")
        if bool(event["latitude"]) != bool(event["longitude"]):
            faults.append(f"{event['id']}: half a position")
    return f"{len(events)} events, {len(sources)} sources, {len(associations)} associations", faults


def check(path):
    if path.name == "events.json":
        return timemap(path)
    kinds = {".geojson": geojson, ".jsonld": linked, ".html": html}
    return kinds[path.suffix](path.read_text("utf-8")) if path.suffix in kinds else None


def main():
    paths = [Path(name) for name in sys.argv[1:]] or [Path("Tests/Golden/exports")]
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]) if file.is_file()]
    bad = 0
    for file in files:
        result = check(file)
        if result is None:
            continue
        count, faults = result
        print(f"{file}: {count}, " + ("ok" if not faults else f"{len(faults)} faults"))
        for fault in faults[:20]:
            print("  " + fault)
        bad += bool(faults)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
