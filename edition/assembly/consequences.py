"""Consequences: problems that may only say that something else was left out."""

from __future__ import annotations

from collections.abc import Sequence

from edition.checks import lint
from edition.model.problems import Problem

#: Their codes.
CONSEQUENCES = frozenset((
    "unknown-note", "unknown-page", "unknown-term", "unknown-source", "unknown-person",
    "unknown-organization", "unknown-place", "unknown-subject", "unknown-heading",
    "heading-never-mentioned", "unused-source",
    "map-unknown-place", "map-empty", "unknown-map", "opening-entry",
    "caption-without-photo", "timeline-empty", "label-not-drawn", "ledger-unknown", "missing-key",
    "wrong-number", "fact-uncited",
))  # fmt: skip
#: What follows from an error at the same place, and would only hide it: all uses belong to the
#: entry that has the form first.
_ECHOES = {"same-form-twice": ("term-never-used", "heading-never-mentioned")}


def without(problems: Sequence[Problem], *, outside: bool = False) -> list[Problem]:
    """The problems without those that come of another one, and, where a file of annotations is left
    `outside`, without those that may come of that."""
    echoed = {(code, p.place) for p in problems for code in _ECHOES.get(p.code, ())}
    # An entry that is there twice has its id twice, too; another id would not make it right.
    again = {p.place[:2] for p in problems if p.message.endswith(lint.THERE_ALREADY)}
    return [
        p
        for p in problems
        if not (outside and p.code in CONSEQUENCES)
        and (p.code, p.place) not in echoed
        and not (p.code == "repeated-id" and p.place[:2] in again)
    ]
