"""What went wrong, where, and how to repair it, said to the person who writes annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from edition.model.dataclass import dataclass


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A place in a file: path as the reader knows it, line and column counted from 1.

    Line 0 means the file as a whole; column 0 the line as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def at(self, line: int, column: int = 0) -> Place:
        """Another place in the same file."""
        return Place(self.file, line, column)

    def seen_from(self, other: Place) -> str:
        """Where it is, in words, for somebody who is at an `other` place: `on line 12`, or
        `at notes/two.yaml:12`."""
        same = self.file == other.file
        return f"on line {self.line}" if same else f"at {self.file}:{self.line}"

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    `code` is stable and lower-case with hyphens (`quote-not-found`); `message` says what is
    wrong in one sentence; `hint` says what to do, and may have several lines. `about` is the
    place in the source that the problem is about, where there is one: a preview shows it there.
    """

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR)
    about: Place | None = None

    def __str__(self) -> str:
        place = printable(str(self.place))
        head = f"{place}: {self.severity}[{self.code}]: {_one_line(self.message)}"
        if not self.hint:
            return head
        body = "\n".join("    " + printable(line) for line in self.hint.splitlines())
        return f"{head}\n{body}"


class BuildFailed(Exception):
    """The input has problems that stop the build; carries all of them, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")

    def __reduce__(self) -> tuple[type[BuildFailed], tuple[tuple[Problem, ...]]]:
        """So that a process can raise it in the one that asked (pickle)."""
        return type(self), (self.problems,)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file, line and column, each once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (*p.place, p.severity, p.code, p.message)))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“Did you mean …?” with the name among `known` that is nearest to `word`, or nothing."""
    from difflib import get_close_matches  # only where something is wrong

    names = list(known)
    same = [name for name in names if name.casefold() == word.casefold()]
    near = same or get_close_matches(word, names, 1)
    return f"Did you mean “{near[0]}”?" if near else ""


def quoted(text: str, limit: int = 80) -> str:
    """`text` as a double-quoted YAML scalar on one line, cut to `limit` characters."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return printable(json.dumps(text, ensure_ascii=False).replace("\u00a0", "\\_"))


def _one_line(text: str) -> str:
    return printable(" ".join(text.split("\n")))


def printable(text: str) -> str:
    """`text` on one line, with escapes for what could drive a terminal, turn the reading
    direction (CVE-2021-42574), or be a command to GitHub Actions, which reads what is printed."""
    shown = "".join(
        char if char.isprintable() or char == "\u00a0" else f"\\u{ord(char):04x}" for char in text
    )
    return _COMMAND.sub(_without_effect, shown)


def _without_effect(found: re.Match[str]) -> str:
    start, sign, end = found[1] or "", *found[0][-2:]
    return f"{start}\\u{ord(sign):04x}{end}"


#: `::name …::` at the beginning of a line, `##[name]` anywhere (github.com/actions/runner,
#: ActionCommand.cs).
_COMMAND = re.compile(r"(\A\s*)::|(?<=#)#\[")


def visible(text: str) -> str:
    """`text` with whatever could mislead its reader spelled out; its lines stay lines."""
    return "\n".join(map(printable, text.split("\n")))
