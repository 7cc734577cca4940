"""Reads a finished PDF and gives back its text by the structure tree, to hold against the source.

It reads what a reader sees: the glyphs of the page content, through the fonts' ToUnicode, never
/ActualText. The one exception is a hyphen that the layout added: it is dropped if it is marked
as a soft hyphen (/ActualText U+00AD, ISO 32000-1, 14.8.2.2.3) *and* its glyph is a hyphen.

What a PDF cannot tell, the caller has to fold on both sides: kinds and runs of white space (a
font may have one glyph for U+0020 and U+00A0), characters that are never painted (U+00AD, U+200B,
U+200D, …), and Unicode normalisation. The content parser knows the operators which WeasyPrint
writes; text inside form XObjects (CSS `opacity` groups) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from io import BytesIO
from typing import NamedTuple

import pikepdf

from edition.model.dataclass import dataclass
from edition.model.identifiers import CONTINUED
from edition.proof.pdffonts import PdfFont, PdfFonts
from edition.proof.reorder import logical
from edition.text.scripts import UNPAINTED

APPARATUS = "apparatus"
"""The /T of what the editor added: captions, continued notes, and the like."""

_HEADING = re.compile("/H([1-6])")
_LEFT_OUT = {"/Reference", "/Lbl", "/Figure"}
_CELLS = ("/TD", "/TH")
_HYPHENS = {"-", "\u00ad", "\u2010", "\u2011"}
_CONTENT = re.compile(
    rb"<<(?P<props>(?:[^>]|>(?!>\s*BDC\b))*)>>\s*BDC\b"
    rb"|(?P<open>\bBMC\b|/\w+\s*BDC\b)|(?P<close>\bEMC\b)"
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+(?P<size>[-+.\d]+)\s+Tf\b"
    rb"|\[(?P<shown>[^\]]*)\]\s*TJ\b"
)
_MCID = re.compile(rb"/MCID\s+(\d+)")
_SOFT = re.compile(rb"/ActualText\s*<FEFF00AD", re.IGNORECASE)


class UntaggedPdf(ValueError):
    """The PDF has no structure tree, so its text has no order that could be trusted."""


@dataclass(slots=True)
class PdfText:
    """The text of a PDF, in structure order."""

    units: dict[str, str] = field(default_factory=dict)
    """For each /T but 'apparatus': the text of all elements which bear it, without what in them
    is a note, a call (Reference), a label, a figure, apparatus, or another unit."""
    notes: dict[str, str] = field(default_factory=dict)
    """For each Note by /ID: its text without its label; later fragments are joined."""
    keys: dict[str, str] = field(default_factory=dict)
    """For each Note by /ID its label."""
    labels: list[str] = field(default_factory=list)
    """What each page is called."""
    turns: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """For each unit, where it turns to another page: the index of the page on which it begins
    or goes on, and how many of its characters stand before: neither white space counts nor what
    is never painted (`scripts.UNPAINTED`)."""
    marks: dict[int, dict[int, str]] = field(default_factory=dict)
    """Where all of this stands: for the index of each page, its marked-content sequences (MCIDs)
    that belong to a unit or a note, calls too, with their text."""
    letters: dict[str, list[Letter]] = field(default_factory=dict)
    """For each unit its glyphs, if they were asked for."""
    heads: dict[str, int] = field(default_factory=dict)
    """The levels of the headings that units are, or are lines of."""
    figures: dict[str, list[str]] = field(default_factory=dict)
    """What is said of pictures, in order, for each Note by /ID; under an empty name outside."""
    bookmarks: list[tuple[str, int, int]] = field(default_factory=list)
    """The bookmarks in order: title, depth from 1, the index of the page."""


class Letter(NamedTuple):
    """What a glyph stands for, and how it is painted: its font, its size, its code in the font (in
    hex), and the language of its element."""

    text: str
    font: str
    size: float
    code: bytes
    language: str


def extract(pdf: bytes, letters: bool = False) -> PdfText:
    """Return the text of `pdf` by unit and by note, without white space at the ends; with `letters`
    those of each unit one by one, too.

    Raises `UntaggedPdf` if there is no structure tree, `pikepdf.PdfError` if it is no PDF.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is None:
            raise UntaggedPdf("the PDF has no structure tree")
        reader = _TreeReader(document, letters)
        reader.walk(root, None)
        result = PdfText()
        for (kind, name), parts in reader.parts.items():
            target = {"unit": result.units, "note": result.notes, "key": result.keys}[kind]
            target[name] = "".join(text for _, text in parts).strip()
            if kind == "unit":
                result.turns[name] = _turns(parts)
        result.marks = reader.marks
        result.letters = reader.letters
        result.heads, result.figures = reader.heads, reader.figures
        result.labels = [str(page.label) for page in document.pages]
        result.bookmarks = list(_bookmarks(document, reader.indexes))
    return result


def _bookmarks(
    document: pikepdf.Pdf, pages: Mapping[tuple[int, int], int]
) -> Iterator[tuple[str, int, int]]:
    """The outline, as its items are linked to each other; each is taken once, whatever the file
    says."""
    waiting: list[tuple[pikepdf.Object | None, int]] = []
    if (top := document.Root.get("/Outlines")) is not None:
        waiting.append((top.get("/First"), 1))
    seen: set[tuple[int, int]] = set()
    while waiting:
        item, depth = waiting.pop()
        if item is None or item.objgen in seen:
            continue
        seen.add(item.objgen)
        to = item.get("/Dest")
        page = to[0] if isinstance(to, pikepdf.Array) else None
        at = pages.get(page.objgen, -1) if isinstance(page, pikepdf.Object) else -1
        yield str(item.get("/Title", "")), depth, at
        waiting += [(item.get("/Next"), depth), (item.get("/First"), depth + 1)]


_Parts = list[tuple[int, str]]
"""Texts in structure order, each with the index of the page it stands on."""


def _turns(parts: _Parts) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    count = 0
    for page, text in parts:
        if text.strip() and (not found or found[-1][0] != page):
            found.append((page, count))
        count += sum(not char.isspace() for char in UNPAINTED.sub("", text))
    return found


class _TreeReader:
    def __init__(self, document: pikepdf.Pdf, with_letters: bool = False) -> None:
        self.with_letters = with_letters
        self.letters: dict[str, list[Letter]] = {}
        self.painted: dict[tuple[int, int], dict[int, list[Letter]]] = {}
        self.unit, self.language = "", ""
        self.note, self.head = "", 0
        self.heads: dict[str, int] = {}
        self.figures: dict[str, list[str]] = {}
        self.pages = {page.obj.objgen: page.obj for page in document.pages}
        self.indexes = {page: index for index, page in enumerate(self.pages)}
        self.texts: dict[tuple[int, int], dict[int, str]] = {}
        self.fonts = PdfFonts()
        self.parts: dict[tuple[str, str], _Parts] = {}
        self.marks: dict[int, dict[int, str]] = {}

    def walk(self, element: pikepdf.Object, into: _Parts | None) -> None:
        """Collect the text below `element`; `into` takes it unless the element says otherwise."""
        around = self.unit, self.language, self.note, self.head
        self.language = str(element.get("/Lang", self.language))
        self._walk(element, into)
        self.unit, self.language, self.note, self.head = around

    def _walk(self, element: pikepdf.Object, into: _Parts | None) -> None:
        into = self.target(element, into)
        if into and element.get("/S") in _CELLS:
            # What stands between two cells is not painted.
            into.append((into[-1][0], " "))
        kids = element.get("/K")
        if kids is None:
            return
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                if into is not None:
                    into.append(self.marked(element.Pg, kid))
            elif "/S" in kid:
                self.walk(kid, into)
            elif "/MCID" in kid and into is not None:
                into.append(self.marked(kid.get("/Pg") or element.Pg, int(kid.MCID)))

    def marked(self, page: pikepdf.Object, mcid: int) -> tuple[int, str]:
        """The index of the page, and the text of one of its marked-content sequences."""
        index, text = self.indexes[page.objgen], self.page(page).get(mcid, "")
        self.marks.setdefault(index, {})[mcid] = text
        self._add_letters(page, mcid)
        return index, text

    def _add_letters(self, page: pikepdf.Object, mcid: int) -> None:
        if self.with_letters and self.unit:
            found = self.painted.get(page.objgen, {}).get(mcid, ())
            own = self.letters.setdefault(self.unit, [])
            own += (letter._replace(language=self.language) for letter in found)

    def target(self, element: pikepdf.Object, into: _Parts | None) -> _Parts | None:
        title, kind = element.get("/T"), element.get("/S")
        if kind is not None and (level := _HEADING.fullmatch(str(kind))):
            self.head = int(level[1])
        if kind == "/Figure" and "/Alt" in element:
            self.figures.setdefault(self.note, []).append(str(element.Alt))
        if kind == "/Note" or title is not None:
            self.unit = "" if title is None else str(title)
        if kind == "/Note":
            name = str(element.get("/ID", "")).split(CONTINUED)[0]
            self.note, self.head = name, 0
            return self.parts.setdefault(("note", name), [])
        if title is not None:
            name = str(title)
            self.note = name.removeprefix("long ") if name.startswith("long ") else self.note
            if self.head:
                self.heads[name] = self.head
            return None if name == APPARATUS else self.parts.setdefault(("unit", name), [])
        if kind == "/Lbl" and self.note and ("key", self.note) not in self.parts:
            return self.parts.setdefault(("key", self.note), [])
        if kind == "/Reference" and into is not None:
            self.unit = ""
            return []  # the call is no text of the unit, and must be seen all the same
        return None if kind is not None and str(kind) in _LEFT_OUT else into

    def page(self, page: pikepdf.Object) -> dict[int, str]:
        """Return the text of each marked-content sequence of a page, by MCID."""
        key = page.objgen
        if key not in self.texts:
            painted = self.painted.setdefault(key, {}) if self.with_letters else None
            self.texts[key] = _page_text(self.pages[key], self.fonts, painted)
        return self.texts[key]


# --- page content -------------------------------------------------------------------------------


def _page_text(
    page: pikepdf.Object, fonts: PdfFonts, painted: dict[int, list[Letter]] | None = None
) -> dict[int, str]:
    glyphs: dict[int, list[str]] = {}
    stack: list[tuple[list[str] | None, bool]] = [(None, False)]
    font: PdfFont | None = None
    size, within = 0.0, [-1]
    for match in _CONTENT.finditer(_content(page)):
        kind = match.lastgroup
        if kind == "shown":
            into, soft = stack[-1]
            if into is not None and font is not None:
                shown = font.read(match["shown"])
                if not (soft and "".join(shown) in _HYPHENS):
                    into += shown
                    if painted is not None:
                        codes = zip(shown, font.codes(match["shown"]), strict=True)
                        own = painted.setdefault(within[-1], [])
                        own += (Letter(text, font.name, size, code, "") for text, code in codes)
        elif kind == "props":
            props = match["props"]
            mcid = _MCID.search(props)
            into = glyphs.setdefault(int(mcid[1]), []) if mcid else stack[-1][0]
            stack.append((into, _SOFT.search(props) is not None))
            within.append(int(mcid[1]) if mcid else within[-1])
        elif kind == "size":
            font = fonts.get(page, match["font"].decode("latin-1"))
            size = float(match["size"])
        elif kind == "open":
            stack.append((None, False))
            within.append(-1)
        elif len(stack) > 1:
            stack.pop()
            within.pop()
    return {mcid: logical(parts) for mcid, parts in glyphs.items()}


def _content(page: pikepdf.Object) -> bytes:
    contents = page.Contents
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


# --- visual to logical order --------------------------------------------------------------------
