"""Clusters: which characters a group of glyphs stands for, so that they can be read back."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from edition.pdf.upstream import Argument, PangoLayout, Stream
from edition.text.scripts import DOTTED_CIRCLE, FROM_RIGHT, is_from_right, mirrored

# A part of a letter that stands for nothing by itself: never painted (zero width space).
_NOTHING = "\u200b"


# Letters and marks whose clusters may hold several glyphs or run from right to left: by blocks,
# since every piece of text is searched for them.
COMPLEX = re.compile(
    f"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f{FROM_RIGHT}]"
)


def map_clusters(stream: Stream, layout: PangoLayout) -> None:
    """Fill ToUnicode for the glyphs of `layout` before upstream does so wrongly."""
    from weasyprint.text.ffi import ffi, pango

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        analysis = item.item.analysis
        font, _ = stream.add_font(analysis.font)
        rtl = bool(analysis.level % 2)
        start, length = item.item.offset, item.item.length
        for glyphs, chars in _clusters(item.glyphs, text[start : start + length], rtl):
            if any(glyph >= pango.PANGO_GLYPH_EMPTY for glyph in glyphs):
                continue
            _map_cluster(font.to_unicode, glyphs, chars, rtl)


def _clusters(glyphs: Argument, text: bytes, rtl: bool) -> list[tuple[list[int], str]]:
    """Group glyph ids by cluster, in logical order, each with its characters. HarfBuzz shapes a
    mark in its script's direction, in a run from left to right too."""
    starts: dict[int, list[int]] = {}
    for i in range(glyphs.num_glyphs):
        starts.setdefault(glyphs.log_clusters[i], []).append(glyphs.glyphs[i].glyph)
    begins = sorted(starts)
    ends = [*begins[1:], len(text)]
    clusters = [(starts[a], text[a:b].decode()) for a, b in zip(begins, ends, strict=True)]
    return [
        (ids[::-1] if rtl or any(map(is_from_right, chars)) else ids, chars)
        for ids, chars in clusters
    ]


def _map_cluster(to_unicode: dict[int, str], glyphs: list[int], chars: str, rtl: bool) -> None:
    if rtl:
        chars = mirrored(chars)
    chars = _as_shaped(chars, len(glyphs))
    if len(glyphs) > len(chars):
        chars = _spread(chars, len(glyphs))
    # The base comes first; what it does not need goes one by one to the marks that follow.
    first = max(len(chars) - len(glyphs) + 1, 0)
    to_unicode.setdefault(glyphs[0], chars[:first] or chars)
    for glyph, char in zip(glyphs[1:], chars[first:], strict=False):
        to_unicode.setdefault(glyph, char)


def _as_shaped(chars: str, count: int) -> str:
    """The characters in the order of the `count` glyphs: HarfBuzz puts marks into their canonical
    order, and composes a letter with those for which the font has one shape (UAX 15). One glyph
    stands for all of them, as they are."""
    if count == 1:
        return chars
    forms = (normalize(form, chars) for form in ("NFC", "NFD"))
    return next((form for form in forms if len(form) == count), chars)


def _spread(chars: str, count: int) -> str:
    """A character for each of `count` glyphs that HarfBuzz made of the fewer `chars`: of a letter
    that the font has in parts only, or of a mark without a letter."""
    parts = normalize("NFD", chars)
    missing = count - len(parts)
    if missing <= 0:
        return parts
    if all(category(char)[0] == "M" for char in parts):
        return DOTTED_CIRCLE * missing + parts
    return parts + _NOTHING * missing
