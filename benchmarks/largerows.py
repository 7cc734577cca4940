"""What is measured of large editions: each row is one process, or two, on one edition."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import checkout  # noqa: F401
import rivals
from measured import Run, run
from seeded import Seed

HERE = Path(__file__).resolve().parent

COPIES = ("1", "10", "30", "100")
BOOK = "book"
SIZES = (*COPIES, BOOK)
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the made editions and what is made of them are, and how long a run may take."""

    folder: Path
    limit: float

    def edition(self, size: str) -> Path:
        """The folder of the edition of that size."""
        return self.folder / f"edition-{size}"

    def other(self, size: str, kind: str) -> Path:
        """What another tool is fed for that size: the folder `pandoc` or the file `bare`."""
        return self.folder / f"{kind}-{size}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is, for which sizes, and how it is measured once. `seconds` are those of a
    run on a machine of 2026 with two processors, by size, for the plan only."""

    name: str
    what: str
    measure: Callable[[Bench, str, int], Figures]
    seconds: dict[str, float]

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that the row is measured for."""
        return tuple(self.seconds)


class Failed(Exception):
    """A run that did not end well or in time; says so."""


# ── what others are fed, made before anything is measured ───────────────────────────────────


def make(bench: Bench, size: str, rows: set[str]) -> None:
    """Make the edition of that size, and what the others of `rows` are fed of it."""
    python = sys.executable
    edition = bench.edition(size)
    kind = ["book"] if size == BOOK else ["copies", size]
    if not (edition / "annotations.yaml").exists():
        shutil.rmtree(edition, ignore_errors=True)
        run([python, str(HERE / "generate.py"), *kind, str(edition)])
    makers = {"pandoc": "markdown", "bare": "html"}
    for row in sorted(rows & makers.keys()):
        there = bench.other(size, row)
        if row == "pandoc":
            there.mkdir(parents=True, exist_ok=True)
        run([python, str(HERE / "rivals.py"), makers[row], str(edition), str(there)])


# ── the rows ────────────────────────────────────────────────────────────────────────────────


def _epub(bench: Bench, size: str, turn: int) -> Figures:
    with _folder() as out:
        return _figures(_build(bench, bench.edition(size), out, "--only", "epub"))


def _pdf(bench: Bench, size: str, turn: int) -> Figures:
    with _folder() as out:
        done = _build(bench, bench.edition(size), out, "-p", "screen", "--only", "pdf")
        return {**_figures(done), "pages": _pages(next(out.glob("*.pdf")))}


def _change(bench: Bench, size: str, turn: int) -> Figures:
    """EPUB and PDF built with an empty cache; then one note gets another word, and both are
    built again with the cache of the first build."""
    with _folder() as out:
        edition, cache = out / "edition", str(out / "cache")
        shutil.copytree(bench.edition(size), edition)
        first = _build(bench, edition, out / "dist", EDITION_CACHE=cache)
        change_a_note(edition / "annotations.yaml", turn)
        again = _build(bench, edition, out / "dist", EDITION_CACHE=cache)
        return {**_figures(again), "full": first.wall, "full peak": first.peak}


def _anchoring(bench: Bench, size: str, turn: int) -> Figures:
    command = [sys.executable, str(HERE / "largerows.py"), str(bench.edition(size))]
    done = _ended(run(command, limit=bench.limit, must=False), bench)
    return {**_figures(done), **json.loads(done.output)}


def _pandoc(bench: Bench, size: str, turn: int) -> Figures:
    command = rivals.pandoc_command(bench.other(size, "pandoc"))
    return _figures(_ended(run(command, limit=bench.limit, must=False), bench))


def _bare(bench: Bench, size: str, turn: int) -> Figures:
    with _folder() as out:
        command = [
            sys.executable,
            str(HERE / "rivals.py"),
            "print",
            str(bench.other(size, "bare")),
            str(out / "bare.pdf"),
        ]
        done = _ended(run(command, limit=bench.limit, must=False), bench)
        layout, write, pages, size_in_bytes = json.loads(done.output)
        return {
            **_figures(done),
            "layout": layout,
            "write": write,
            "pages": pages,
            "bytes": size_in_bytes,
        }


ROWS = (
    Row("epub", "our EPUB", _epub, {"1": 1, "10": 3, "30": 9, "100": 32, BOOK: 13}),
    Row("pandoc", "pandoc's EPUB", _pandoc, {"1": 1, "10": 6, "30": 17, "100": 55, BOOK: 34}),
    Row("anchoring", "loading and anchoring", _anchoring, {BOOK: 6}),
    Row("pdf", "our PDF", _pdf, {"1": 10, "10": 90, "30": 300, "100": 1000, BOOK: 600}),
    Row("bare", "bare WeasyPrint", _bare, {"1": 11, "10": 90, "30": 350, "100": 2000}),
    Row("change", "one changed note", _change, {"100": 1200}),
)


def _build(bench: Bench, edition: Path, out: Path, *options: str, **extra: str) -> Run:
    command = [sys.executable, "build.py", str(edition), "-q", "-o", str(out), *options]
    return _ended(run(command, limit=bench.limit, must=False, **extra), bench)


def _ended(done: Run, bench: Bench) -> Run:
    if done.ok:
        return done
    raise Failed("over the time" if done.wall >= bench.limit else "failed")


def _figures(done: Run) -> Figures:
    return {"wall": done.wall, "cpu": done.cpu, "peak": done.peak}


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _pages(pdf: Path) -> int:
    import pikepdf

    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def change_a_note(file: Path, turn: int) -> None:
    """Put one more word before the text of one footnote, another one each turn."""
    text = file.read_text("utf-8")
    begin = text.index("\nfootnotes:")
    end = re.compile(r"^[a-z-]+:", re.M).search(text, begin + len("\nfootnotes:"))
    notes = list(re.finditer(r"\n  note: \|\n +", text[begin : end.start() if end else None]))
    place = begin + Seed("change").pick(notes, turn).end()
    file.write_text(f"{text[:place]}Now: {text[place:]}", "utf-8")


# ── loading and anchoring, in a process of its own ──────────────────────────────────────────


def anchor(folder: Path) -> None:
    """Read and anchor the edition in `folder`, and print the seconds of each step as JSON. What
    the steps import is imported before."""
    import gc
    from time import perf_counter

    import edition.annotations.schema.models  # noqa: F401
    from edition.anchoring import mentions
    from edition.anchoring.resolve import Anchorer
    from edition.annotations import parse
    from edition.assembly import inputs
    from edition.bootstrap import GARBAGE
    from edition.model import Span
    from edition.system.project import Project
    from edition.text import structure

    gc.set_threshold(*GARBAGE)
    project = Project.at(folder)
    times = [perf_counter()]
    parsed, _ = parse.parse(inputs.ANNOTATIONS, inputs.read_annotations(project))
    times.append(perf_counter())
    assert parsed
    text, _ = inputs.read_source(project, parsed)
    assert text
    layout = structure.lay_out(text, parsed)
    times.append(perf_counter())
    anchorer = Anchorer(text, structure.omitted_spans(layout.omitted))
    found = anchorer.selectors([note.selector for note in parsed.footnotes])
    times.append(perf_counter())
    anchorer.terms(parsed.glossary)
    mentions.in_text(anchorer, parsed.headings)
    times.append(perf_counter())
    names = ("loading", "text", "anchoring", "terms and names")
    seconds = {name: b - a for name, a, b in zip(names, times, times[1:], strict=False)}
    notes = sum(isinstance(span, Span) for span in found)
    print(json.dumps({**seconds, "notes": notes}))


if __name__ == "__main__":
    anchor(Path(sys.argv[1]))
