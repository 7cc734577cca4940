"""Note links: which links of XHTML documents call a note, and which elements are the notes.

A link that says so (`epub:type="noteref"`) is a call. One that does not is one where its words are
a number or a sign, and what it leads to has a link back. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from edition.authoring.intake import htmltags, xmltree
from edition.authoring.intake.bounds import joined
from edition.authoring.intake.readers import marks
from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A document, and an id in it.
Target = tuple[str, str]


@dataclass(slots=True)
class NoteLinks:
    """The labels of notes by what is linked to, the notes that are there, and which links lead
    back."""

    labels: dict[Target, str] = field(default_factory=dict)
    there: set[Target] = field(default_factory=set)
    back: set[Target] = field(default_factory=set)

    def label(self, target: Target) -> str:
        """The label of the note that a link calls; empty where it calls none that is there."""
        return self.labels.get(target, "") if target in self.there else ""


class _Known(NamedTuple):
    """What is known of an id: whether it says that it is a note, what is linked to from it, and
    the number of the block that it means."""

    is_note: bool
    leads_to: frozenset[Target]
    block: int


class _Link(NamedTuple):
    """A link that may call a note: what it leads to, whether it says that it is a call, the ids
    near it, and the numbers of the blocks around it."""

    target: Target
    says: bool
    near: frozenset[Target]
    blocks: frozenset[int]


class Finder:
    """Is shown each document once, and then says which links call what."""

    def __init__(self) -> None:
        self.calls: list[_Link] = []
        self.parsed: dict[Target, _Known] = {}
        self.blocks = 0

    def look(self, name: str, root: _Element) -> None:
        """Look at a document; `name` is what links to it are resolved against."""
        from lxml import etree

        in_notes = _in_notes(root)
        leads_to = _links_of_blocks(name, root)
        numbers = {block: self.blocks + k for k, block in enumerate(leads_to)}
        for element in root.iter(etree.Element):
            if identifier := element.get("id") or element.get("name"):
                block = block_of(element)
                is_note = marks.says_note(block) or marks.says_note(element) or block in in_notes
                if is_note or (block in leads_to and _is_small(block)):
                    number = numbers.setdefault(block, self.blocks + len(numbers))
                    known = _Known(is_note, frozenset(leads_to.get(block, ())), number)
                    self.parsed[name, identifier] = known
            if element.get("href") and xmltree.local(element) == "a":
                self._link(name, element, numbers)
        self.blocks += len(numbers)

    def _link(self, name: str, element: _Element, numbers: Mapping[_Element, int]) -> None:
        target = target_of(name, element)
        if target is None:
            return
        says = marks.says_call(element)
        if marks.is_backlink(element) or not (says or marks.looks_like_call(_words(element))):
            return
        near = {(name, found) for item in _near(element) if (found := item.get("id"))}
        blocks = frozenset(numbers[block] for block in _around(element))
        self.calls.append(_Link(target, says, frozenset(near), blocks))

    def links(self) -> NoteLinks:
        """The calls and notes of all documents that were looked at."""
        found = NoteLinks()
        labels: dict[int, str] = {}  # several ids may mean one note
        callers: dict[int, set[int]] = {}
        for link in self.calls:
            known = self.parsed.get(link.target)
            if known is None or known.block in link.blocks:
                continue
            # What a note leads back to is no note, though it is a number that links to one.
            if any(known.block in callers.get(own, ()) for own in link.blocks):
                found.back.add(link.target)
                continue
            mutual = bool(link.near & known.leads_to)
            if link.target in found.back or not (link.says or mutual):
                continue
            callers.setdefault(known.block, set()).update(link.blocks)
            label = labels.setdefault(known.block, str(len(labels) + 1))
            found.labels.setdefault(link.target, label)
            found.there.add(link.target)
            found.back |= link.near
        return found


def target_of(name: str, element: _Element) -> Target | None:
    """The document and id that a link leads to; None where that is no place in the book."""
    address = element.get("href") or ""
    path, sign, identifier = address.partition("#")
    if not sign or not identifier:
        return None
    where = joined(name, path) if path else name
    return (where, identifier) if where else None


def block_of(element: _Element) -> _Element:
    """The element that is the note, where `element` is what a link leads to."""
    found = element
    while xmltree.local(found) not in htmltags.BLOCKS or xmltree.local(found) in ("br", "img"):
        parent = found.getparent()
        if parent is None:
            return element
        found = parent
    around = found.getparent()
    # The number of a note stands in its first paragraph, the note is what is around that.
    while (
        around is not None
        and xmltree.local(found) in ("p", "div")
        and marks.says_note(around)
        and not marks.says_notes(around)
    ):
        found, around = around, around.getparent()
    return found


def _in_notes(root: _Element) -> set[_Element]:
    """The items of the lists of notes."""
    return {
        item
        for element in root.iter()
        if isinstance(element.tag, str) and marks.says_notes(element)
        for item in element.iter()
        if xmltree.local(item) == "li"
    }


def _is_small(block: _Element) -> bool:
    """Whether an element can be a note by itself: what is around the whole text is none."""
    return xmltree.local(block) in ("p", "li", "div", "aside", "dd", "td")


def _links_of_blocks(name: str, root: _Element) -> dict[_Element, list[Target]]:
    """What the links in each block lead to; those of what stands in a note are the note's too."""
    from lxml import etree

    found: dict[_Element, list[Target]] = {}
    for link in root.iter(etree.Element):
        if link.get("href") and xmltree.local(link) == "a" and (target := target_of(name, link)):
            for block in _around(link):
                found.setdefault(block, []).append(target)
    return found


def _around(link: _Element) -> Iterator[_Element]:
    """The blocks around a link that may be a note: those of a line, and up to three more."""
    count = 0
    for element in link.iterancestors():
        if xmltree.local(element) in htmltags.BLOCKS:
            yield element
            count += 1
            if count == 4:
                return


def _near(element: _Element) -> Iterator[_Element]:
    """A link, what it is directly in, and the anchor before it."""
    yield element
    yield from (item for item in element.iter() if item is not element)
    before = element.getprevious()
    if before is not None and isinstance(before.tag, str):
        yield before
    parent = element.getparent()
    if parent is not None:
        yield parent
        before = parent.getprevious()
        if (
            before is not None
            and isinstance(before.tag, str)
            and not (parent.tail or "").strip(" ")
        ):
            yield before


def _words(element: _Element) -> str:
    return "".join(str(item) for item in element.itertext())
