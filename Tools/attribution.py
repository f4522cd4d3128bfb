#!/usr/bin/env python3
"""Scores the trees of attribution sentences: Tests/GrammarTests/attribution.{fr,en}.txt, hand-written.

usage: attribution.py [CONSTAT] [--layer tokens|trees] [--errors N]

CONSTAT is the binary (default .build/release/constat); CONSTAT_KNOWLEDGE its folder (default ./Knowledge). Layer tokens (the default) is what the
grammar model read, trees is what reading made of it. --errors prints the first N wrong assertions of each language.

A block of the files is comments (#), a sentence and assertions, then a blank line:
    tué > affirme xcomp                       the word, its head, its relation; subtypes (obl:agent) don't count
    patrouille > tendu obj|nmod>embuscade     other readings that are right too; >embuscade names another head
    affirme root                              the root; ce#2 is the second ce of the sentence
"""
import argparse, json, os, pathlib, re, subprocess, sys
from typing import NamedTuple

ROOT = "root"


class Assertion(NamedTuple):
    line: int
    text: str
    word: str
    readings: list  # of (head, relation) that are right; the head of a root is ROOT


class Block(NamedTuple):
    construction: str
    sentence: str
    assertions: list


def blocks(path):
    """The blocks of a file."""
    found, comments, sentence, assertions = [], [], None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() + [""], 1):
        line = line.strip()
        if not line:
            if sentence:
                found.append(Block(" ".join(comments), sentence, assertions))
            comments, sentence, assertions = [], None, []
        elif line.startswith("#"):
            comments = [line[1:].strip()]  # the last one: the first block stands below the head of the file
        elif sentence is None:
            sentence = line
        else:
            made = assertion(number, line)
            for word in [made.word] + [head for head, _ in made.readings if head != ROOT]:
                if place(word, sentence) is None:
                    sys.exit(f"{path}:{number}: the sentence has no {word}")
            assertions.append(made)
    return found


def assertion(number, line):
    parts = line.split()
    if len(parts) == 2 and parts[1] == ROOT:
        return Assertion(number, line, parts[0], [(ROOT, ROOT)])
    if len(parts) != 4 or parts[1] != ">":
        sys.exit(f"line {number} is no assertion: {line}")
    readings = [reading.partition(">") for reading in parts[3].split("|")]
    return Assertion(number, line, parts[0], [(other or parts[2], bare(relation)) for relation, _, other in readings])


def bare(relation):
    return relation.split(":")[0]


def place(word, sentence):
    """Where a word (or word#2) of an assertion starts in the sentence, in code points; None if it isn't there."""
    form, _, which = word.partition("#")
    places = [match.start() for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", sentence)]
    return places[int(which or 1) - 1] if len(places) >= int(which or 1) else None


def read(constat, layer, sentences, language):
    """The printed tokens of every sentence."""
    documents = [{"id": str(number), "text": text, "language": language} for number, text in enumerate(sentences)]
    lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    command = [constat, "notes", "--layers", layer, "--knowledge", os.environ.get("CONSTAT_KNOWLEDGE", "./Knowledge"), "-"]
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    notes = {note["id"]: note.get(layer, []) for note in map(json.loads, done.stdout.splitlines())}
    if len(notes) != len(sentences):
        sys.exit(f"{constat} read {len(notes)} of {len(sentences)} sentences")
    return [notes[document["id"]] for document in documents]


def token(word, sentence, tokens):
    """Number of the printed token at a word of an assertion; None if there is none."""
    at = place(word, sentence)
    return next((number for number, token in enumerate(tokens) if token["start"] <= at < token["end"]), None)


def judged(claim, sentence, tokens):
    """Whether reading and head are right, and what was read."""
    number = token(claim.word, sentence, tokens)
    if number is None:
        return False, False, "no token"
    head, relation = tokens[number]["head"], bare(tokens[number]["deprel"])
    readings = [(-1 if governor == ROOT else token(governor, sentence, tokens), right) for governor, right in claim.readings]
    said = f"{claim.word} root" if head < 0 else f"{claim.word} > {tokens[head]['form']} {relation}"
    return (head, relation) in readings, head in [governor for governor, _ in readings], said


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("constat", nargs="?", default=".build/release/constat")
    parser.add_argument("--layer", choices=["tokens", "trees"], default="tokens")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    folder = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "GrammarTests"
    for language in ("fr", "en"):
        cases = blocks(folder / f"attribution.{language}.txt")
        right = heads = whole = count = 0
        errors = []
        for block, tokens in zip(cases, read(options.constat, options.layer, [block.sentence for block in cases], language)):
            wrong = 0
            for claim in block.assertions:
                correct, attached, said = judged(claim, block.sentence, tokens)
                right, heads, wrong = right + correct, heads + attached, wrong + (not correct)
                if not correct:
                    errors.append(f"  {claim.line}: {claim.text}   read: {said}\n      {block.construction}: {block.sentence}")
            count += len(block.assertions)
            whole += not wrong
        print(f"{language} {options.layer}: assertions {right} / {count} ({right / count:.1%}), heads {heads} / {count} ({heads / count:.1%}), "
              f"whole sentences {whole} / {len(cases)} ({whole / len(cases):.1%})")
        for error in errors[:options.errors]:
            print(error)


if __name__ == "__main__":
    main()
