"""How long the judges of `verify` take: `python benchmarks/verify.py [RUNS]` (default: 3)

Builds this edition, judges it several times by `build.py verify --format json`, each time in a new
process, then asks each judge alone, and writes the medians into benchmarks/README.md. It takes
about four minutes. Judges that are not installed are left out.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from checkout import ROOT

from edition.assembly.prepare import prepare
from edition.system.project import Project
from edition.verify import books, run
from edition.verify.findings import ABSENT
from edition.verify.judges import verapdf

README = ROOT / "benchmarks" / "README.md"
#: The seconds of each run, by the judge and its file.
Rows = dict[tuple[str, str], list[float]]
BEGIN, END = "<!-- begin verify -->", "<!-- end verify -->"


def main() -> None:
    """Measure, print the tables, and write them."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command("--quiet", "--output", name)
        together, whole = all_at_once(folder, runs)
        alone = one_by_one(folder, runs)
        text = tables(runs, together, whole, alone, java(folder, runs))
    print(text)
    old = README.read_text("utf-8")
    before, _, rest = old.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


def command(*words: str) -> subprocess.CompletedProcess[str]:
    """Run build.py with this Python."""
    return subprocess.run(
        [sys.executable, "build.py", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "EDITION_NO_VENV": "1"},
        check=False,
    )


def all_at_once(folder: Path, runs: int) -> tuple[Rows, list[float]]:
    """The seconds of each row, and of the whole command."""
    rows: Rows = {}
    whole = []
    for _ in range(runs):
        start = perf_counter()
        done = command("verify", "--quiet", "--format", "json", "--output", str(folder))
        whole.append(perf_counter() - start)
        for row in json.loads(done.stdout)["rows"]:
            if row["verdict"] != ABSENT:
                rows.setdefault((row["judge"], row["file"]), []).append(row["seconds"])
    return rows, whole


def one_by_one(folder: Path, runs: int) -> Rows:
    """The seconds of each row where nothing else runs."""
    prepared = prepare(Project.at(ROOT))
    found = books.find(prepared.edition.metadata, folder)
    rows: Rows = {}
    for _ in range(runs):
        for row in run.judge(run.tasks(prepared, found), workers=1):
            if row.verdict != ABSENT:
                rows.setdefault((row.judge, row.file), []).append(row.seconds)
    return rows


def java(folder: Path, runs: int) -> tuple[float, float]:
    """The seconds of two flavours of veraPDF in one start of Java, and in two."""
    pdf = next(folder.glob("*.pdf"))
    jobs = [(pdf, "ua1"), (pdf, "3a")]

    def timed(work: Callable[[], object]) -> float:
        start = perf_counter()
        work()
        return perf_counter() - start

    one = [timed(lambda: verapdf.verapdf_all(jobs)) for _ in range(runs)]
    two = [timed(lambda: [verapdf.verapdf_all([job]) for job in jobs]) for _ in range(runs)]
    return median(one), median(two)


def tables(
    runs: int, together: Rows, whole: list[float], alone: Rows, starts: tuple[float, float]
) -> str:
    """The figures as Markdown."""
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    lines = [
        f"{machine}, {os.cpu_count()} cores. Medians of {runs} runs, in seconds.",
        "",
        "| judge | file | all at once | alone |",
        "|---|---|---:|---:|",
        *(
            f"| {judge} | {Path(file).suffix[1:].upper()} | {median(seconds):.2f} | "
            f"{median(alone[judge, file]):.2f} |"
            for (judge, file), seconds in together.items()
        ),
        f"| **the whole command** | | {median(whole):.2f} | "
        f"{sum(median(seconds) for seconds in alone.values()):.2f} |",
        "",
        f"veraPDF for PDF/UA-1 and PDF/A-3a: {starts[0]:.2f} s with one start of Java, "
        f"{starts[1]:.2f} s with two.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
