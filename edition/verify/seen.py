"""Seen: what is said of words in a finished book that nobody can see. The build says it of the
edition's own style sheets, since with the builder's all words are seen; `verify` says it always.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from edition.model.problems import Place, Problem
from edition.proof import pdftext
from edition.system.project import Project
from edition.typography import stylecheck, stylesheets
from edition.verify.findings import Finding, Judged
from edition.verify.ink import Unseen

JUDGE = "Seen"
_HINT = (
    "Take out rules until all words can be seen; those for colors, sizes, margins and boxes are "
    "likely."
)
#: So many are told of; the rest is counted.
_TOLD = 5


def sheets_of_pdf(project: Project) -> list[str]:
    """The style sheets that the project has in place of the builder's, and that a PDF may have."""
    own = stylesheets.own(project)
    return [name for name in own if not name.startswith(stylecheck.FOR_SCREENS)]


def in_pdf(
    sheets: list[str], file: str, data: bytes, marks: Mapping[int, Mapping[int, str]]
) -> list[Problem]:
    """What the style sheets `sheets` of an edition hide in a PDF, whose text stands at `marks`."""
    from edition.verify.pdf import sight

    return _problems(sheets, file, sight.unseen(data, marks)) if sheets else []


def _problems(sheets: list[str], file: str, found: list[Unseen]) -> list[Problem]:
    told = [
        Problem("style-hides-text", Place(sheets[0]), f"{file}: {one}.", _hint(sheets))
        for one in found[:_TOLD]
    ]
    if len(found) > _TOLD:
        more = f"{file}: {len(found) - _TOLD} more words or lines cannot be seen."
        told.append(Problem("style-hides-text", Place(sheets[0]), more, _hint(sheets)))
    return told


def _hint(sheets: list[str]) -> str:
    return f"{_HINT} The edition has its own {', '.join(sheets)}."


def walk(path: Path) -> Judged:
    """The words of the text and of the notes that nobody can see in the PDF at `path`."""
    from edition.verify.pdf import sight

    data = path.read_bytes()
    marks = pdftext.extract(data).marks
    counts = {"pages": len(marks), "lines": sum(map(len, marks.values()))}
    return Judged(tuple(findings(sight.unseen(data, marks))), counts)


def findings(found: Iterable[Unseen]) -> Iterable[Finding]:
    """What is unseen as findings of the judge."""
    for one in found:
        yield Finding(JUDGE, "ERROR", one.why.value, f"{one}.", one.where, hint=_HINT)
