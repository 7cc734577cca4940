"""Verdicts on the books of an edition, as `build.py verify` asks for them."""

from __future__ import annotations

from edition.verify import books as finished
from edition.verify import run
from edition.verify.findings import ABSENT, PASSED, MissingJudge, Row
from tests.interview import Interview


def judged(books: Interview) -> list[Row]:
    """All verdicts on the books in a folder; each judge is asked once, several at a time."""
    found = finished.find(books.prepared.edition.metadata, books.folder)
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
