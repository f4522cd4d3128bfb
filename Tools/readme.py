#!/usr/bin/env python3
"""Runs the commands of README.md again and puts their output under them.

usage: readme.py CONSTAT [--check]     CONSTAT: the binary; --check changes nothing and exits 1 if something differs

In README.md, `<!-- file: NAME -->` before a block keeps its text as a file, `<!-- run: constat ... -->` before a block names the command that made it.
Commands run in a folder of their own with these files; Samples/, Gold/ and Knowledge/ of the project stand there too.
"""
import os, pathlib, re, subprocess, sys, tempfile

BLOCK = re.compile(r"(<!-- (file|run): ([^\n]*?) -->\n```\w*\n)(.*?)(^```$)", re.S | re.M)


def main(constat, check=False):
    root = pathlib.Path(__file__).resolve().parent.parent
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("Samples", "Gold", "Knowledge"):
            os.symlink(root / name, pathlib.Path(folder) / name)
        script = pathlib.Path(folder) / "constat"
        os.symlink(pathlib.Path(constat).resolve(), script)

        def block(match):
            head, kind, what, body, tail = match.groups()
            if kind == "file":
                (pathlib.Path(folder) / what).write_text(body, encoding="utf-8")
                return match.group(0)
            environment = {**os.environ, "CONSTAT_KNOWLEDGE": str(root / "Knowledge"), "PATH": folder + ":" + os.environ["PATH"]}
            done = subprocess.run(what, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
            return head + done.stdout.rstrip() + "\n" + tail

        fresh = BLOCK.sub(block, text)
    if check:
        sys.exit(fresh != text)
    readme.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], "--check" in sys.argv[2:])
