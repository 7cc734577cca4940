"""Parse: the small, safe Markdown of one note in, a checked tree out.

CommonMark 0.31 without images, raw HTML, indented code and rules, in which a sign that can only
be a sign begins no list, quotation or emphasis (`signs`, `emphasis`); with
tables as GitHub's Markdown has them (GFM 0.29, 4.10), pandoc's citations, links to terms and
notes, and language spans; with headings of the second level where the text is a section of its
own. Nothing is replaced: the annotator's quotes and dashes stay. `parse`
never raises; what is refused becomes a `Defect`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from edition.markup import signs
from edition.markup.builder import Builder
from edition.markup.inline import parser
from edition.markup.limits import check_length, check_words
from edition.markup.tree import (
    Body,
)


@lru_cache(maxsize=16_384)
def parse(text: str, headings: bool = False) -> Body:
    """The body in `text`; never raises, refused things are in `defects` (sorted by line).

    `headings`: it is a section, in which `## words` is a heading.

    Remembered by the text: an edition that is watched is parsed again after every edit of a note.
    """
    return anew(text, headings)


def anew(text: str, headings: bool = False) -> Body:
    """The same, with nodes of its own even where the text was parsed before."""
    if too_long := check_length(text):
        return Body(defects=(too_long,))
    builder = Builder(headings)
    text = builder.clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    env: dict[str, Any] = {}
    tokens, warnings = signs.read(parser(), text, env)
    body = builder.body(tokens, env, warnings)
    if endless := check_words(body.nodes):
        return Body(defects=(endless,))
    return body
