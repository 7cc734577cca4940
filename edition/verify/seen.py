"""Seen: what is said of words in a finished book that nobody can see. The build says it of the
edition's own style sheets, since with the builder's all words are seen; `verify` says it always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from edition.model import Edition
from edition.model.problems import Place, Problem
from edition.proof import pdftext
from edition.verify.findings import Finding, Judged
from edition.verify.ink import SAID, Unseen, Why

JUDGE = "Seen"
_HINT = (
    "Take out rules until all words can be seen; those for colors, sizes, margins and boxes are "
    "likely."
)
#: So many are shown; the rest is counted.
_TOLD = 3


def in_pdf(
    sheets: list[str], file: str, data: bytes, marks: Mapping[int, Mapping[int, str]]
) -> list[Problem]:
    """What the style sheets `sheets` of an edition hide in a PDF, whose text stands at `marks`."""
    from edition.verify.pdf import sight

    return _problems(sheets, file, sight.unseen(data, marks))


def _problems(sheets: list[str], file: str, found: list[Unseen]) -> list[Problem]:
    """A problem for each way in which words are hidden."""
    ways: dict[Why, list[Unseen]] = {}
    for one in found:
        ways.setdefault(one.why, []).append(one)
    return [
        Problem("style-hides-text", Place(sheets[0]), f"{file}: {_told(several)}.", _hint(sheets))
        for several in ways.values()
    ]


def _told(several: list[Unseen]) -> str:
    first = "; ".join(f"“{one.shown}” ({one.where})" for one in several[:_TOLD])
    more = len(several) - _TOLD
    and_more = f", and {more} more" if more > 0 else ""
    return f"Words {SAID[several[0].why]}: {first}{and_more}"


def _hint(sheets: list[str]) -> str:
    return f"{_HINT} The edition has its own {', '.join(sheets)}."


def walk(path: Path) -> Judged:
    """The words of the text and of the notes that nobody can see in the PDF at `path`. What is no
    PDF with tags is left to the other judges."""
    from edition.verify.pdf import sight

    data = path.read_bytes()
    marks = pdftext.extract(data).marks
    counts = {"pages": len(marks), "lines": sum(map(len, marks.values()))}
    return Judged(tuple(_findings(sight.unseen(data, marks))), counts)


def in_epub(edition: Edition, path: Path) -> Judged:
    """The same of the EPUB at `path`, in Chromium. Errors: MissingJudge, JudgeFailed."""
    from edition.verify.epub import container, sight

    try:
        found, words = sight.unseen(edition, path)
    except container.Unreadable as error:
        return Judged((Finding(JUDGE, "FATAL", "unreadable", str(error), ""),))
    return Judged(tuple(_findings(found)), {"words": words})


def _findings(found: Iterable[Unseen]) -> Iterator[Finding]:
    for one in found:
        message = f"The words “{one.shown}” {SAID[one.why]}."
        yield Finding(JUDGE, "ERROR", one.why.value, message, one.where, hint=_HINT)
