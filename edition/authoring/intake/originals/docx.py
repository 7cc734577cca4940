"""The words of a Word document (ECMA-376, part 1, WordprocessingML), out of its XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edition.authoring.intake import words, xmltree
from edition.authoring.intake.bounds import Archive
from edition.authoring.intake.manuscript import About, Entry
from edition.authoring.intake.originals.scan import Scan

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = {"noBreakHyphen": "\u2011", "tab": " ", "br": "\n", "cr": "\n", "softHyphen": ""}
#: What holds no words of the text: of the last the alternative is read, for older programs.
_NO_WORDS = frozenset(
    ("pPr", "rPr", "instrText", "delText", "delInstrText", "fldChar", "tblPr", "tcPr", "trPr",
     "sectPr", "sdtPr", "Fallback", "annotationRef", "footnoteRef", "endnoteRef", "oMath",
     "oMathPara", "del", "moveFrom", "tblGrid", "lastRenderedPageBreak", "wrap", "docPr")
)  # fmt: skip
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def scan(archive: Archive) -> Scan:
    """The words of the document; headers, comments, what was deleted, and formulas apart."""
    scanner = _Scanner(archive)
    return Scan(list(scanner.words()), scanner.aside, _about(archive))


def _about(archive: Archive) -> About:
    """The language of the usual style, and the title and author that the program has noted."""
    found = About()
    if "word/styles.xml" in archive:
        styles = xmltree.parse(archive.read("word/styles.xml"), "word/styles.xml")
        usual = styles.find(f"{W}docDefaults//{W}lang")
        found.language = (usual.get(f"{W}val") or "") if usual is not None else ""
    return found


def paragraphs(archive: Archive) -> list[list[str]]:
    """The words of the first paragraphs of the text, each by itself."""
    body = _Scanner(archive).body()
    found = [words.split(_plain(item)) for item in body.iter(f"{W}p")]
    return [item for item in found if item][:80]


def _plain(element: _Element) -> str:
    return "".join(item.text or "" for item in element.iter(f"{W}t"))


def _main_part(archive: Archive) -> str:
    """The name of the document's part, as the relations say it (ECMA-376, part 2, 9.3)."""
    if "_rels/.rels" in archive:
        for item in xmltree.parse(archive.read("_rels/.rels"), "_rels/.rels"):
            if (item.get("Type") or "").endswith("/officeDocument"):
                return (item.get("Target") or "").lstrip("/")
    return "word/document.xml"


class _Scanner:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.aside: list[Entry] = []
        self.notes: dict[tuple[str, str], _Element] = {}
        for kind in ("footnote", "endnote"):
            name = f"word/{kind}s.xml"
            if name in archive:
                for note in xmltree.parse(archive.read(name), name).iter(f"{W}{kind}"):
                    self.notes[kind, note.get(f"{W}id", "")] = note
        self.called: list[_Element] = []
        self.number = 0
        self.initial = ""

    def body(self) -> _Element:
        """The document's body."""
        name = _main_part(self.archive)
        root = xmltree.parse(self.archive.read(name), name)
        found = root.find(f"{W}body")
        return root if found is None else found

    def words(self) -> Iterator[str]:
        for name in self.archive:
            if name.startswith(("word/header", "word/footer", "word/comments.xml")):
                self._apart(name)
        yield from self._blocks(self.body())

    def _apart(self, name: str) -> None:
        what = "comments" if "comments" in name else "running heads and feet"
        for paragraph in xmltree.parse(self.archive.read(name), name).iter(f"{W}p"):
            if text := " ".join(_plain(paragraph).split()):
                self.aside.append(Entry(what, "no part of the text", name, text))

    def _blocks(self, element: _Element, hold: bool = False) -> Iterator[str]:
        """The words of paragraphs and tables; the notes of a table come behind it."""
        for child in element:
            name = xmltree.local(child)
            if name == "p":
                self.number += 1
                text = self.initial + "".join(self._text(child))
                self.initial = ""
                if child.find(f"{W}pPr/{W}framePr[@{W}dropCap]") is not None:
                    self.initial = text  # its word goes on in the next paragraph
                else:
                    yield words.stretch(text)
            elif name == "tbl":
                yield from self._blocks(child, True)
            elif name not in _NO_WORDS:
                yield from self._blocks(child, hold)
            else:
                self._note_aside(child, name)
            if not hold:
                yield from self._called()

    def _called(self) -> Iterator[str]:
        called, self.called = self.called, []
        for note in called:
            yield from self._blocks(note)

    def _text(self, element: _Element) -> Iterator[str]:
        for child in element:
            name = xmltree.local(child)
            if name == "t":
                yield child.text or ""
            elif name in _TEXT:
                yield _TEXT[name]
            elif name in _NOTES:
                note = self.notes.get((_NOTES[name], child.get(f"{W}id", "")))
                if note is not None:
                    self.called.append(note)
            elif name == "sym":
                yield chr(int(child.get(f"{W}char", "20"), 16))
            elif name == "txbxContent":
                yield f" {''.join(self._blocks(child, True))}"
            elif name in _NO_WORDS:
                self._note_aside(child, name)
            else:
                yield from self._text(child)

    def _note_aside(self, element: _Element, name: str) -> None:
        place = f"paragraph {self.number}"
        if name in ("del", "moveFrom"):
            gone = "".join(t.text or "" for t in element.iter(f"{W}delText", f"{W}t")).strip()
            if gone:
                self.aside.append(Entry("tracked deletions", "deleted already", place, gone))
        elif name in ("oMath", "oMathPara"):
            text = "".join(item.text or "" for item in element.iter() if xmltree.local(item) == "t")
            self.aside.append(Entry("formulas", "written as TeX in the text", place, text))
