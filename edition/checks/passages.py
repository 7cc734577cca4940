"""Passages: links of the notes to paragraphs of the text, `[words](text:p12)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.markup.tree import Body
from edition.model import BodyText, Edition
from edition.model.problems import Problem


def problems(edition: Edition, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    """`unknown-paragraph`: a link to a paragraph that the text does not have."""
    wanted = [
        (text.line(ref.line), ref.id)
        for text, body in parsed.items()
        for ref in body.references
        if ref.kind == "passage"
    ]
    if not wanted:
        return
    numbers = {block.unit: block.number for block in edition.blocks() if block.number}
    last = max(numbers.values(), default=0)
    for place, unit in wanted:
        if unit not in numbers:
            message = f"The text has no paragraph {unit[1:]}."
            hint = f"Its paragraphs are numbered from 1 to {last}: text:p{last} is the last one."
            if not last:
                hint = "It has no numbered paragraphs. Say in words where the place is."
            yield Problem("unknown-paragraph", place, message, hint)
