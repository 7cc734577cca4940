"""What a rule finds: a warning, and the annotations that an exception could let off."""

from __future__ import annotations

from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach of `rule`. `owners` are the keys of the annotations that share in it
    (`footnotes/fire`); it is excused where `excess` of them are let off the rule."""

    rule: str
    problem: Problem
    owners: tuple[str, ...]
    excess: int = 1


def warning(code: str, place: Place, message: str, hint: str) -> Problem:
    """A problem that does not stop a build."""
    return Problem(code, place, message, hint, Severity.WARNING)
