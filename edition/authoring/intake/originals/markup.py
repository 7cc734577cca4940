"""The words of XML and HTML, as a stream of events: by expat where the file is XML, else by the
standard library's reader of HTML; no tree is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from xml.parsers import expat

from edition.authoring.intake import htmltags, words, xmltree

_CHUNK = 1 << 16


def of_xhtml(data: bytes) -> Iterator[str]:
    """The words of a well-formed XHTML document."""
    return of_xml(xmltree.with_letters(data), htmltags.BLOCKS, htmltags.NO_WORDS)


def of_xml(data: bytes, blocks: Iterable[str], no_words: Iterable[str]) -> Iterator[str]:
    """The words of an XML document: the elements `blocks` end words, `no_words` have none.

    Elements are named without their namespace. Nothing is fetched, and no entity is looked up.
    """
    text = _Text(frozenset(blocks), frozenset(no_words))
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda name, _: text.start(name.rpartition("}")[2])
    parser.EndElementHandler = lambda name: text.end(name.rpartition("}")[2])
    parser.CharacterDataHandler = text.add
    parser.buffer_text = True
    for at in range(0, len(data), _CHUNK):
        parser.Parse(data[at : at + _CHUNK], at + _CHUNK >= len(data))
        yield text.whole()
    yield text.rest()


def of_html(text: str) -> Iterator[str]:
    """The words of an HTML document, well-formed or not."""
    reader = _Html()
    for at in range(0, len(text), _CHUNK):
        reader.feed(text[at : at + _CHUNK])
        yield reader.text.whole()
    reader.close()
    yield reader.text.rest()


class _Text:
    """Collects text, and gives it out in words as soon as a word is at its end."""

    def __init__(self, blocks: frozenset[str], no_words: frozenset[str]) -> None:
        self.blocks, self.no_words = blocks, no_words
        self.parts: list[str] = []
        self.hidden = 0

    def start(self, name: str) -> None:
        """An element begins."""
        self.hidden += name in self.no_words
        if name in self.blocks:
            self.parts.append(" ")

    def end(self, name: str) -> None:
        """An element ends."""
        self.hidden -= name in self.no_words and self.hidden > 0
        if name in self.blocks:
            self.parts.append(" ")

    def add(self, text: str) -> None:
        """Characters of the element that is open."""
        if not self.hidden:
            self.parts.append(text)

    def whole(self) -> str:
        """The words that are certainly at their end, as a stretch."""
        text = "".join(self.parts)
        cut = max(text.rfind(" "), text.rfind("\n")) + 1
        self.parts = [text[cut:]]
        return words.stretch(text[:cut])

    def rest(self) -> str:
        """The words that are left at the end of the file."""
        text, self.parts = "".join(self.parts), []
        return words.stretch(text)


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = _Text(htmltags.BLOCKS, htmltags.NO_WORDS)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in htmltags.EMPTY:
            self.text.start(tag)
        elif tag in htmltags.BLOCKS:
            self.text.add(" ")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag in htmltags.BLOCKS:
            self.text.add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "head" or tag not in htmltags.EMPTY:
            self.text.end(tag)

    def handle_data(self, data: str) -> None:
        self.text.add(data)
