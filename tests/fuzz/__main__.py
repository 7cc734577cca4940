"""The command: `python -m tests.fuzz --cases 10000`, see README.md."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from edition.system import launch
from tests.paths import ROOT

from .engines import CURRENT, STATE
from .tally import Tally, table

_INPUTS = ("yaml", "markdown", "selectors", "svg", "images", "css")


def main() -> int:
    """Run the cases, print the table; 1 if a case failed."""
    options = _arguments()
    if options.replay:
        return _replayed(options.replay)
    tallies = []
    for name in options.input or _INPUTS:
        for engine in options.engine or ("hypothesis",):
            tallies.append(_run(name, engine, options))
            print(
                f"{name} ({engine}): {tallies[-1].cases:,} cases, "
                f"{tallies[-1].failures.total()} failures",
                file=sys.stderr,
            )
    print(table(tallies))
    if any(item.failures for item in tallies):
        print(f"\nThe failures are in {options.failures}; run one again with --replay FILE.")
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="of each input (default: 1000)")
    parser.add_argument("--input", action="append", choices=_INPUTS, help="one of them; may repeat")
    parser.add_argument("--engine", action="append", choices=("hypothesis", "atheris"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--pdf-every",
        type=int,
        default=50,
        metavar="N",
        help="make the PDF of one case in N (default: 50; 0: of none)",
    )
    parser.add_argument(
        "--failures",
        type=Path,
        default=Path(tempfile.gettempdir()) / "fuzz-failures",
        help="folder for the cases that failed",
    )
    parser.add_argument(
        "--replay", type=Path, nargs="+", help="run kept cases again, show how each ends"
    )
    return parser.parse_args()


def _run(name: str, engine: str, options: argparse.Namespace) -> Tally:
    """Run one input, in a process of its own; begin again with another seed where that one dies."""
    with tempfile.TemporaryDirectory(prefix="edition-fuzz-") as folder:
        state = Path(folder) / STATE
        tally = Tally(name, engine, options.failures.resolve())
        state.write_text(tally.dumped(), "ascii")
        seed = options.seed
        while tally.cases < options.cases:
            job = {
                "input": name,
                "engine": engine,
                "cases": options.cases,
                "seed": seed,
                "folder": folder,
                "pdf_every": options.pdf_every,
            }
            done = subprocess.run(
                [sys.executable, "-P", launch.__file__, "tests.fuzz.engines", json.dumps(job)],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
            )
            tally = Tally.loaded(state.read_text("ascii"))
            if tally.cases < options.cases:
                _died(tally, Path(folder) / CURRENT, done)
                state.write_text(tally.dumped(), "ascii")
                seed += 1000
        return tally


def _died(tally: Tally, current: Path, done: subprocess.CompletedProcess[str]) -> None:
    """Count the case on which the process died."""
    from .case import Case

    if not current.exists():
        raise SystemExit(f"The engine did not start:\n{done.stderr[-3000:]}")
    tally.cases += 1
    tally.fail(
        Case.from_json(current.read_text("ascii")),
        (f"the process died ({done.returncode})",),
        done.stderr[-20_000:],
    )


def _replayed(files: list[Path]) -> int:
    from .case import Case
    from .harness import Harness

    runs, failed = Harness(), False
    for file in files:
        outcome = runs.run(Case.from_json(file.read_text("ascii")))
        failed |= outcome.kind == "failure"
        print(
            f"{file}: {outcome.kind} {', '.join(outcome.about)} "
            f"({outcome.seconds:.2f} s, {outcome.memory:.0f} MiB)"
        )
        if outcome.detail:
            print(outcome.detail)
    runs.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
