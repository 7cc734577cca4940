"""Review: everything that can be said of a project without building it, in one go."""

from __future__ import annotations

from dataclasses import dataclass

from edition.annotations import ledger
from edition.annotations.ledger import Entry
from edition.assembly.prepare import Prepared, survey
from edition.model.problems import Problem, in_order
from edition.system.project import Project


@dataclass(frozen=True, slots=True)
class Review:
    """The edition, if it has no errors; the ledger; and every problem, in order."""

    prepared: Prepared | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def review(project: Project) -> Review:
    """Read and check the edition and its ledger as far as each can be read."""
    found = survey(project)
    entries: tuple[Entry, ...] = ()
    problems = list(found.problems)
    if found.annotations:
        entries, more = ledger.read(project, found.annotations)
        problems += more
    return Review(found.prepared, entries, in_order(problems))
