"""XHTML as a manuscript: a page of the web, or the documents of an EPUB."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from edition.authoring.intake import bounds, htmltags, words, xmltree
from edition.authoring.intake.manuscript import (
    Block,
    Dropped,
    Entry,
    Figure,
    Heading,
    Inline,
    Items,
    NoteText,
    Para,
    Picture,
    Quote,
    SceneBreak,
    Terms,
)
from edition.authoring.intake.readers import htmltables, marks, verse
from edition.authoring.intake.readers.htmlinline import Inlines
from edition.authoring.intake.readers.notelinks import NoteLinks, block_of
from edition.model import Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANEW = "the edition makes its own"
_LICENCE = "set apart; it stays in the original"
_CONTAINERS = htmltags.BLOCKS - {"br", "img"}


class Document:
    """One XHTML document. `name` is what its links are resolved against, `language` that of the
    whole text, `links` what calls which note."""

    def __init__(self, name: str, links: NoteLinks, language: str) -> None:
        self.name, self.links, self.language = name, links, language
        self.inlines = Inlines(name, links, language)
        self.notes: dict[_Element, str] = {}
        self.role: Role | None = None
        self.tongue = ""

    @property
    def aside(self) -> list[Entry]:
        """What of the document is no word, and was turned or left out."""
        return self.inlines.aside

    def blocks(self, root: _Element) -> list[Block]:
        """The blocks of the document's body."""
        body = next((item for item in root.iter() if xmltree.local(item) == "body"), root)
        for element in body.iter():
            identifier = element.get("id") or element.get("name") if _is_tag(element) else None
            if identifier and (label := self.links.label((self.name, identifier))):
                self.notes.setdefault(block_of(element), label)
        if what := marks.made_anew(body):
            return [self._dropped(body, what, _ANEW)]
        return self._inside(body, 0)

    # ── what is in an element ───────────────────────────────────────────────────────────────

    def _inside(self, element: _Element, depth: int) -> list[Block]:
        """The blocks in an element; words that stand between them are paragraphs too."""
        bounds.refuse_deeper(depth, self.name)
        found: list[Block] = []
        run: list[Inline] = self.inlines.text(element.text)
        for child in element:
            if not _is_tag(child):
                run += self.inlines.text(child.tail)
                continue
            if self._is_block(child):
                found += self._paragraph(run, child)
                run = []
                found += self._block(child, depth + 1)
            else:
                run += self.inlines.of(child)
            run += self.inlines.text(child.tail)
        return [*found, *self._paragraph(run, element)]

    def _is_block(self, element: _Element) -> bool:
        name = xmltree.local(element)
        if name in _CONTAINERS or element in self.notes:
            return True
        return any(xmltree.local(item) in _CONTAINERS for item in element.iter())

    def _paragraph(self, inlines: list[Inline], element: _Element) -> list[Block]:
        """Inlines as a paragraph, or as a picture by itself; nothing where they are blank."""
        shown = [item for item in inlines if not (isinstance(item, str) and not item.strip())]
        if not shown:
            return []
        if all(isinstance(item, Picture) for item in shown):
            return [Figure(item, []) for item in shown if isinstance(item, Picture)]
        if all(isinstance(item, Dropped) for item in shown):
            return [item for item in shown if isinstance(item, Dropped)]
        if self.role is Role.VERSE and (steps := marks.indent(element)):
            inlines = ["\u00a0\u00a0" * steps, *inlines]
        return [Para(inlines, self.role or Role.NARRATIVE, self.tongue, self._place(element))]

    def _place(self, element: _Element) -> str:
        return f"{self.name}:{element.sourceline or 1}"

    def _dropped(self, element: _Element, what: str, why: str) -> Dropped:
        return Dropped(text_of(element), what, why, self._place(element))

    # ── one element ─────────────────────────────────────────────────────────────────────────

    def _block(self, element: _Element, depth: int) -> list[Block]:
        name = xmltree.local(element)
        if name in htmltags.NO_WORDS:
            return []
        if label := self.notes.pop(element, ""):
            return [self._note(element, label, depth)]
        if marks.is_boilerplate(element):
            return [self._dropped(element, "Project Gutenberg’s header and licence", _LICENCE)]
        if what := marks.made_anew(element):
            return [self._dropped(element, what, _ANEW)]
        if marks.is_page(element):
            return self._paragraph(self.inlines.of(element), element)
        before = self.role, self.tongue
        self.role = marks.role(element) or self.role
        self.tongue = self.inlines.foreign(element) or self.tongue
        found = self._named(element, name, depth)
        self.role, self.tongue = before
        return found

    def _note(self, element: _Element, label: str, depth: int) -> NoteText:
        before, self.role = self.role, None
        text = NoteText(label, self._block(element, depth), self._place(element))
        self.role = before
        text.blocks = [*_unlisted(text.blocks)]
        return text

    def _named(self, element: _Element, name: str, depth: int) -> list[Block]:
        if re.fullmatch(r"h[1-6]", name):
            return self._heading(element, int(name[1]))
        if name == "hgroup":
            return self._heading_group(element, depth)
        if name == "blockquote":
            quoted = self.role if self.role is Role.EPIGRAPH else Role.QUOTATION
            before, self.role = self.role, None
            blocks = self._verses(element, depth)
            self.role = before
            return [Quote(blocks, quoted)]
        if name in ("ul", "ol", "menu", "dir"):
            return self._items(element, name, depth)
        if name == "dl":
            return self._terms(element, depth)
        if name == "table":
            return htmltables.table(element, self.inlines, self._place(element), text_of)
        if name == "hr":
            return [SceneBreak()]
        if name == "figure" or "figcenter" in (element.get("class") or ""):
            return self._figure(element, depth)
        return self._verses(element, depth)

    def _verses(self, element: _Element, depth: int) -> list[Block]:
        """What is in an element, as stanzas where it is verse."""
        if xmltree.local(element) == "pre":
            return verse.of_lines(text_of(element, raw=True), self._place(element))
        if marks.is_verse(element) or verse.is_stanza(element):
            before, self.role = self.role, Role.VERSE
            blocks = self._inside(element, depth)
            self.role = before
            return verse.stanzas(blocks)
        return self._inside(element, depth)

    def _heading(self, element: _Element, level: int) -> list[Block]:
        inlines = self.inlines.inside(element)
        shown = [item for item in inlines if not (isinstance(item, str) and not item.strip())]
        if shown and all(isinstance(item, Picture | Dropped) for item in shown):
            return self._paragraph(inlines, element)
        return [Heading(level, inlines, self._place(element))] if shown else []

    def _heading_group(self, element: _Element, depth: int) -> list[Block]:
        """A heading of several lines: the first has its level, the others follow it."""
        blocks = self._inside(element, depth)
        levels = [block.level for block in blocks if isinstance(block, Heading)]
        level = min(levels, default=1)
        return [
            Heading(level, block.inlines, block.place)
            if isinstance(block, Heading | Para)
            else block
            for block in blocks
        ]

    def _items(self, element: _Element, name: str, depth: int) -> list[Block]:
        """A list; one of notes is no list, and one that has notes among others is theirs, each by
        itself."""
        each = [self._block(child, depth + 1) for child in element if _is_tag(child)]
        items = [found for found in each if found]
        notes = [found for found in items if all(isinstance(b, NoteText | Dropped) for b in found)]
        if notes or not items:
            return [block for found in items for block in found]
        start = int(value) if (value := element.get("start") or "").isdecimal() else 1
        return [Items(start if name == "ol" else None, items)]

    def _terms(self, element: _Element, depth: int) -> list[Block]:
        terms: list[tuple[list[Inline], list[list[Block]]]] = []
        for child in _flattened(element):
            if xmltree.local(child) == "dt":
                terms.append((self.inlines.inside(child), []))
            elif terms:
                terms[-1][1].append(self._block(child, depth + 1))
            else:
                terms.append(([], [self._block(child, depth + 1)]))
        return [Terms(terms)] if terms else []

    def _figure(self, element: _Element, depth: int) -> list[Block]:
        blocks = self._inside(element, depth)
        figures = [block for block in blocks if isinstance(block, Figure)]
        words = [block for block in blocks if isinstance(block, Para)]
        if len(figures) != 1 or len(words) != 1 or len(blocks) != 2:
            return blocks
        figures[0].caption = words[0].inlines
        return [figures[0]]


def _flattened(element: _Element) -> Iterator[_Element]:
    """The terms and definitions of a list, out of the groups that may be around them."""
    for child in element:
        if xmltree.local(child) == "div":
            yield from _flattened(child)
        elif _is_tag(child):
            yield child


def _unlisted(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a note that was an item of a list."""
    for block in blocks:
        if isinstance(block, NoteText):
            yield from block.blocks
        else:
            yield block


def _is_tag(element: _Element) -> bool:
    return isinstance(element.tag, str)


def text_of(element: _Element, raw: bool = False) -> str:
    """All words of an element, with a blank where a block begins or ends."""
    text = "".join(_texts(element))
    return text if raw else " ".join(words.split(text))


def _texts(element: _Element) -> Iterator[str]:
    name = xmltree.local(element)
    edge = "\n" if name == "br" else " " if name in htmltags.BLOCKS and name != "pre" else ""
    if name in htmltags.NO_WORDS:
        return
    yield edge
    if name:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
    yield edge.replace("\n", "")
