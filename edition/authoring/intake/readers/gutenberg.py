"""Project Gutenberg's pages: what the library has set around a text is set apart, and its title and
names are read out of it. Pure."""

from __future__ import annotations

import re

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import About, Block, Dropped, Person
from edition.authoring.intake.readers import plain

_START = re.compile(r"\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG")
_END = re.compile(r"\*\*\* ?END OF TH(?:E|IS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg")
_TITLE = re.compile(
    r"(?:The )?Project Gutenberg(?:['’]s)? (?:e-?book|e-?text) of (.+?)(?:,? by (.+?))?\.?", re.I
)
#: So many blocks at the beginning may be the library's.
_HEAD = 60
_WHAT, _WHY = "Project Gutenberg’s header and licence", "set apart; it stays in the original"


def set_apart(blocks: list[Block], about: About) -> None:
    """Take the header and the licence of the library out of the blocks, in place."""
    if found := _TITLE.fullmatch(about.title):
        about.title = found[1]
        if found[2] and not about.people:
            about.people = [Person(found[2])]
    texts = [_text(block) for block in blocks[:_HEAD]]
    first = next((k for k, text in enumerate(texts) if _START.search(text)), -1)
    head = " ".join(texts[: first + 1])
    if first >= 0:
        _drop(blocks, 0, first + 1)
    elif any(isinstance(block, Dropped) and block.what == _WHAT for block in blocks[:_HEAD]):
        head = " ".join(texts)
    else:
        return
    known = About()
    plain.read_head(
        re.sub(r"\s+(?=(?:Author|Translator|Editor|Language|Release date|Title):)", "\n", head),
        known,
    )
    about.people = about.people or known.people
    about.language = about.language or known.language
    about.publisher, about.rights = about.publisher or known.publisher, about.rights or known.rights
    last = next(
        (k for k in range(len(blocks) - 1, 0, -1) if _END.search(_text(blocks[k])[:200])), -1
    )
    if last > first:
        _drop(blocks, last, len(blocks))


def _text(block: Block) -> str:
    return "".join(words.of_original([block]))


def _drop(blocks: list[Block], start: int, end: int) -> None:
    for k in range(start, end):
        block = blocks[k]
        if not isinstance(block, Dropped):
            blocks[k] = Dropped(_text(block), _WHAT, _WHY, getattr(block, "place", ""))
