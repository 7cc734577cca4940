"""Verdicts on the books of an edition, as `build.py verify` asks for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from edition.verify import books as finished
from edition.verify import run
from edition.verify.findings import ABSENT, PASSED, Finding, Judged, MissingJudge, Row
from edition.verify.judges import epubcheck, verapdf
from tests.conformance import java
from tests.interview import Interview


def judged(books: Interview, factory: pytest.TempPathFactory) -> list[Row]:
    """All verdicts on the books in a folder; each judge is asked once, several at a time. Those of
    the judges that are programs of Java are taken from `java`."""

    def of_epubcheck(path: Path, levels: Collection[str]) -> list[Finding]:
        verdict = java.epubs(factory)[path]
        assert verdict.error == ""
        return [finding for finding in verdict.findings if finding.level in levels]

    def of_verapdf(jobs: Sequence[tuple[Path, str]]) -> list[Judged]:
        known = java.pdfs(factory)
        return [known[job] for job in jobs]

    # Not by the threads below: beside threads no process is copied, and a new one takes a second.
    java.standards(factory)
    java.profiles(factory)
    found = finished.find(books.prepared.edition.metadata, books.folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(epubcheck, "epubcheck", of_epubcheck)
        patch.setattr(verapdf, "verapdf_all", of_verapdf)
        return run.judge(run.tasks(books.prepared, found))


def of(rows: list[Row], judge: str) -> list[Row]:
    """The rows of a judge; a missing one skips the test, or fails it in CI."""
    found = [row for row in rows if row.judge.startswith(judge)]
    assert found, f"{judge} was not asked"
    for row in found:
        if row.verdict == ABSENT:
            raise MissingJudge(judge, row.install)
    return found


def assert_nothing_against(rows: list[Row]) -> None:
    """Each of the rows is a verdict, and a good one."""
    for row in rows:
        assert ([str(finding) for finding in row.against], row.error) == ([], "")
        assert row.verdict == PASSED
