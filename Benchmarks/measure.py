"""Runs a reading command five times and prints medians: seconds, sentences a second, peak memory in MB.

usage: measure.py CONSTAT DOCS.jsonl
"""
import json
import os
import statistics
import sys
import tempfile
import time


def run(binary, docs):
    """One run: wall seconds, peak memory in MB, the record lines."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.execv(binary, [binary, "read", docs, "--format", "jsonl", "--jobs", "1"])
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - start
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{binary} failed; run it by hand to see why")
        out.seek(0)
        return seconds, usage.ru_maxrss / 1024, out.read().splitlines()


def main(binary, docs):
    runs = [run(binary, docs) for _ in range(5)]
    sentences = sum(json.loads(line)["document"]["sentences"] for line in runs[0][2])
    seconds = statistics.median(seconds for seconds, _, _ in runs)
    peak = statistics.median(peak for _, peak, _ in runs)
    same = all(lines == runs[0][2] for _, _, lines in runs)
    print(f"{sentences} sentences, {seconds:.2f} s, {sentences / seconds:.0f} sentences a second, peak {peak:.0f} MB, same bytes: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
