"""How long after a save the preview shows it: `python benchmarks/watch.py [--big]`.

A copy of this edition (or, with --big, the large book that generate.py makes) is watched by
`build.py watch`, and one note of it is edited again and again. Measured is the time from the save
to the event that tells of the new state, to the new page in hand, and to the new words in the
page of a browser, if Chromium and the tests' playwright-core are there. The first edits warm the
process and are not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import generate

ROOT = Path(__file__).resolve().parents[1]
RUNS, WARMING = 5, 2
_BROWSER = """
import { readFile, writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
const { address, page: name, file, old, runs, program } = JSON.parse(process.argv[1])
const args = ['--no-sandbox', '--disable-gpu']
const browser = await chromium.launch({ executablePath: program, args })
const page = await browser.newPage()
await page.goto(address + name)
await page.waitForFunction(() => document.documentElement.dataset.previewVersion)
const original = await readFile(file, 'utf8')
const times = []
for (let k = 0; k < runs; k++) {
    const words = `Seen by the browser ${k}.`
    const shown = page.waitForFunction(w => document.body.textContent.includes(w), words,
        { polling: 'raf' })
    await page.evaluate(() => 1)
    const start = performance.now()
    await writeFile(file, original.replace(old, `${old} ${words}`))
    await shown
    times.push((performance.now() - start) / 1000)
}
await browser.close()
console.log(JSON.stringify(times))
"""


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--big", action="store_true", help="the large book: 1.2 million words")
    big = parser.parse_args().big
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "edition"
        page, old = _big(project) if big else _interview(project)
        rows = measure(project, page, old, RUNS if not big else 3)
    print("| from the save to | median, s | all runs |\n|---|---:|---|")
    for what, times in rows.items():
        print(f"| {what} | {median(times):.3f} | {', '.join(f'{t:.3f}' for t in times)} |")


def measure(project: Path, page: str, old: str, runs: int) -> dict[str, list[float]]:
    """The times, by what they lead to; `old` are the last words of the note that is edited."""
    command = [sys.executable, "build.py", "watch", str(project), "--port", "0", "--no-browser"]
    environment = {**os.environ, "EDITION_NO_VENV": "1"}
    watch = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert watch.stdout
    try:
        address = watch.stdout.readline().split()[1]
        watch.stdout.readline()  # the first build
        rows = _from_outside(address, project / "annotations.yaml", page, old, runs)
        if seen := _in_a_browser(address, project / "annotations.yaml", page, old, runs):
            rows["the words in the browser's page"] = seen
        return rows
    finally:
        watch.terminate()
        watch.wait(timeout=60)


def _from_outside(
    address: str, file: Path, page: str, old: str, runs: int
) -> dict[str, list[float]]:
    text = file.read_text("utf-8")
    told, got = [], []
    with urllib.request.urlopen(f"{address}preview/events", timeout=600) as stream:
        events = _events(stream)
        next(events)
        _fetch(address + page)
        for k in range(runs + WARMING):
            words = f"Edit number {k}."
            start = perf_counter()
            # By a rename, as editors save: half a file would be a state of its own.
            beside = file.with_name("annotations.new")
            beside.write_text(text.replace(old, f"{old} {words}", 1), "utf-8")
            os.replace(beside, file)
            next(events)
            told.append(perf_counter() - start)
            assert words in _fetch(address + page), "the page is not the new one"
            got.append(perf_counter() - start)
    return {"the event": told[WARMING:], "the new page in hand": got[WARMING:]}


def _events(stream: Iterable[bytes]) -> Iterator[object]:
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def _fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=600) as answer:
        return str(answer.read(), "utf-8")


def _in_a_browser(address: str, file: Path, page: str, old: str, runs: int) -> list[float] | None:
    folder = ROOT / "edition" / "verify"
    node, chromium = shutil.which("node"), shutil.which("chromium")
    if not (node and chromium and (folder / "node_modules" / "playwright-core").exists()):
        return None
    order = {
        "address": address,
        "page": page,
        "file": str(file),
        "old": old,
        "runs": runs + WARMING,
        "program": chromium,
    }
    command = [node, "--input-type=module", "-e", _BROWSER, json.dumps(order)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    times: list[float] = json.loads(done.stdout)
    return times[WARMING:]


# ── what is watched ─────────────────────────────────────────────────────────────────────────


def _interview(project: Path) -> tuple[str, str]:
    project.mkdir()
    shutil.copy(ROOT / "annotations.yaml", project)
    for name in ("seeds", "notes"):
        shutil.copytree(ROOT / name, project / name)
    return _first_note(project)


def _big(project: Path) -> tuple[str, str]:
    generate.main(["book", str(project)])
    return _first_note(project)


def _first_note(project: Path) -> tuple[str, str]:
    """The page of the first footnote, and words of it behind which others can be put."""
    text = (project / "annotations.yaml").read_text("utf-8")
    body = text[text.index("\nfootnotes:") :]
    words = re.search(r"note: \|\n +(\S[^\n\[]{20,}?)(?= \[|\n)", body)
    assert words, "the first footnote has no text of its own"
    return "text-001.xhtml", words[1]


if __name__ == "__main__":
    main()
