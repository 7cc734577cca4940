"""Verse: stanzas and their lines, as XHTML has them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from edition.authoring.intake import xmltree
from edition.authoring.intake.manuscript import (
    Block,
    Inline,
    Para,
    Verse,
    VerseLine,
)
from edition.authoring.intake.readers import roles
from edition.model import Role

if TYPE_CHECKING:
    from lxml.etree import _Element


def is_stanza(element: _Element) -> bool:
    """Whether a paragraph is a stanza as Standard Ebooks writes one: spans with line ends between
    them, and nothing else."""
    if xmltree.local(element) != "p" or (element.text or "").strip():
        return False
    children = [item for item in element if isinstance(item.tag, str)]
    names = [xmltree.local(item) for item in children]
    if names.count("span") < 2 or "br" not in names or set(names) - {"span", "br"}:
        return False
    return not any((item.tail or "").strip() for item in children)


def stanzas(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs of verse as stanzas: one of several lines is one by itself, and single lines that
    follow one another are one together."""
    found: list[Block] = []
    single = False
    for block in blocks:
        if not isinstance(block, Para) or block.role is not Role.VERSE:
            found.append(block)
            single = False
            continue
        stanza = Verse(
            [_line(line) for line in roles.lines(block.inlines)], block.language, block.place
        )
        before = found[-1] if found else None
        if single and len(stanza.lines) == 1 and isinstance(before, Verse):
            before.lines += stanza.lines
        else:
            found.append(stanza)
        single = len(stanza.lines) == 1
    return found


def _line(inlines: list[Inline]) -> VerseLine:
    """A line, with its indentation by no-break spaces as steps."""
    count = next((k for k, item in enumerate(inlines) if not isinstance(item, str)), len(inlines))
    first = "".join(item for item in inlines[:count] if isinstance(item, str))
    bare = first.lstrip(" \u00a0\u2003")
    before = first[: len(first) - len(bare)]
    width = before.count("\u00a0") + 2 * before.count("\u2003")
    return VerseLine([bare, *inlines[count:]], width // 2)


def of_lines(text: str, place: str) -> list[Block]:
    """Text whose lines are kept (`pre`), as stanzas divided by blank lines."""
    found: list[Block] = []
    for stanza in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        lines = [line for line in stanza.expandtabs(4).split("\n") if line.strip()]
        if lines:
            least = min(len(line) - len(line.lstrip()) for line in lines)
            kept = [VerseLine([line.strip()], _steps(line, least)) for line in lines]
            found.append(Verse(kept, place=place))
    return found


def _steps(line: str, least: int) -> int:
    return (len(line) - len(line.lstrip()) - least) // 2
