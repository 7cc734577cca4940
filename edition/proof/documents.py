"""Documents: what is read back from a book of content documents, an EPUB or a web edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from edition.model import Edition, Form
from edition.model.dataclass import dataclass
from edition.proof import formatting, milestones, notekeys, outline

if TYPE_CHECKING:
    from lxml import etree

_XHTML = "{http://www.w3.org/1999/xhtml}"
#: Classes of what the edition adds inside a block of the text (templates/shared/runs.html).
_APPARATUS = frozenset({"noteref", "pn", "speaker", "backlink", "item-marker", "milestone"})


@dataclass(slots=True)
class Read:
    """What the documents have, in their order: the words of each block by its unit, with their
    forms where the edition has formatting (else None), the pages of the original, all ids, the
    outline, and the keys of notes."""

    paged: bool
    marked: dict[str, formatting.Words] | None
    units: dict[str, str] = field(default_factory=dict)
    pages: milestones.Found = field(default_factory=milestones.Found)
    ids: set[str] = field(default_factory=set)
    outline: outline.EpubOutline = field(default_factory=outline.EpubOutline)
    notekeys: notekeys.Found = field(default_factory=notekeys.Found)

    @classmethod
    def of(cls, edition: Edition) -> Read:
        """Nothing yet, ready for the documents of an edition."""
        return cls(edition.paged, {} if edition.has_marks() else None)

    def take(self, name: str, root: etree._Element) -> None:
        """Take in the document `name`."""
        self.outline.read(name, root)
        self.notekeys.read(root)
        is_text = name.startswith("text-")
        for element in root.iter(f"{_XHTML}*"):
            if self.paged and element.get("class") == "milestone":
                self.pages.mark(element.get("id", ""))
            if key := element.get("id"):
                self.ids.add(key)
                if is_text and is_unit(key):
                    self._block(key, element)

    def _block(self, unit: str, element: etree._Element) -> None:
        self.units[unit] = "".join(_own_text(element))
        self.outline.add_block(unit, element)
        if self.paged:
            self.pages.block(unit, _pages_in(element))
        if self.marked is not None:
            self.marked[unit] = list(_own_words(element, ()))


def is_unit(key: str) -> bool:
    """Whether an id is that of a block of the text."""
    return re.fullmatch(r"[pt]\d+", key) is not None


def _pages_in(element: etree._Element) -> Iterator[str | milestones.Mark]:
    """The text of a block without the apparatus, and where in it pages of the original begin."""
    if element.text:
        yield element.text
    for child in element:
        if child.get("class") == "milestone":
            yield milestones.Mark(child.get("id", ""))
        elif _APPARATUS.isdisjoint(child.get("class", "").split()):
            yield from _pages_in(child)
        if child.tail:
            yield child.tail


def _own_text(element: etree._Element) -> Iterator[str]:
    """The text of a block without the apparatus in it."""
    if element.text:
        yield element.text
    for child in element:
        if _APPARATUS.isdisjoint(child.get("class", "").split()):
            yield from _own_text(child)
        if child.tail:
            yield child.tail


def _own_words(
    element: etree._Element, forms: formatting.Forms
) -> Iterator[tuple[str, formatting.Forms]]:
    """The text of a block without the apparatus in it, with the forms that it stands in."""
    if element.text:
        yield element.text, forms
    broken = False
    for child in element:
        if _APPARATUS.isdisjoint(child.get("class", "").split()):
            yield from _own_words(child, forms + formatting.element_forms(child))
        broken = child.tag == f"{_XHTML}br"
        if child.tail:
            kept = ((Form.BREAK, ""),) if broken else ()
            yield child.tail[:1], forms + kept
            yield child.tail[1:], forms
