"""Plain citations: a source named in a text as `@baines`, outside the brackets of a citation, so
that the name itself is printed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from edition.checks.rules.texts import place_in
from edition.markup.tree import Body, walk
from edition.model import Annotations, BodyText
from edition.model.problems import Problem, Severity

#: As pandoc has it, which knows `@baines` and `@{baines}` in the text, too.
_NAMED = re.compile(r"(?<![\w@.])@\{?(\w(?:[\w:.+/-]*\w)?)")


def problems(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    """A warning for each source that is named so."""
    ids = {record.id for record in annotations.sources}
    for text, body in parsed.items():
        if "@" not in text.text or body.defects:  # which are told
            continue
        for node in walk(body.nodes):
            for found in _NAMED.finditer(node.text if node.kind == "text" else ""):
                id = found[1]
                if id in ids and f"\\@{id}" not in text.text:
                    message = f"“{found[0]}” is printed as it is: it is no citation."
                    hint = f"Write [@{id}], with a place [@{id}, p. 4], in square brackets."
                    place = place_in(text, found[0])
                    yield Problem("citation-plain", place, message, hint, Severity.WARNING)
