"""Clocks that are wrong: the bytes do not depend on them, and dates of files mislead nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.build import build
from edition.model.problems import BuildFailed, Problem
from edition.system.project import Project
from edition.verify import books
from tests.books import EDITION, write_project

#: 1970, a day before now, a day after it, 2106 (the end of 32 bits), 2300.
CLOCKS = [0.0, -86400.0, 86400.0, 2.0**32, 1.04e10]


def made(project: Path) -> dict[str, bytes]:
    return build(Project.at(project), ("epub",)).files


@pytest.mark.parametrize("clock", CLOCKS)
def test_the_bytes_are_the_same_at_any_time(
    clock: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    project = write_project(tmp_path)
    before = made(project)
    now = clock if abs(clock) > 86400 or not clock else time.time() + clock
    real = time.localtime, time.gmtime
    monkeypatch.setattr(time, "time", lambda: now)
    monkeypatch.setattr(time, "time_ns", lambda: int(now * 1e9))
    monkeypatch.setattr(time, "localtime", lambda at=None: real[0](now if at is None else at))
    monkeypatch.setattr(time, "gmtime", lambda at=None: real[1](now if at is None else at))
    for path in project.rglob("*"):
        os.utime(path, (now, now))
    assert made(project) == before


@pytest.mark.parametrize("epoch", ["-1", "0", "4294967296", "10000000000", "99999999999"])
def test_any_date_can_be_printed(
    epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ZIP knows the years 1980 to 2107 only."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert made(write_project(tmp_path))


@pytest.mark.parametrize("epoch", ["yesterday", "1.5", "9" * 30])
def test_an_epoch_that_is_no_number_is_refused(
    epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BuildFailed) as failed:
        made(write_project(tmp_path))
    (problem,) = failed.value.problems
    assert (problem.code, problem.place.file) == ("bad-epoch", "SOURCE_DATE_EPOCH")
    assert epoch in problem.message and "seconds since 1970" in problem.hint


@pytest.mark.parametrize("date", ["0001", "9999-12-31"])
def test_any_date_of_the_annotations_too(date: str, tmp_path: Path) -> None:
    edition = EDITION.replace("2026-01-02", date)
    assert made(write_project(tmp_path, edition=edition))


# ── what `verify` says of dates ─────────────────────────────────────────────────────────────


def stale(project: Path, source: float, book: float) -> list[Problem]:
    """What is said of a book and its sources, by their dates in seconds from now."""
    now = time.time()
    (project / "dist").mkdir()
    for name in ("loom.epub", "loom.pdf"):
        (project / "dist" / name).write_bytes(b"")
        os.utime(project / "dist" / name, (now + book, now + book))
    for name in ("annotations.yaml", "source.txt"):
        os.utime(project / name, (now + source, now + source))
    recorded = books.Recorded.at(project)
    meta = prepare(recorded).edition.metadata
    found = books.find(meta, project / "dist")
    sources = [path for path in books.sources(recorded) if path.is_relative_to(project)]
    return list(books.problems(found, meta, project / "dist", sources, "build"))


@pytest.mark.parametrize(
    ("source", "book", "words"),
    [
        (-20, -10, ""),
        (-10, -20, "older than"),
        (1e9, -10, ""),
        (-10, 1e9, "yet to come"),
        (1e9, 1e9, "yet to come"),
    ],
    ids=["in order", "stale", "edited in the future", "built in the future", "both"],
)
def test_a_clock_that_went_back_raises_no_false_alarm(
    source: float, book: float, words: str, tmp_path: Path
) -> None:
    found = stale(write_project(tmp_path), source, book)
    assert {problem.code for problem in found} == ({"book-stale"} if words else set())
    assert all(words in problem.message for problem in found)
