#!/usr/bin/env python3
"""Makes documents with guessed names for constat-train names, for a language that has no free texts with marked names.

usage: silver_names.py docs OUT.jsonl FILE.conllu|FILE.jsonl ...        plain documents out of treebanks and JSON lines
       silver_names.py gold DOCS.jsonl NOTES.jsonl NAMES.terms PERSONS.tsv OUTFOLDER

NOTES is what `constat notes --layers tokens,names` printed for DOCS with a teacher model made from another language (constat-train names --plain).
A guess is kept where tagger and teacher agree on the place of a name; words inside and before the name overrule the teacher's label, and so does the
majority for the same name in all texts. Sentences with a proper noun that nobody could label are left out.
"""
import collections, json, os, re, sys


def documents(path):
    if path.endswith(".jsonl"):
        for line in open(path, encoding="utf-8"):
            yield json.loads(line)["text"]
        return
    text = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc") and text:
            yield "\n".join(text)
            text = []
        if line.startswith("# text = "):
            text.append(line[9:].strip())
    yield "\n".join(text)


def docs(out, *paths):
    with open(out, "w", encoding="utf-8") as file:
        for source, path in enumerate(paths):
            for number, text in enumerate(documents(path)):
                file.write(json.dumps({"id": f"{source}-{number}", "language": "en", "text": text[:20000]}, ensure_ascii=False) + "\n")


def classes(path):
    found, name = collections.defaultdict(set), ""
    for line in open(path, encoding="utf-8"):
        if line.startswith("class "):
            name = line.split()[1]
        elif line.strip().startswith("words ") and name:
            found[name].update(w.strip() for w in line.strip()[6:].split(","))
    return found


class Guesser:
    def __init__(self, words, persons):
        self.words = words
        self.given = {l.split("\t")[0].lower() for l in open(persons, encoding="utf-8") if int(l.split("\t")[1]) >= 2}

    def rule(self, forms, before):
        """A label that the words of the name decide by themselves."""
        low = [f.lower().strip(".") for f in forms]
        if len(low) == 1 and low[0] in ("us", "u.s", "uk", "u.k", "usa", "uae", "drc"):
            return "LOC"
        if low[-1] in ("inc", "ltd", "corp", "co", "llc"):
            return "ORG"
        if len(low) > 1 and low[-1] in ("river", "street", "avenue", "road", "county", "island", "islands", "lake", "mountains", "bay", "sea", "valley", "province", "district", "airport", "beach", "park"):
            return "LOC"
        if any(w in self.words["organisation"] for w in (low[0], low[-1])) and len(low) > 1:
            return "ORG"
        if low[-1] in self.words["group"] and len(low) > 1:
            return "ORG"
        if any(w in self.words["event"] for w in low[-1:]) and len(low) > 1:
            return "EVENT"
        if before in self.words["title"] and before not in ("king", "saint"):
            return "PER"
        if len(low) in (2, 3) and low[0] in self.given and all(f[:1].isupper() for f in forms):
            return "PER"
        if len(forms) == 1 and re.fullmatch(r"[A-Z]{3,6}", forms[0]):
            return "ORG"
        return None


def spans(doc, note, guess):
    """For each sentence the guessed names, or None where a proper noun has no label."""
    text, tokens = doc["text"], note["tokens"]
    teacher = {}
    for name in note["names"]:
        for i, t in enumerate(tokens):
            if t["start"] >= name["start"] and t["end"] <= name["end"]:
                teacher[i] = (name["start"], name["label"])
    for sentence in note["sentences"]:
        inside = [i for i, t in enumerate(tokens) if sentence["start"] <= t["start"] < sentence["end"]]
        proper = lambda i: tokens[i]["upos"] == "PROPN" and tokens[i]["form"][:1].isalnum() and tokens[i]["form"].lower().strip(".") not in guess.words["small"]
        runs, at = [], 0
        while at < len(inside):
            if not proper(inside[at]):
                at += 1
                continue
            start = at
            while at < len(inside) and (proper(inside[at]) or (
                    at + 1 < len(inside) and proper(inside[at + 1]) and inside[at] in teacher
                    and teacher.get(inside[at - 1]) == teacher[inside[at]] == teacher.get(inside[at + 1]))):
                at += 1
            runs.append(inside[start:at])
        found = []
        for run in runs:
            before = tokens[run[0] - 1]["form"].lower() if run[0] > inside[0] else ""
            while len(run) > 1 and tokens[run[0]]["form"].lower().strip(".") in guess.words["title"]:
                before = tokens[run[0]]["form"].lower().strip(".")
                run = run[1:]
            if len(run) == 1 and tokens[run[0]]["form"].lower().strip(".") in guess.words["title"]:
                continue
            forms = [tokens[i]["form"] for i in run]
            while run[0] > inside[0] + 1 and run[0] in teacher and teacher.get(run[0] - 1) == teacher[run[0]] and tokens[run[0] - 1]["form"][:1].isupper() \
                    and tokens[run[0] - 1]["form"].lower().strip(".") not in guess.words["title"]:
                run = [run[0] - 1] + run
            votes = collections.Counter(teacher[i][1] for i in run if i in teacher)
            label = guess.rule(forms, before.strip("."))
            if label == "ORG" and len(forms) == 1 and votes["LOC"]:
                label = None
            sure = label is not None
            if label is None and votes:
                label = votes.most_common(1)[0][0]
            found.append((tokens[run[0]]["start"], tokens[run[-1]]["end"], label, sure, " ".join(forms)))
        yield sentence, found


def gold(docs_path, notes_path, terms, persons, out):
    guess = Guesser(classes(terms), persons)
    both = [(json.loads(a), json.loads(b)) for a, b in zip(open(docs_path, encoding="utf-8"), open(notes_path, encoding="utf-8"))]
    read = [(doc, list(spans(doc, note, guess))) for doc, note in both if note.get("tokens")]
    votes = collections.defaultdict(collections.Counter)
    for _, sentences in read:
        for _, found in sentences:
            for _, _, label, sure, name in found:
                if label:
                    votes[name][label] += 3 if sure else 1
                if label == "PER" and sure and " " in name:
                    votes[name.split()[-1]]["PER"] += 3
    majority = {n: c.most_common(1)[0][0] for n, c in votes.items() if sum(c.values()) >= 3 and c.most_common(1)[0][1] >= 0.7 * sum(c.values())}
    os.makedirs(out, exist_ok=True)
    kept = dropped = 0
    with open(out + "/docs.jsonl", "w", encoding="utf-8") as d, open(out + "/gold.jsonl", "w", encoding="utf-8") as g:
        for doc, sentences in read:
            text, names = "", []
            for sentence, found in sentences:
                labelled = [(s, e, majority.get(n, l) if not sure else l) for s, e, l, sure, n in found]
                if any(l is None for _, _, l in labelled):
                    dropped += 1
                    continue
                kept += 1
                shift = len(text) - sentence["start"]
                names += [{"start": s + shift, "end": e + shift, "label": "ORG" if l == "GROUP" else l} for s, e, l in labelled]
                text += doc["text"][sentence["start"]:sentence["end"]] + "\n\n"
            if text:
                d.write(json.dumps({"id": doc["id"], "text": text}, ensure_ascii=False) + "\n")
                g.write(json.dumps({"id": doc["id"], "names": names}, ensure_ascii=False) + "\n")
    print(f"{kept} sentences, {dropped} left out", file=sys.stderr)


if __name__ == "__main__":
    {"docs": docs, "gold": gold}.get(sys.argv[1] if len(sys.argv) > 1 else "", lambda *_: sys.exit(__doc__))(*sys.argv[2:])
