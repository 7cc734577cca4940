"""Blocks of TEI: lines of verse as stanzas, the pages that begin between blocks, the numbers and
the indentation that elements declare. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.authoring.intake import xmltree
from edition.authoring.intake.manuscript import Block, Inline, NoteText, Para, Verse

if TYPE_CHECKING:
    from lxml.etree import _Element


def with_pages(pages: list[Inline], blocks: list[Block]) -> list[Inline]:
    """Put the beginnings of pages before the first words of blocks; returns those that are left
    where there are none."""
    first = next((item for item in blocks if isinstance(item, Para | Verse)), None)
    if isinstance(first, Verse) and first.lines:
        first.lines[0].inlines = [*pages, *first.lines[0].inlines]
        return []
    if isinstance(first, Para):
        first.inlines = [*pages, *first.inlines]
        return []
    return pages


def joined(blocks: list[Block]) -> list[Block]:
    """Lines of verse that follow one another as one stanza, their notes behind it."""
    found: list[Block] = []
    notes: list[Block] = []
    stanza: Verse | None = None
    for block in blocks:
        single = isinstance(block, Verse) and len(block.lines) == 1
        if isinstance(block, Verse) and single and stanza:
            stanza.lines += block.lines
        elif isinstance(block, NoteText) and stanza:
            notes.append(block)
        else:
            found += notes
            notes = []
            stanza = block if isinstance(block, Verse) and single else None
            found.append(block)
    return [*found, *notes]


def start(element: _Element) -> int:
    """The number of the first item of a list."""
    numbers = [item.get("n") or "" for item in element if xmltree.local(item) == "item"]
    return int(numbers[0]) if numbers and numbers[0].isdecimal() and len(numbers[0]) < 8 else 1


def indent(element: _Element) -> int:
    said = f"{element.get('rend', '')} {element.get('style', '')}"
    found = re.search(r"indent\D{0,2}(\d{1,2})", said)
    return min(int(found[1]), 12) if found else int("indent" in said)
