"""Review: everything that can be said of a project without building it, in one go."""

from __future__ import annotations

from edition.annotations import ledger
from edition.annotations.ledger import Entry
from edition.assembly.prepare import Prepared, Survey, survey
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Problem, in_order
from edition.system.project import Project

#: With so many errors of form nobody looks for those behind them.
_ENOUGH = 100


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
    problems = _all(project, found)
    if found.annotations:
        entries, more = ledger.read(project, found.annotations)
        problems += more
    return Review(found.prepared, entries, in_order(problems))


def prepared(project: Project) -> Prepared:
    """The edition, if it has no errors. Raises `BuildFailed` with every problem that shows."""
    found = survey(project, ahead=True)
    if found.prepared is None:
        raise BuildFailed(_all(project, found))
    return found.prepared


def _all(project: Project, found: Survey) -> list[Problem]:
    """What is wrong with a project, also behind errors of form."""
    if found.malformed is None or len(found.problems) > _ENOUGH:
        return list(found.problems)
    from edition.assembly.partial import behind_errors_of_form  # only where something is wrong

    return [*found.problems, *behind_errors_of_form(project, found.malformed)]
