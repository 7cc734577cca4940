"""The table of large editions, and what was wanted of them, as Markdown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version, system
from statistics import median

import rivals
from largerows import BOOK, COPIES, SIZES

#: The figures of a run, or why it failed.
Kept = Mapping[str, float | str]
Runs = dict[str, list[Kept]]
_NAMES = {**{n: f"{n} copies" for n in COPIES}, "1": "1 copy", BOOK: "the large book"}
#: What was wanted (issue 6): shares, seconds, and MiB.
EPUB_TIME, EPUB_MEMORY, ANCHORING, PDF_TIME = 1 / 5, 1 / 4, 1.0, 0.6
GROWTH, PDF_MEMORY, CHANGE = 1.15, 4096, 0.15


@dataclass(frozen=True, slots=True)
class Cell:
    """The medians of a row on a size; nothing in `figures` where it was not measured."""

    figures: dict[str, float]
    count: int
    failed: str

    @classmethod
    def of(cls, runs: Runs, row: str, size: str) -> Cell:
        """The cell of the row on the size."""
        found = runs.get(f"{row} {size}", [])
        failed = next((str(item["failed"]) for item in found if "failed" in item), "")
        good = [] if failed else found
        keys = good[0] if good else ()
        return cls(
            {key: median(float(item[key]) for item in good) for key in keys}, len(good), failed
        )

    def shown(self, key: str, digits: int = 0) -> str:
        """A figure, or why there is none."""
        return f"{self.figures[key]:,.{digits}f}" if self.figures else self.failed or "–"


def share(ours: Cell, theirs: Cell, key: str) -> float | None:
    """Ours as a part of theirs; None where one of the two was not measured."""
    if not ours.figures or not theirs.figures:
        return None
    return ours.figures[key] / theirs.figures[key]


def tables(runs: Runs) -> str:
    """All as Markdown."""
    return "\n\n".join([_machine(runs), _epubs(runs), _pdfs(runs), goals(runs)])


def _machine(runs: Runs) -> str:
    counts = {len(found) for found in runs.values() if found} or {0}
    times = str(min(counts)) if len(counts) == 1 else f"{min(counts)} to {max(counts)}"
    return (
        f"Python {python_version()}, {system()} {machine()}, {os.cpu_count()} cores; "
        f"weasyprint {version('weasyprint')}, pandoc {rivals.pandoc_version() or 'missing'}. "
        f"Medians of {times} run{'' if times == '1' else 's'}."
    )


def _epubs(runs: Runs) -> str:
    lines = [
        "| EPUB of | ours, s | MiB | pandoc, s | MiB | time, ours to pandoc's | memory |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for size in SIZES:
        ours, theirs = Cell.of(runs, "epub", size), Cell.of(runs, "pandoc", size)
        cells = [
            ours.shown("wall", 2),
            ours.shown("peak"),
            theirs.shown("wall", 2),
            theirs.shown("peak"),
            _share(share(ours, theirs, "wall")),
            _share(share(ours, theirs, "peak")),
        ]
        lines.append(f"| {_NAMES[size]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _pdfs(runs: Runs) -> str:
    lines = [
        "| PDF of | pages | ours, s | s a page | MiB | bare WeasyPrint: pages | s | s a page "
        "| MiB | time, ours to theirs | memory |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for size in SIZES:
        ours, theirs = Cell.of(runs, "pdf", size), Cell.of(runs, "bare", size)
        cells = []
        for cell in (ours, theirs):
            cells += [cell.shown("pages"), cell.shown("wall", 1), _each(cell), cell.shown("peak")]
        cells += [_share(share(ours, theirs, "wall")), _share(share(ours, theirs, "peak"))]
        lines.append(f"| {_NAMES[size]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _per_page(cell: Cell) -> float | None:
    return cell.figures["wall"] / cell.figures["pages"] if cell.figures else None


def _each(cell: Cell) -> str:
    value = _per_page(cell)
    return "–" if value is None else f"{value:.3f}"


def goals(runs: Runs) -> str:
    """Each thing that was wanted, what it is, and whether it is met."""
    epub, pandoc = Cell.of(runs, "epub", BOOK), Cell.of(runs, "pandoc", BOOK)
    pdf, bare = Cell.of(runs, "pdf", "100"), Cell.of(runs, "bare", "100")
    lines = [
        _goal(
            "EPUB of the large book, time as a part of pandoc's",
            share(epub, pandoc, "wall"),
            EPUB_TIME,
        ),
        _goal(
            "EPUB of the large book, memory as a part of pandoc's",
            share(epub, pandoc, "peak"),
            EPUB_MEMORY,
        ),
        _anchoring(Cell.of(runs, "anchoring", BOOK)),
        _goal(
            "PDF of 100 copies, time as a part of bare WeasyPrint's",
            share(pdf, bare, "wall"),
            PDF_TIME,
            pdf.failed or bare.failed,
        ),
        _growth(Cell.of(runs, "pdf", "10"), pdf),
        _large_pdf(Cell.of(runs, "pdf", BOOK)),
        _changed(Cell.of(runs, "change", "100")),
    ]
    return "\n".join(lines)


def _goal(what: str, value: float | None, wanted: float, failed: str = "", unit: str = "") -> str:
    if value is None:
        return f"- {what}: {failed or 'not measured'} (wanted: at most {wanted:.2f}{unit})."
    verdict = "met" if value <= wanted else "**not met**"
    return f"- {what}: {value:.2f}{unit} (wanted: at most {wanted:.2f}{unit}): {verdict}."


def _anchoring(cell: Cell) -> str:
    what = "Loading the annotations of the large book and anchoring its notes"
    if not cell.figures:
        return _goal(what, None, ANCHORING, cell.failed, " s")
    said = (
        f" Of it, loading {cell.shown('loading', 2)} s and anchoring "
        f"{cell.shown('notes')} notes {cell.shown('anchoring', 2)} s; besides, reading the "
        f"text and its structure took {cell.shown('text', 2)} s, finding the terms and names "
        f"{cell.shown('terms and names', 2)} s."
    )
    together = cell.figures["loading"] + cell.figures["anchoring"]
    return _goal(what, together, ANCHORING, unit=" s") + said


def _growth(ten: Cell, hundred: Cell) -> str:
    what = "Seconds a page of our PDF, 100 copies to 10"
    a, b = _per_page(ten), _per_page(hundred)
    return _goal(what, b / a if a and b else None, GROWTH, ten.failed or hundred.failed)


def _large_pdf(cell: Cell) -> str:
    if not cell.figures:
        return f"- PDF of the large book: {cell.failed or 'not measured'} (wanted: within 4 GiB)."
    verdict = "met" if cell.figures["peak"] <= PDF_MEMORY else "**not met**"
    return (
        f"- PDF of the large book: {cell.shown('pages')} pages in {cell.shown('wall')} s, "
        f"all processes together at most {cell.figures['peak'] / 1024:.2f} GiB "
        f"(wanted: within 4 GiB): {verdict}."
    )


def _changed(cell: Cell) -> str:
    what = "One changed note in 100 copies, EPUB and PDF built again, as a part of the whole build"
    if not cell.figures:
        return _goal(what, None, CHANGE, cell.failed)
    said = f" {cell.shown('wall', 1)} s instead of {cell.shown('full', 1)} s."
    return _goal(what, cell.figures["wall"] / cell.figures["full"], CHANGE) + said


def write(table: str) -> None:
    """Put the table between its marks in README.md."""
    path = Path(__file__).with_name("README.md")
    text = path.read_text("utf-8")
    begin, end = "<!-- begin large -->", "<!-- end large -->"
    head, tail = text.partition(begin)[0], text.partition(end)[2]
    path.write_text(f"{head}{begin}\n\n{table}\n\n{end}{tail}", "utf-8")
