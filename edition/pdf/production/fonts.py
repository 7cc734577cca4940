"""The fonts of a joined book: what all fragments use of a font becomes one font in the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.pdf.fragment import SharedFont

if TYPE_CHECKING:
    from uharfbuzz import SubsetFlags

#: Tables that layout needs and a PDF does not; WeasyPrint leaves the same ones out.
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")


def joined(parts: Iterable[Mapping[str, SharedFont]]) -> dict[str, SharedFont]:
    """One font for each name that the pages call; what the first one says of a glyph holds."""
    found: dict[str, SharedFont] = {}
    for fonts in parts:
        for name, font in fonts.items():
            if name not in found:
                found[name] = replace(
                    font, widths=dict(font.widths), to_unicode=dict(font.to_unicode)
                )
                continue
            known = found[name]
            for glyph, width in font.widths.items():
                known.widths.setdefault(glyph, width)
            for glyph, text in font.to_unicode.items():
                known.to_unicode.setdefault(glyph, text)
    return found


class Embedded:
    """A font as WeasyPrint's `build_fonts_dictionary` wants it."""

    bitmap = False
    used_in_forms = False

    def __init__(self, name: str, font: SharedFont, data: bytes) -> None:
        self.hash = name
        self.name = font.name.encode()
        self.family = font.family
        self.type = font.kind
        self.flags = font.flags
        self.italic_angle = font.italic_angle
        self.ascent = font.ascent
        self.descent = font.descent
        self.stemv = font.stemv
        self.stemh = font.stemh
        self.upem = font.upem
        self.widths = dict(sorted(font.widths.items()))
        self.to_unicode = dict(sorted(font.to_unicode.items()))
        self.missing: dict[int, int] = {}
        self.file_content = data

    def clean(self, to_unicode: Mapping[int, str], hinting: bool) -> None:
        """Cut the file down to the glyphs of `to_unicode`, their ids unchanged."""
        self.file_content = _subset(self.file_content, sorted({0, *to_unicode}), hinting)


def _subset(data: bytes, glyphs: list[int], hinting: bool) -> bytes:
    """The glyphs at their places, the empty places behind the last of them cut off."""
    import uharfbuzz as hb

    kept = _run(data, glyphs, hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.DESUBROUTINIZE)
    flags = hb.SubsetFlags.DESUBROUTINIZE
    if not hinting:
        flags |= hb.SubsetFlags.NO_HINTING
    return _run(kept, range(glyphs[-1] + 1), flags)


def _run(data: bytes, glyphs: Iterable[int], flags: SubsetFlags) -> bytes:
    import uharfbuzz as hb

    request = hb.SubsetInput()
    request.glyph_set.update(glyphs)
    request.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _DROPPED)
    request.flags = flags | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
    return bytes(request.subset(hb.Face(hb.Blob(data))).blob.data)
