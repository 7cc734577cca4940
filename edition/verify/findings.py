"""The words of verify: what a judge finds, and the row that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from edition.model.dataclass import dataclass

PASSED, FAILED, ABSENT, BROKEN = "passed", "failed", "absent", "no verdict"
#: Levels of EPUBCheck that count against a book by themselves; all other levels but those of
#: `ASIDE` do too, whatever the judge calls them.
PROBLEM_LEVELS = ("FATAL", "ERROR", "WARNING")
#: Levels that are counted, and never fail a book.
ASIDE = frozenset({"USAGE", "INFO"})
#: The hint for what no contributor can have brought about.
OF_THE_BUILDER = "Please report it: nothing that stands in annotations may bring this about."


class MissingJudge(Exception):
    """A judge is not installed; the message holds the line that installs it."""

    def __init__(self, judge: str, install: str) -> None:
        super().__init__(f"{judge} is not installed. Install it with: {install}")
        self.judge = judge
        self.install = install


class JudgeFailed(Exception):
    """A judge ended without a verdict; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a judge holds against a book."""

    judge: str  # EPUBCheck, Ace, veraPDF, …
    level: str  # FATAL, ERROR, WARNING, or one that was asked for; of Ace the impact
    code: str  # EPUBCheck's id (RSC-005), Ace's rule, veraPDF's clause and test (7.1-3), or ours
    message: str
    location: str  # file:line:column, or the path to the PDF object; "" when unknown
    count: int = 1  # how often; `location` is then the first
    hint: str = ""  # what to do about it, where that is known

    def __str__(self) -> str:
        times = f" (×{self.count})" if self.count > 1 else ""
        return f"{self.judge} {self.level} {self.code}{times}: {self.message} [{self.location}]"


@dataclass(frozen=True, slots=True)
class Popup:
    """What came up when a reader clicked one reference."""

    document: str  # the spine document that holds the reference
    kind: str  # noteref or glossref
    id: str  # of the link; "" when it has none
    label: str  # the words of the link
    href: str
    shown: str  # popup, page (the reader was taken there), or "" when nothing came up
    text: str  # all the text that came up, white space collapsed
    note: str  # `text` less the link back to the reference
    backlink: str  # the address that the link back has; "" when there is none
    error: str  # why nothing came up, or came up empty; "" when all is well


@dataclass(frozen=True, slots=True)
class Judged:
    """What one judge says of one file."""

    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  # what it looked at, in its order
    seconds: float | None = None  # where one run judges several files; None: all of the run
    error: str = ""  # why there is no verdict; "" when there is one


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a judge, a file, and the verdict."""

    judge: str
    file: str
    verdict: str  # PASSED, FAILED, ABSENT or BROKEN
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    install: str = ""  # the line that installs an absent judge
    error: str = ""  # why there is no verdict

    @property
    def against(self) -> tuple[Finding, ...]:
        """The findings that fail the book."""
        return tuple(finding for finding in self.findings if finding.level not in ASIDE)
