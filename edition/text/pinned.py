"""Pinned: what a file is that has not the SHA-256 which annotations.yaml pins. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from edition.model import FileRule
from edition.model.problems import Problem
from edition.system import program

_MARK = b"\xef\xbb\xbf"
_ENDS = {"LF": b"\n", "CRLF": b"\r\n", "CR": b"\r"}


def changed(rule: FileRule, data: bytes, digest: str) -> Problem:
    """The problem of a file whose SHA-256 is `digest`, and not that of `rule`: none is pinned yet,
    only its line ends have changed, or its text has."""
    if not rule.sha256.strip("0"):
        message = f"The SHA-256 of {rule.path} is not pinned yet."
        hint = f"Write here: sha256: {digest}"
        return Problem("source-not-pinned", rule.place, message, hint)
    sums = f"Its SHA-256 is {digest},\nbut {rule.sha256} is pinned here."
    if small := _of_form(data, rule.sha256.lower()):
        message = f"{rule.path} has the words that are pinned; only {small}."
        hint = (
            f"{sums}\nPut the old file back, or pin the new SHA-256: no annotation needs a change. "
            f"If git changed the line ends, a line “{rule.path} -text” in .gitattributes stops it."
        )
        return Problem("source-changed", rule.place, message, hint)
    message = f"{rule.path} is not the text that these annotations were made for."
    hint = (
        f"{sums}\nPut the old file back. If the change is meant, let `rebase` carry the "
        f"annotations over: {program.command()} rebase {rule.path} --old OLD-FILE"
    )
    return Problem("source-changed", rule.place, message, hint)


def _of_form(data: bytes, sha256: str) -> str:
    """What has changed of a file whose words are those of the pinned one: its line ends, its
    byte-order mark, the line end behind its last line. Empty where more has."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for said_of_end, ended in _last_ends(lines):
        for said_of_mark, marked in _marks(ended):
            for name, end in _ENDS.items():
                if hashlib.sha256(marked.replace(b"\n", end)).hexdigest() == sha256:
                    return ", and ".join(
                        filter(None, (_ends_said(data, name), said_of_end, said_of_mark))
                    )
    return ""


def _last_ends(lines: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", lines
    if lines.endswith(b"\n"):
        yield "a line end was added behind the last line", lines[:-1]
    else:
        yield "the line end behind the last line is gone", lines + b"\n"


def _marks(lines: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", lines
    if lines.startswith(_MARK):
        yield "a byte-order mark was put before them", lines.removeprefix(_MARK)
    else:
        yield "the byte-order mark before them is gone", _MARK + lines


def _ends_said(data: bytes, was: str) -> str:
    """What the lines end with now; empty where that is what it was."""
    crlf = data.count(b"\r\n")
    counts = {"LF": data.count(b"\n") - crlf, "CRLF": crlf, "CR": data.count(b"\r") - crlf}
    now = [name for name, count in counts.items() if count]
    return "" if now in ([], [was]) else f"its line ends were {was} and are {' and '.join(now)}"
