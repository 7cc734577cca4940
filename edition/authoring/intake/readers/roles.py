"""Roles: what a paragraph is by the name of its style, or of its class. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from edition.authoring.intake.manuscript import (
    Block,
    Heading,
    Inline,
    LineBreak,
    Para,
    Quote,
    Style,
    Verse,
    VerseLine,
)
from edition.model import Role

#: Names of paragraph styles in Word, OpenDocument and EPUBs, also as German and French programs
#: have them.
_ROLES = (
    (r"verse|poem|poetry|stanza|gedicht|vers\b|strophe", Role.VERSE),
    (r"epigraph|motto", Role.EPIGRAPH),
    (r"\bquot|zitat|block ?text|citation|blockquote|intense quote", Role.QUOTATION),
    (r"attribution|quelle", Role.ATTRIBUTION),
    (r"salutation|anrede", Role.SALUTATION),
    (r"dateline|date ?line", Role.DATELINE),
    (r"closing|valediction|gruß", Role.CLOSING),
    (r"signature|unterschrift", Role.SIGNATURE),
    (r"postscript", Role.POSTSCRIPT),
    (r"stage.?direction|bühnen", Role.STAGE_DIRECTION),
)
_STYLES = (
    (r"small.?cap|kapitälchen|smcap", Style.SMALL_CAPS),
    (r"emphasis|italic|kursiv|hervorheb", Style.EMPHASIS),
    (r"strong|bold|fett", Style.STRONG),
    (r"underline|unterstrich", Style.UNDERLINE),
    (r"book.?title|buchtitel", Style.TITLE),
)


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role | None:
    """The role of paragraphs with a style or class of this name; None where it says nothing."""
    return next((role for words, role in _ROLES if re.search(words, name, re.I)), None)


@lru_cache(maxsize=4096)
def style_of(name: str) -> Style | None:
    """What words with a character style or class of this name are set in."""
    return next((style for words, style in _STYLES if re.search(words, name, re.I)), None)


def with_style(blocks: list[Block], name: str) -> list[Block]:
    """Blocks in a style of that name, as what it says they are."""
    if re.fullmatch(r"(?:heading|überschrift|titre) ?([1-6])", name.strip(), re.I):
        level = int(name.strip()[-1])
        return [Heading(level, b.inlines, b.place) if isinstance(b, Para) else b for b in blocks]
    role = role_of(name)
    if role is None:
        return blocks
    if role in (Role.QUOTATION, Role.EPIGRAPH):
        return [*_quoted(blocks, role)]
    for block in blocks:
        if isinstance(block, Para):
            block.role = role
    return [verse_of(block) if role is Role.VERSE else block for block in blocks]


def _quoted(blocks: list[Block], role: Role) -> Iterable[Block]:
    if len(blocks) == 1 and isinstance(blocks[0], Quote):
        blocks[0].role = role
        return blocks
    return [Quote(blocks, role)]


def verse_of(block: Block) -> Block:
    """A paragraph of verse as a stanza: its line breaks end lines."""
    if not isinstance(block, Para):
        return block
    return Verse([VerseLine(line) for line in lines(block.inlines)], block.language, block.place)


def lines(inlines: Iterable[Inline]) -> list[list[Inline]]:
    """Inlines cut at their line breaks."""
    found: list[list[Inline]] = [[]]
    for item in inlines:
        if isinstance(item, LineBreak):
            found.append([])
        else:
            found[-1].append(item)
    return [line for line in found if line] or [[]]
