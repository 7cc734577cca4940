"""Limits: how long, deep and wide the Markdown of a note may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.markup.tree import Defect, Node

MAX_CHARACTERS = 100_000


MAX_WORD = 2_000


#: Parts of a word, each in other type or a link of its own: to break it into lines takes the square
#: of their number.
MAX_PARTS = 200


MAX_NESTING = 20


#: Of each sign that may begin something: CommonMark looks for its end, each time to the last line.
MAX_SIGNS = 5_000


#: What fits into a note at the foot of a page: columns, and letters side by side.
MAX_COLUMNS, MAX_WIDTH = 8, 64


HINTS = {
    "raw-html": "Write Markdown instead; for a language, [text]{lang=ru}.",
    "unsafe-link": "Use http, https, mailto, or term:, note:, person:, organization:, place:, "
    "subject: with an id, text: with a paragraph as text:p12, or page: with a page of the "
    "original; no name and @ before the host.",
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
    f"{MAX_WORD:,} letters and {MAX_PARTS} parts in different type; a sign of Markdown stands "
    f"in it at most {MAX_SIGNS:,} times.",
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


# ── words as they are set ───────────────────────────────────────────────────────────────────

_BLOCKS = frozenset(
    ("p", "h2", "blockquote", "ul", "ol", "li", "br", "table", "thead", "tbody", "tr", "th", "td")
)
#: Where a line may end within a word: at white space that is no hard one, hyphens, slashes, and
#: letters of scripts that part no words by spaces.
_BREAK = (
    "[ \t\n\u00ad\u0e00-\u0eff\u1000-\u109f\u1680\u1780-\u17ff\u2000-\u2006\u2008-\u2010"
    "\u2012-\u2015\u2028\u2029\u205f\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff/-]"
)


def check_words(nodes: Sequence[Node]) -> Defect | None:
    """The defect of a tree in which a word, as it is set, has more than `MAX_WORD` letters or
    `MAX_PARTS` parts: signs of Markdown stand between them in the body, and in no book."""
    pieces = list(_pieces(nodes))
    # A word that is short up to the next blank is so up to an earlier break: most words are.
    return _endless_word(pieces, " ") and _endless_word(pieces, _BREAK)


def _endless_word(pieces: Sequence[str], ends: str) -> Defect | None:
    """The defect of words that end at the pattern `ends`."""
    word, parts = "", 0
    for text in pieces:
        first, *others = re.split(ends, text)
        word, parts = word + first, parts + 1
        if parts > MAX_PARTS:
            return _endless(f"{MAX_PARTS} parts in different type")
        if len(word) > MAX_WORD and _ENDLESS.search(word):
            return _endless(f"{MAX_WORD:,} letters")
        if others:
            word, parts = others[-1], 1
    return None


def _endless(what: str) -> Defect:
    message = f"a word has more than {what}"
    return Defect("body-too-long", 0, message, HINTS["body-too-long"])


def _pieces(nodes: Sequence[Node]) -> Iterator[str]:
    """The texts of a tree in their order, empty for a reference; a space where a block begins or
    ends."""
    for node in nodes:
        edge = " " if node.kind in _BLOCKS else ""
        if edge or not node.children:
            yield edge or node.text
        yield from _pieces(node.children)
        if edge:
            yield edge
