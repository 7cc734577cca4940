#!/usr/bin/env python3
"""Measures large editions beside pandoc and bare WeasyPrint on the same content.

    python benchmarks/large.py                 everything, five times; hours: it says how many
    python benchmarks/large.py --plan          only says how long that takes
    python benchmarks/large.py --resume        goes on with a run that was interrupted
    python benchmarks/large.py --only epub pandoc --sizes 1 10 --runs 1    a part, once

The editions are made by generate.py. Each run is a process of its own; all rows are measured
once, then all a second time and so on, so that a busy minute of the machine spoils one run of
each and not all of one. Every run is kept in FOLDER/results.json as soon as it is done. The table
is written into README.md beside this file; with `--print` it is only printed. Needs, besides what
the build needs, `pypandoc_binary` and the packages that generate.py names.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from statistics import median

import largetable
import rivals
from largerows import HERE, ROWS, SIZES, Bench, Failed, Row, make
from largetable import Kept
from measured import run

Step = tuple[Row, str]


class Results:
    """The figures of all runs, in a file; a run of a row on a size that failed has a reason."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.runs: dict[str, list[Kept]] = {}
        if path.exists():
            self.runs = json.loads(path.read_text("utf-8"))

    def of(self, step: Step) -> list[Kept]:
        """The runs of a row on a size."""
        row, size = step
        return self.runs.setdefault(f"{row.name} {size}", [])

    def add(self, step: Step, figures: Kept) -> None:
        """Keep a run."""
        self.of(step).append(figures)
        self.write()

    def drop(self, steps: list[Step]) -> None:
        """Forget the runs of these steps, to measure them anew."""
        for step in steps:
            self.of(step).clear()
        self.write()

    def write(self) -> None:
        """Write the file by a rename, so that an interruption leaves the old one."""
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(self.runs, indent=1), "utf-8")
        beside.replace(self.path)

    def seconds(self, step: Step) -> float:
        """How long a run takes: as in earlier runs, or else by rule of thumb."""
        row, size = step
        known = [float(f["wall"]) + float(f.get("full", 0)) for f in self.of(step) if "wall" in f]
        return median(known) if known else row.seconds[size]


def steps(only: list[str], sizes: list[str]) -> list[Step]:
    """The rows on the sizes to measure, in the order of the sizes."""
    found = [(row, size) for size in SIZES for row in ROWS if size in row.sizes]
    return [(row, size) for row, size in found if row.name in only and size in sizes]


def plan(wanted: list[Step], results: Results, count: int) -> str:
    """What will be measured, and how long it takes."""
    lines, total = [], 0.0
    for step in wanted:
        missing = _missing(step, results, count)
        seconds = results.seconds(step) * missing
        total += seconds
        lines.append(f"{step[0].what}, {step[1]:>4}: {missing} × {results.seconds(step):,.0f} s")
    return "\n".join([*lines, f"about {total / 60:,.0f} minutes, and a few to make the editions"])


def measure(bench: Bench, wanted: list[Step], results: Results, count: int) -> None:
    """Make the editions and measure what is missing, round by round."""
    todo = [step for step in wanted if _missing(step, results, count)]
    for size in dict.fromkeys(size for _, size in todo):
        _say(f"making the edition of size {size}")
        make(bench, size, {row.name for row, its in todo if its == size})
    if todo:  # Fills the caches of the disk and of the bytecode.
        size = todo[0][1]
        run([sys.executable, "build.py", "check", "-q", str(bench.edition(size))], must=False)
    for turn in range(count):
        for step in todo:
            if len(results.of(step)) <= turn and _missing(step, results, count):
                _once(bench, step, results, turn)


def _once(bench: Bench, step: Step, results: Results, turn: int) -> None:
    row, size = step
    _say(f"run {turn + 1}: {row.what}, size {size}")
    try:
        figures: Kept = row.measure(bench, size, turn)
    except Failed as failed:
        figures = {"failed": str(failed)}
    results.add(step, figures)
    _say("  " + ", ".join(f"{key} {_short(value)}" for key, value in figures.items()))


def _missing(step: Step, results: Results, count: int) -> int:
    """How many runs are still to do; what has failed once is not tried again."""
    runs = results.of(step)
    return 0 if any("failed" in figures for figures in runs) else max(0, count - len(runs))


def _short(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write the table."""
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each row (default: 5)")
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="some rows only")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument(
        "--folder", type=Path, default=HERE / "large", help="for the editions and results.json"
    )
    parser.add_argument("--limit", type=float, default=5400, help="seconds that a run may take")
    parser.add_argument("--resume", action="store_true", help="keep what is measured already")
    parser.add_argument("--plan", action="store_true", help="only say how long it takes")
    parser.add_argument("--print", action="store_true", help="print only, leave the README")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    if "pandoc" in options.only and not rivals.pandoc_version():
        raise SystemExit("pandoc is missing: pip install pypandoc_binary")
    wanted = steps(options.only, options.sizes)
    results = Results(options.folder / "results.json")
    if not options.resume and not options.plan:
        results.drop(wanted)
    print(plan(wanted, results, options.runs), flush=True)
    if options.plan:
        return
    measure(Bench(options.folder.resolve(), options.limit), wanted, results, options.runs)
    table = largetable.tables(results.runs)
    print(table)
    if not options.print:
        largetable.write(table)


if __name__ == "__main__":
    main()
