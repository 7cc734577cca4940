"""Bodies: the Markdown texts of an edition, parsed. Pure."""

from __future__ import annotations

from edition.checks import lint
from edition.markup import parse
from edition.markup.tree import Body
from edition.model import Annotations, BodyText


def parsed(annotations: Annotations) -> dict[BodyText, Body]:
    """The texts, parsed. Two that say the same are two: a source that is cited again in the
    second is cited otherwise."""
    found: dict[BodyText, Body] = {}
    seen: set[int] = set()
    for text in lint.bodies(annotations):
        body = parse.parse(text.text, text.headings)
        if id(body) in seen and body.citations:
            body = parse.anew(text.text, text.headings)
        seen.add(id(body))
        found[text] = body
    return found
