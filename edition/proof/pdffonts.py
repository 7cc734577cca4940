"""PDF fonts: the codes of a font in a PDF as characters, by its ToUnicode map."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

_MISSING = "\ufffd"


_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")


_CMAP = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.DOTALL)


class PdfFonts:
    """The fonts by object, since all pages share them."""

    def __init__(self) -> None:
        self.known: dict[tuple[tuple[int, int], str], PdfFont] = {}

    def get(self, page: pikepdf.Object, name: str) -> PdfFont:
        fonts = page.Resources.Font
        key = (fonts.objgen if fonts.is_indirect else page.objgen, name)
        if key not in self.known:
            self.known[key] = PdfFont(fonts[f"/{name}"])
        return self.known[key]


class PdfFont:
    """Turns shown strings into text, one string for each glyph (ISO 32000-1, 9.10.3)."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.name = str(font.get("/BaseFont", ""))
        self.digits = 4 if font.get("/Subtype") == "/Type0" else 2
        cmap = font.get("/ToUnicode")
        self.map = dict(_cmap(cmap.read_bytes())) if cmap is not None else {}
        self.cache: dict[bytes, list[str]] = {}

    def codes(self, shown: bytes) -> list[bytes]:
        """The code of each glyph, in lower-case hex."""
        step = self.digits
        found = (code.lower() for code in _HEX.findall(shown))
        return [code[i : i + step] for code in found for i in range(0, len(code), step)]

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
