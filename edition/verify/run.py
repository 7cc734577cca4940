"""Asks all judges about all books, several at once, and makes a row of each verdict."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from edition.assembly.prepare import Prepared
from edition.model.dataclass import dataclass
from edition.verify import seen, text, website, worker
from edition.verify.books import FinishedBooks, profile_of
from edition.verify.epub import popups
from edition.verify.findings import (
    ABSENT,
    ASIDE,
    BROKEN,
    FAILED,
    PASSED,
    PROBLEM_LEVELS,
    Finding,
    Judged,
    JudgeFailed,
    MissingJudge,
    Row,
)
from edition.verify.judges import ace, axe, epubcheck, nu, process, readingsystem, verapdf
from edition.verify.pdf import claims as pdf_claims


@dataclass(frozen=True, slots=True)
class Task:
    """One run of a judge: the rows that it fills, (judge, file) each, and what runs it.

    `run` gives a `Judged` for each of the rows, and may raise MissingJudge and JudgeFailed.
    The longer it takes, by experience in seconds, the earlier it starts, so that the longest do
    not run alone in the end.
    """

    rows: tuple[tuple[str, str], ...]
    run: Callable[[], Sequence[Judged]]
    takes: float = 1


def tasks(prepared: Prepared, books: FinishedBooks, screenshots: Path | None = None) -> list[Task]:
    """What there is to judge, in the order of the table."""
    found: list[Task] = []
    for epub in books.epubs:
        found += _of_epub(prepared, epub, screenshots)
    claims = [(pdf, flavour) for pdf in books.pdfs for flavour in pdf_claims.of_file(pdf)]
    if claims:
        rows = tuple((f"veraPDF {pdf_claims.NAMES[name]}", pdf.name) for pdf, name in claims)
        found.append(Task(rows, lambda: verapdf.verapdf_all(claims), 10 * len(claims)))
    metadata, declared = prepared.edition.metadata, prepared.annotations.pdfs
    notes = prepared.edition.notes
    uncalled = [note.anchor for note in notes if not note.series.is_called]
    to_read = list(books.epubs)
    for pdf in books.pdfs:
        profile = profile_of(pdf, metadata, declared)
        kind = pdf_claims.kind_of(profile)
        found += [_walk("PDF walk", "pdf", pdf, kind, *uncalled), _walk("Fonts", "fonts", pdf)]
        if profile and profile.gray:
            found.append(_walk("No color", "color", pdf))
        if not pdf_claims.file_is_booklet(pdf, kind):
            to_read.append(pdf)
            found.append(_walk(seen.JUDGE, "seen", pdf))
    for folder in books.webs:
        found += _of_web(folder)
        to_read.append(folder)
    if to_read:
        found.append(_of_text(to_read, prepared.project.root, metadata.of_edition))
    return found


def _of_epub(prepared: Prepared, epub: Path, screenshots: Path | None) -> list[Task]:
    def ask_epubcheck() -> list[Judged]:
        findings = epubcheck.epubcheck(epub, (*PROBLEM_LEVELS, *ASIDE))
        return [Judged(tuple(findings), by_level(findings))]

    def ask_ace() -> list[Judged]:
        findings = ace.ace(epub)
        return [Judged(tuple(findings), {"violations": sum(item.count for item in findings)})]

    def read() -> list[Judged]:
        return [popups.compare(prepared, readingsystem.read_epub(epub, screenshots))]

    def look() -> list[Judged]:
        return [seen.in_epub(prepared.edition, epub)]

    outside = (
        ("EPUBCheck", ask_epubcheck, 5),
        ("Ace", ask_ace, 15),
        (popups.JUDGE, read, 12),
        (seen.JUDGE, look, 14),
    )
    made = [Task(((name, epub.name),), run, takes) for name, run, takes in outside]
    return [*made, _walk("EPUB walk", "epub", epub)]


def _of_web(folder: Path) -> list[Task]:
    def ask_nu() -> list[Judged]:
        findings = nu.nu(folder)
        wrong = sum(item.count for item in findings if item.level not in ASIDE)
        return [Judged(tuple(findings), {"errors": wrong})]

    return [
        Task(((nu.JUDGE, folder.name),), ask_nu, 6),
        Task(((axe.JUDGE, folder.name),), lambda: [axe.axe(folder)], 20),
        _walk(website.JUDGE, "web", folder),
    ]


def _walk(judge: str, walk: str, book: Path, *more: str) -> Task:
    return Task(((judge, book.name),), lambda: [worker.ask(walk, book, *more)])


def _of_text(books: Sequence[Path], root: Path, edition: str) -> Task:
    rows = tuple((text.JUDGE, book.name) for book in books)
    return Task(rows, lambda: worker.ask_of_text(books, root, edition))


def by_level(findings: Iterable[Finding]) -> dict[str, int]:
    """How often EPUBCheck says something, by the kinds that people know."""
    counts = {"errors": 0, "warnings": 0, "usage": 0, "info": 0}
    names = {
        "FATAL": "errors",
        "ERROR": "errors",
        "WARNING": "warnings",
        "USAGE": "usage",
        "INFO": "info",
    }
    for finding in findings:
        counts[names[finding.level]] += finding.count
    return counts


def judge(
    todo: Sequence[Task],
    report: Callable[[str], None] = lambda text: None,
    workers: int | None = None,
) -> list[Row]:
    """The rows of all tasks, in their order. As many run at once as there are processors.

    `report` is told of each row as it is done. When this is interrupted, no judge goes on.
    """
    pool = ThreadPoolExecutor(workers or max(2, os.cpu_count() or 2))
    try:
        order = sorted(range(len(todo)), key=lambda k: -todo[k].takes)
        futures = {k: pool.submit(_ask, todo[k], report) for k in order}
        return [row for k in range(len(todo)) for row in futures[k].result()]
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        process.stop_all()
        raise
    finally:
        pool.shutdown()


def _ask(task: Task, report: Callable[[str], None]) -> list[Row]:
    start = time.perf_counter()
    try:
        verdicts = task.run()
    except MissingJudge as missing:
        rows = [Row(*row, ABSENT, install=missing.install, error=str(missing)) for row in task.rows]
    except (JudgeFailed, OSError) as error:
        seconds = time.perf_counter() - start
        rows = [Row(*row, BROKEN, seconds=seconds, error=str(error)) for row in task.rows]
    else:
        seconds = time.perf_counter() - start
        # Where one start served several files, the first bears what the start took.
        spent = [seconds if one.seconds is None else one.seconds for one in verdicts]
        if len(verdicts) > 1 or verdicts[0].seconds is not None:
            spent[0] += max(0.0, seconds - sum(spent))
        rows = [
            _row(*row, one, took) for row, one, took in zip(task.rows, verdicts, spent, strict=True)
        ]
    for row in rows:
        report(f"{row.judge}, {row.file}: {row.verdict}")
    return rows


def _row(name: str, file: str, judged: Judged, seconds: float) -> Row:
    if judged.error:
        return Row(name, file, BROKEN, judged.counts, seconds, error=judged.error)
    row = Row(name, file, PASSED, judged.counts, seconds, judged.findings)
    if row.against:
        return Row(name, file, FAILED, judged.counts, seconds, judged.findings)
    return row
