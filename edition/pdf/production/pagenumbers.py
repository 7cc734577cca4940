"""Page numbers: writes the numbers of pages, and sets them where a fragment left room for them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from edition.pdf.fragment import Folio, SharedFont

if TYPE_CHECKING:
    import uharfbuzz


def written(number: int, style: str = "decimal") -> str:
    """A page's number as it is printed: 12, or xii where `style` is lower-roman."""
    if style == "decimal":
        return str(number)
    pairs = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    found = []
    for value, letters in pairs:
        found.append(letters * (number // value))
        number %= value
    return "".join(found)


class PageNumberWriter:
    """Sets numbers in the fonts of the edition, `fonts`: SHA-256 → TrueType bytes."""

    def __init__(self, fonts: dict[str, bytes]) -> None:
        self.fonts = fonts
        self.open: dict[str, uharfbuzz.Font] = {}

    def content(self, folio: Folio, number: int, font: SharedFont) -> bytes:
        """The text operators that paint `number` in the room of `folio` (ISO 32000-1, 9.4.3).

        What is painted is added to `font`, which must then be embedded with it.
        """
        glyphs = self._shaped(folio, written(number, folio.style), font)
        width = sum(advance for _, advance, _, _ in glyphs) * folio.size / font.upem
        width += folio.spacing * len(glyphs)
        x = folio.x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[folio.align]
        *turned, _, y = folio.matrix
        shown = []
        for glyph, advance, text, own in glyphs:
            exact = own * 1000 / font.upem
            declared = font.widths.setdefault(glyph, round(exact))
            font.to_unicode.setdefault(glyph, text)
            moved = declared - advance * 1000 / font.upem - folio.spacing * 1000 / folio.size
            shown.append(f"<{glyph:04x}>" + (f"{moved:.3f}" if abs(moved) > 0.5 else ""))
        matrix = " ".join(_number(value) for value in (*turned, x, y))
        size = _number(folio.size)
        return f"{matrix} Tm\n/{folio.font} {size} Tf\n[{''.join(shown)}] TJ".encode()

    def _shaped(self, folio: Folio, text: str, font: SharedFont) -> list[tuple[int, int, str, int]]:
        """(glyph, advance, text, width) of each glyph, in the font's units."""
        import uharfbuzz

        shaper = self._font(font.digest)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer, dict(folio.features))
        infos = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [
            (
                info.codepoint,
                position.x_advance,
                text[info.cluster],
                shaper.get_glyph_h_advance(info.codepoint),
            )
            for info, position in infos
        ]

    def _font(self, digest: str) -> uharfbuzz.Font:
        import uharfbuzz

        if digest not in self.open:
            face = uharfbuzz.Face(uharfbuzz.Blob(self.fonts[digest]))
            self.open[digest] = uharfbuzz.Font(face)
        return self.open[digest]


@lru_cache(maxsize=256)
def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
