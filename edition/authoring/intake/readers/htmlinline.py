"""The words of XHTML: inlines with their styles, calls of notes, pictures, where pages begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.authoring.intake import htmltags, xmltree
from edition.authoring.intake.bounds import joined
from edition.authoring.intake.manuscript import (
    Added,
    Call,
    Dropped,
    Entry,
    Inline,
    LineBreak,
    Link,
    Milestone,
    Picture,
    Style,
    Styled,
)
from edition.authoring.intake.readers import marks
from edition.authoring.intake.readers.inlines import InlineReader
from edition.authoring.intake.readers.notelinks import NoteLinks, target_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANEW = "the edition makes its own"


def _all(element: _Element) -> str:
    """All characters of an element, a blank where a line ends."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            pieces.append(_all(child))
        pieces.append(child.tail or "")
    edge = " " if xmltree.local(element) in htmltags.BLOCKS else ""
    return f"{edge}{''.join(pieces)}{edge}"


class Inlines(InlineReader):
    """Makes inlines of the elements of one document."""

    def __init__(self, name: str, links: NoteLinks, language: str) -> None:
        self.name, self.links, self.language = name, links, language
        self.aside: list[Entry] = []

    def of(self, element: _Element) -> list[Inline]:
        """One element as inlines."""
        name = xmltree.local(element)
        if name == "br":
            return [LineBreak()]
        if name in htmltags.NO_WORDS:
            return []
        if name in ("img", "image"):
            return [self._picture(element)]
        if marks.is_page(element):
            return self._page(element)
        if marks.is_line_number(element):
            number = " ".join(_all(element).split())
            dropped = self._dropped(element, "the numbers of lines", "listed as milestones")
            return [Milestone("line", number), dropped] if number else [dropped]
        if name == "a" and element.get("href"):
            return self._link(element)
        if name in ("svg", "object", "video", "audio", "math"):
            return self._foreign(element, name)
        if name in htmltags.BLOCKS:  # a block where only words can be, as in a heading
            return [" ", *self.inside(element), " "]
        return self._styled(element, name)

    def foreign(self, element: _Element) -> str:
        """The language that an element declares, where it is not the text's."""
        language = marks.language(element)
        same = language.split("-")[0].lower() == self.language.split("-")[0].lower()
        return "" if same else language

    def _styled(self, element: _Element, name: str) -> list[Inline]:
        found = self.inside(element)
        if name == "q":
            quotes = [Added(sign, "quotation marks", "of the element `q`") for sign in "“”"]
            return [quotes[0], *found, quotes[1]]
        if name in ("rt", "rp") and found:
            around = [Added(sign, "readings beside words", "in brackets") for sign in "()"]
            return [around[0], *found, around[1]] if name == "rt" else found
        if name == "span" and (steps := marks.indent(element)):
            found = ["\u00a0\u00a0" * steps, *found]
        if language := self.foreign(element):
            found = [Styled(Style.LANGUAGE, found, language)]
        style = marks.style(element)
        return [Styled(style, found)] if style and found else found

    def _link(self, element: _Element) -> list[Inline]:
        target = target_of(self.name, element)
        # “See note 359” leads to a note, and is words of the text.
        calls = marks.says_call(element) or marks.looks_like_call(_all(element))
        if target and calls and (label := self.links.label(target)):
            return [self._dropped(element, "the numbers of notes", _ANEW), Call(label)]
        if marks.is_backlink(element) or (target and target in self.links.back):
            return [self._dropped(element, "links back to calls", _ANEW)]
        return self._unlinked(element)

    def _unlinked(self, element: _Element) -> list[Inline]:
        """The words of a link that leads to the web, or to a place that is no note."""
        address = (element.get("href") or "").strip()
        found = self._styled(element, "a")
        if re.match(r"(?:https?|mailto):", address):
            return [Link(address, found)]
        place = f"{self.name}:{element.sourceline or 1}"
        self.aside.append(Entry("links within the text", "became words", place))
        return found

    def _dropped(self, element: _Element, what: str, why: str) -> Dropped:
        return Dropped(_all(element), what, why, f"{self.name}:{element.sourceline or 1}")

    def _page(self, element: _Element) -> list[Inline]:
        text = _all(element)
        named = element.get("title") or element.get("aria-label") or text
        number = re.sub(r"(?i)^[\[({]?\s*(?:page|pg|p)\.?\s+|[\[\](){}]", "", named.strip()).strip(
            " ."
        )
        found: list[Inline] = [Milestone("page", number)] if number else []
        dropped = self._dropped(element, "the numbers of pages", "the text has marks of them")
        return [*found, dropped] if text.strip() else found

    def _picture(self, element: _Element) -> Picture:
        href = element.get("src") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        place = f"{self.name}:{element.sourceline or 1}"
        return Picture(joined(self.name, href) or href[:200], element.get("alt") or "", place)

    def _foreign(self, element: _Element, name: str) -> list[Inline]:
        """What is no HTML: its picture if it is one in a frame, else its words."""
        images = [item for item in element.iter() if xmltree.local(item) == "image"]
        text = " ".join(str(item) for item in element.itertext()).strip()
        place = f"{self.name}:{element.sourceline or 1}"
        if name == "math":
            self.aside.append(Entry("formulas", "became words of one line", place))
            return [_all(element)]
        found: list[Inline] = [self._picture(item) for item in images]
        if not images:
            self.aside.append(Entry(f"an element `{name}`", "no book can hold it", place))
        raw = _all(element)
        return (
            [*found, Dropped(raw, f"words of an element `{name}`", "no book can hold it")]
            if text
            else found
        )
