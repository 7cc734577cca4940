"""The words of an OpenDocument text (ODF 1.3, part 3), out of its XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edition.authoring.intake import words, xmltree
from edition.authoring.intake.bounds import Archive
from edition.authoring.intake.manuscript import About, Entry, Person
from edition.authoring.intake.originals.scan import Scan

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
#: What stands in the text and is none of its words, and how the ledger calls it.
_APART = {
    "tracked-changes": ("tracked deletions", "deleted already"),
    "annotation": ("comments", "no part of the text"),
    "table-of-content": ("a table of contents", "the edition makes its own"),
    "alphabetical-index": ("an index", "the edition makes its own"),
    "illustration-index": ("a list of pictures", "the edition makes its own"),
    "table-index": ("a list of tables", "the edition makes its own"),
    "object-index": ("a list of objects", "the edition makes its own"),
    "user-index": ("a list", "made by the program"),
    "bibliography": ("a bibliography made by the program", "pandoc leaves it out"),
    "expression": ("values of fields", "pandoc leaves them out"),
}
_NO_WORDS = frozenset(
    ("note-citation", "title", "desc", "sequence-decls", "forms", "variable-decls", "math",
     "creator", "object")
)  # fmt: skip


def scan(archive: Archive) -> Scan:
    """The words of the document; comments, what was deleted, made lists and heads apart."""
    root = xmltree.parse(archive.read("content.xml"), "content.xml")
    scanner = _Scanner()
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    found = list(scanner.blocks(root if body is None else body))
    if "styles.xml" in archive:
        styles = xmltree.parse(archive.read("styles.xml"), "styles.xml")
        for element in styles.iter():
            if xmltree.local(element) in ("header", "footer") and (text := _all(element)):
                entry = Entry("running heads and feet", "no part of the text", "styles.xml", text)
                scanner.aside.append(entry)
    return Scan(found, scanner.aside, _about(archive))


def _about(archive: Archive) -> About:
    """The title and the author of its properties, and the language of its usual style."""
    found = About()
    for name in ("meta.xml", "styles.xml"):
        if name not in archive:
            continue
        for element in xmltree.parse(archive.read(name), name).iter():
            what = xmltree.local(element)
            if name == "meta.xml" and what == "title":
                found.title = " ".join((element.text or "").split())
            elif name == "meta.xml" and what == "initial-creator" and (element.text or "").strip():
                found.people = [Person(" ".join((element.text or "").split()))]
            elif what == "text-properties" and not found.language:
                found.language = _language(element)
    return found


def _language(element: _Element) -> str:
    language, country = element.get(f"{_FO}language") or "", element.get(f"{_FO}country") or ""
    if language in ("", "none", "zxx"):
        return ""
    return f"{language}-{country}" if country not in ("", "none") else language


def _all(element: _Element) -> str:
    return " ".join(" ".join(str(item) for item in element.itertext()).split())


class _Scanner:
    def __init__(self) -> None:
        self.aside: list[Entry] = []
        self.called: list[_Element] = []
        self.number = 0

    def blocks(self, element: _Element, hold: bool = False) -> Iterator[str]:
        """The words of paragraphs, each with its notes behind it; of a table behind that."""
        for child in element:
            name = xmltree.local(child)
            if name in _APART:
                self._apart(child, name)
            elif name in ("p", "h"):
                self.number += 1
                yield words.stretch("".join(self._text(child)))
            elif name not in _NO_WORDS:
                yield from self.blocks(child, hold or name == "table")
            if not hold:
                called, self.called = self.called, []
                for note in called:
                    yield from self.blocks(note)

    def _apart(self, element: _Element, name: str) -> None:
        what, why = _APART[name]
        if text := _all(element):
            self.aside.append(Entry(what, why, f"paragraph {self.number}", text))

    def _text(self, element: _Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = xmltree.local(child)
            if name in ("tab", "s"):
                yield " "
            elif name == "line-break":
                yield "\n"
            elif name == "note-body":
                self.called.append(child)
            elif name in ("text-box", "frame"):
                yield f" {''.join(self.blocks(child, True))}"
            elif name in _APART:
                self._apart(child, name)
            elif name not in _NO_WORDS:
                yield from self._text(child)
            yield child.tail or ""
