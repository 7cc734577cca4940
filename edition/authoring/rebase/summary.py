"""Summary: what a rebase does, in lines for people. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from edition.authoring.rebase.carried import Carried
from edition.authoring.rebase.decisions import marked
from edition.authoring.rebase.moves import Fate
from edition.authoring.rebase.plan import Plan

#: How many of the respelled are shown; the diff has all of them.
_SHOWN = 40


def lines(plan: Plan) -> Iterator[str]:
    """What happens to quotations, lines and forms, the doubtful ones with both contexts."""
    fates = [item.move.fate for item in plan.quotations]
    kept = sum(item.move.sure and item.selector is None for item in plan.quotations)
    yield (
        f"{len(fates)} quotations: {kept} as they are, "
        f"{sum(f in (Fate.SAME, Fate.RESPELLED) for f in fates) - kept} written anew, "
        f"{fates.count(Fate.DOUBTFUL)} doubtful, {fates.count(Fate.LOST)} lost."
    )
    yield from _respelled(plan)
    moved = [item for item in plan.lines if item.after not in (None, item.before)]
    yield f"{len(plan.lines)} places by line: {len(moved)} have other lines now."
    for item in plan.lines:
        if item.after is None:
            yield f"  {item.place}: {item.name}: line {item.before}: {item.why}."
    yield from _splits(plan)
    for unnamed in plan.unnamed:
        yield f"  line {unnamed.value}: {unnamed.why}."
    for form in plan.forms:
        if form.new:
            yield f"  {form.name}: “{form.old}” is written “{form.new}” now; added to its forms."
        else:
            yield f"  {form.name}: “{form.old}” ({form.uses} uses) is no longer in the text."
    if plan.fresh and not plan.unnamed:
        shown = ", ".join(plan.fresh[:8]) + (", …" if len(plan.fresh) > 8 else "")
        role = "the role of the turn in which they stand" if plan.turns else "the default role"
        yield f"{len(plan.fresh)} paragraphs are new: {shown}. They get {role}."
    for carried in plan.open:
        yield from doubt(plan, carried)


def _splits(plan: Plan) -> Iterator[str]:
    for k in plan.splits.dissolved:
        yield f"  split/{k + 1}: its parts have paragraphs of their own now; it is taken out."
    for role, value in plan.splits.named:
        yield f"  line {value} is named as {role}."
    for joined in plan.splits.joined:
        first, second = joined.roles
        yield f"  line {joined.line} joins {first} and {second}: divided at “{joined.at}”."


def _respelled(plan: Plan) -> Iterator[str]:
    respelled = [item for item in plan.quotations if item.move.fate is Fate.RESPELLED]
    for item in respelled[:_SHOWN]:
        old = plan.mover.words(item.move.old, new=False)
        new = plan.mover.words(item.move.new, new=True)
        yield f"  {item.quotation.name}: “{old}” → “{new}”"
    if len(respelled) > _SHOWN:
        yield f"  … and {len(respelled) - _SHOWN} more spelled in another way"


def doubt(plan: Plan, item: Carried) -> Iterator[str]:
    """One quotation in doubt: why, and both contexts."""
    move, place = item.move, item.quotation.selector.place
    yield f"{place.file}:{place.line}: {move.fate}: {item.quotation.name}: {move.why}"
    yield f"    old: {marked(plan.old.text, *move.old)}"
    if move.fate is Fate.LOST:
        yield f"    now: {marked(plan.new.text, move.new.start, move.new.start)}"
    else:
        yield f"    new: {marked(plan.new.text, *move.new)}  ({move.alike:.0f} % alike)"


def diff(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """The change of a file, as a unified diff."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    yield from unified_diff(old, new, name, name, lineterm="")
