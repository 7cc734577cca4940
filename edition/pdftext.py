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
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from edition.model.identifiers import CONTINUED
from edition.text.scripts import MIRRORED, UNPAINTED, bidi_class, has_from_right, is_from_right

APPARATUS = "apparatus"
"""The /T of what the editor added: captions, continued notes, and the like."""

_LEFT_OUT = {"/Reference", "/Lbl", "/Figure"}
_CELLS = ("/TD", "/TH")
_HYPHENS = {"-", "\u00ad", "\u2010", "\u2011"}
_MISSING = "\ufffd"
_CONTENT = re.compile(
    rb"<<(?P<props>(?:[^>]|>(?!>\s*BDC\b))*)>>\s*BDC\b"
    rb"|(?P<open>\bBMC\b|/\w+\s*BDC\b)|(?P<close>\bEMC\b)"
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b"
    rb"|\[(?P<shown>[^\]]*)\]\s*TJ\b"
)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_MCID = re.compile(rb"/MCID\s+(\d+)")
_SOFT = re.compile(rb"/ActualText\s*<FEFF00AD", re.IGNORECASE)
_CMAP = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.DOTALL)
_NUMBERS = {"EN", "AN"}


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
    turns: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """For each unit, where it turns to another page: the index of the page on which it begins
    or goes on, and how many of its characters stand before: neither white space counts nor what
    is never painted (`unpainted.UNPAINTED`)."""


def extract(pdf: bytes) -> PdfText:
    """Return the text of `pdf` by unit and by note, without white space at the ends.

    Raises `UntaggedPdf` if there is no structure tree, `pikepdf.PdfError` if it is no PDF.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is None:
            raise UntaggedPdf("the PDF has no structure tree")
        reader = _TreeReader(document)
        reader.walk(root, None)
        result = PdfText()
        for (kind, name), parts in reader.parts.items():
            target = result.units if kind == "unit" else result.notes
            target[name] = "".join(text for _, text in parts).strip()
            if kind == "unit":
                result.turns[name] = _turns(parts)
    return result


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
    def __init__(self, document: pikepdf.Pdf) -> None:
        self.pages = {page.obj.objgen: page.obj for page in document.pages}
        self.indexes = {page: index for index, page in enumerate(self.pages)}
        self.texts: dict[tuple[int, int], dict[int, str]] = {}
        self.fonts = _Fonts()
        self.parts: dict[tuple[str, str], _Parts] = {}

    def walk(self, element: Any, into: _Parts | None) -> None:
        """Collect the text below `element`; `into` takes it unless the element says otherwise."""
        into = self.target(element, into)
        if into and element.get("/S") in _CELLS:
            # What stands between two cells is not painted.
            into.append((into[-1][0], " "))
        kids = element.get("/K")
        if kids is None:
            return
        page = None
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                if into is not None:
                    page = page or self.page(element.Pg)
                    into.append((self.indexes[element.Pg.objgen], page.get(kid, "")))
            elif "/S" in kid:
                self.walk(kid, into)
            elif "/MCID" in kid and into is not None:
                at = kid.get("/Pg") or element.Pg
                text = self.page(at).get(int(kid.MCID), "")
                into.append((self.indexes[at.objgen], text))

    def target(self, element: Any, into: _Parts | None) -> _Parts | None:
        title, kind = element.get("/T"), element.get("/S")
        if kind == "/Note":
            name = str(element.get("/ID", "")).split(CONTINUED)[0]
            return self.parts.setdefault(("note", name), [])
        if title is not None:
            name = str(title)
            return None if name == APPARATUS else self.parts.setdefault(("unit", name), [])
        return None if kind is not None and str(kind) in _LEFT_OUT else into

    def page(self, page: Any) -> dict[int, str]:
        """Return the text of each marked-content sequence of a page, by MCID."""
        key = page.objgen
        if key not in self.texts:
            self.texts[key] = _page_text(self.pages[key], self.fonts)
        return self.texts[key]


# --- page content -------------------------------------------------------------------------------


def _page_text(page: Any, fonts: _Fonts) -> dict[int, str]:
    glyphs: dict[int, list[str]] = {}
    stack: list[tuple[list[str] | None, bool]] = [(None, False)]
    font: _Font | None = None
    for match in _CONTENT.finditer(_content(page)):
        kind = match.lastgroup
        if kind == "shown":
            into, soft = stack[-1]
            if into is not None and font is not None:
                shown = font.read(match["shown"])
                if not (soft and "".join(shown) in _HYPHENS):
                    into += shown
        elif kind == "props":
            props = match["props"]
            mcid = _MCID.search(props)
            into = glyphs.setdefault(int(mcid[1]), []) if mcid else stack[-1][0]
            stack.append((into, _SOFT.search(props) is not None))
        elif kind == "font":
            font = fonts.get(page, match["font"].decode("latin-1"))
        elif kind == "open":
            stack.append((None, False))
        elif len(stack) > 1:
            stack.pop()
    return {mcid: logical(parts) for mcid, parts in glyphs.items()}


def _content(page: Any) -> bytes:
    contents = page.Contents
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


class _Fonts:
    """The fonts by object, since all pages share them."""

    def __init__(self) -> None:
        self.known: dict[tuple[Any, str], _Font] = {}

    def get(self, page: Any, name: str) -> _Font:
        fonts = page.Resources.Font
        key = (fonts.objgen if fonts.is_indirect else page.objgen, name)
        if key not in self.known:
            self.known[key] = _Font(fonts[f"/{name}"])
        return self.known[key]


class _Font:
    """Turns shown strings into text, one string for each glyph (ISO 32000-1, 9.10.3)."""

    def __init__(self, font: Any) -> None:
        self.digits = 4 if font.get("/Subtype") == "/Type0" else 2
        cmap = font.get("/ToUnicode")
        self.map = dict(_cmap(cmap.read_bytes())) if cmap is not None else {}
        self.cache: dict[bytes, list[str]] = {}

    def read(self, shown: bytes) -> list[str]:
        result: list[str] = []
        for code in _HEX.findall(shown):
            text = self.cache.get(code)
            if text is None:
                step, lowered = self.digits, code.lower()
                text = self.cache[code] = [
                    self.map.get(lowered[i : i + step], _MISSING)
                    for i in range(0, len(lowered), step)
                ]
            result += text
        return result


def _cmap(data: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the entries of a ToUnicode CMap as (code in lower-case hex, text)."""
    for kind, body in _CMAP.findall(data):
        items = _HEX.findall(body)
        if kind == b"bfchar":
            for code, text in zip(items[::2], items[1::2], strict=True):
                yield code.lower(), _utf16(text)
            continue
        for first, last, text in zip(items[::3], items[1::3], items[2::3], strict=True):
            start, width = int(first, 16), len(first)
            for code in range(start, int(last, 16) + 1):
                low = int(text, 16) + code - start
                yield b"%0*x" % (width, code), _utf16(b"%0*x" % (len(text), low))


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


# --- visual to logical order --------------------------------------------------------------------


def logical(glyphs: list[str]) -> str:
    """Join the text of glyphs painted from left to right, in the order in which it is read.

    A run from one right-to-left letter to the last one before a left-to-right letter is turned
    round, the numbers in it turned back (UAX #9, L2). Glyphs that stand for several letters keep
    them in order. The base direction is taken to be left to right. Brackets at the edge of such
    a run, and left-to-right words under `dir="rtl"`, look alike in more than one order: keep
    them out of the element that holds the right-to-left words.
    """
    text = "".join(glyphs)
    if not has_from_right(text):
        return text
    kinds = [_direction(glyph) for glyph in glyphs]
    result: list[str] = []
    i = 0
    while i < len(glyphs):
        if kinds[i] != "R":
            result.append(glyphs[i])
            i += 1
            continue
        stop = next((j for j in range(i, len(glyphs)) if kinds[j] == "L"), len(glyphs))
        last = max(j for j in range(i, stop) if kinds[j] == "R")
        result += _turned(glyphs[i : last + 1], kinds[i : last + 1])
        i = last + 1
    return "".join(result)


def _direction(glyph: str) -> str:
    """Return R, L, N (number) or '' for the text of a glyph; a mark goes with its letters."""
    for char in glyph:
        kind = bidi_class(char)
        if is_from_right(char):
            return "R"
        if kind == "L":
            return "L"
        if kind in _NUMBERS:
            return "N"
    return ""


def _turned(glyphs: list[str], kinds: list[str]) -> list[str]:
    result: list[str] = []
    number: list[str] = []
    for glyph, kind in zip(reversed(glyphs), reversed(kinds), strict=True):
        if kind == "N":
            number.insert(0, glyph)
            continue
        result += number
        number = []
        result.append(MIRRORED.get(glyph, glyph))
    return result + number
