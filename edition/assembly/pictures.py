"""Pictures: behind which blocks of the text the editors' pictures stand. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from edition.markup.tree import Body
from edition.model import Block, BodyText, Edition, Illustration, LineRef
from edition.model.problems import Problem, Severity

#: The pictures behind each block, by its unit.
Placed = Mapping[str, tuple[Illustration, ...]]


def placed(pictures: Sequence[Illustration], edition: Edition) -> tuple[Placed, list[Problem]]:
    """The pictures by the units of the blocks before them; `picture-nowhere` for a line on which
    no paragraph of the running text begins."""
    if not any(item.after for item in pictures):
        return {}, []
    noted = edition.noted()
    blocks = [block for block in edition.blocks() if block.unit not in noted]
    found: dict[str, list[Illustration]] = defaultdict(list)
    problems = []
    for item in pictures:
        if item.after and (block := _before(item.after, edition, blocks)):
            found[block.unit].append(item)
        elif item.after:
            problems.append(_nowhere(item, item.after))
    return {unit: tuple(items) for unit, items in found.items()}, problems


def _before(ref: LineRef, edition: Edition, blocks: Iterable[Block]) -> Block | None:
    """The last block of the paragraph that begins on the (last) line of `ref`."""
    at = (ref.file, ref.last)
    span = next((p.span for p in edition.source.paragraphs if (p.file, p.line) == at), None)
    if span is None:
        return None
    inside = (block for block in blocks if span.start <= block.span.start < span.end)
    return max(inside, key=lambda block: block.span, default=None)


def _nowhere(item: Illustration, ref: LineRef) -> Problem:
    message = f"No paragraph of the text begins on line {ref.last}: “{item.id}” stands nowhere."
    hint = "Name the line on which the paragraph before the picture begins, and that is printed."
    return Problem("picture-nowhere", ref.place, message, hint)


def unused(pictures: Iterable[Illustration], parsed: Mapping[BodyText, Body]) -> Iterable[Problem]:
    """A warning for each picture that nothing prints."""
    shown = {ref.id for body in parsed.values() for ref in body.references if ref.kind == "picture"}
    for item in pictures:
        if not item.after and item.id not in shown:
            message = f"The picture “{item.id}” is printed nowhere."
            hint = f"Give a line of the text as `after`, or write ![](picture:{item.id}) in a note."
            yield Problem("unused-picture", item.place, message, hint, Severity.WARNING)
