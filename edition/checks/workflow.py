"""Workflow: what is not printed yet, and whose initials are."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Annotations
from edition.model.problems import Problem, Severity

#: Entries that a warning names.
_NAMED = 6


def problems(annotations: Annotations) -> Iterator[Problem]:
    """A warning where entries are drafts; one where initials shall be printed, and there are
    none."""
    drafts = [item for item in annotations.workflow if item.is_draft]
    if drafts:
        names = ", ".join(f"{item.group}/{item.name}" for item in drafts[:_NAMED])
        more = f" and {len(drafts) - _NAMED} more" if len(drafts) > _NAMED else ""
        count = "1 entry is a draft" if len(drafts) == 1 else f"{len(drafts)} entries are drafts"
        message = f"{count}, and not printed: {names}{more}."
        hint = "Write `status: reviewed` or `done` when it is; `build --with-drafts` prints drafts."
        yield Problem("draft", drafts[0].place, message, hint, Severity.WARNING)
    if annotations.metadata.print_initials and not any(i.author for i in annotations.workflow):
        message = "The key `print-initials` has no effect: no entry has an `author`."
        hint = "Give entries the initials of who wrote them, such as `author: A.B.`"
        place = annotations.metadata.identifier_place
        yield Problem("key-without-effect", place, message, hint, Severity.WARNING)
