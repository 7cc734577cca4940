"""Limits: how long, deep and wide the Markdown of a note may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.markup.tree import Defect

if TYPE_CHECKING:
    pass


MAX_CHARACTERS = 100_000


MAX_WORD = 2_000


MAX_NESTING = 20


#: Of each sign that may begin something: CommonMark looks for its end, each time to the last line.
MAX_SIGNS = 5_000


#: What fits into a note at the foot of a page: columns, and letters side by side.
MAX_COLUMNS, MAX_WIDTH = 8, 64


HINTS = {
    "raw-html": "Write Markdown instead; for a language, [text]{lang=ru}.",
    "unsafe-link": "Use http, https, mailto, or term:, note:, person:, organization:, place: "
    "with an id, or text: with a paragraph as text:p12; no name and @ before the host.",
    "image-not-allowed": "Declare it under `pictures`, and write ![](picture:id) with its id.",
    "heading-not-allowed": "Use the annotation's own title, or **strong** words. In a section, "
    "write ## and words: its title is the heading above.",
    "bad-language-tag": "Use a BCP 47 tag such as ru, ar or zh-Hant.",
    "bad-attribute": "Only lang, dir (ltr, rtl, auto) and .smallcaps may be given: "
    "[text]{lang=ar dir=rtl}, [MS]{.smallcaps}.",
    "bad-citation": "Write [@id], [@id, p. 4] or [see @id; @other, ch. 2].",
    "control-character": "Delete it; for right-to-left words write [text]{dir=rtl}.",
    "nesting-too-deep": f"Nest quotes, lists and emphasis at most {MAX_NESTING} deep.",
    "nested-link": "Put the citation or the second link after the link.",
    "broken-link": "Write [words](https://…), with no brackets or citation inside the words.",
    "empty-link": "Give the words that carry the link; only links to notes, terms and the index "
    "may be empty.",
    "table-too-wide": f"A table has at most {MAX_COLUMNS} columns, whose longest words have "
    f"together at most {MAX_WIDTH} letters. Turn it round, or divide it in two.",
    "body-too-long": f"A note body has at most {MAX_CHARACTERS:,} characters, and a word in it "
    f"{MAX_WORD:,} letters; a sign of Markdown stands in it at most {MAX_SIGNS:,} times.",
}


def check_length(text: str) -> Defect | None:
    """The defect of a body that is longer than `MAX_CHARACTERS`, or has a word longer than
    `MAX_WORD`: breaking that into lines takes the square of its length."""
    if len(text) <= MAX_CHARACTERS:
        often = next((sign for sign in "[<`*_&" if text.count(sign) > MAX_SIGNS), "")
        if not often and (len(text) <= MAX_WORD or not _ENDLESS.search(text)):
            return None
        message = f"a word has more than {MAX_WORD:,} letters"
        if often:
            message = f"the sign {often} stands in it more than {MAX_SIGNS:,} times"
        return Defect("body-too-long", 0, message, HINTS["body-too-long"])
    message = f"the body has {len(text):,} characters"
    return Defect("body-too-long", 0, message, HINTS["body-too-long"])


_ENDLESS = re.compile(rf"\w{{{MAX_WORD + 1}}}")
