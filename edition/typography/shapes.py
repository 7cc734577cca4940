"""Shapes: whether a glyph that stands for one character has the shape of another one.

In: a TrueType font, and glyphs of it or of a part of it. Out: the characters that they look like.
A font's features choose other glyphs for a character; most are variants of its shape, but some are
the glyph of another letter: a Latin u as v (`locl`), an s as ſ (`hist`). Nothing that reads the
text of a book back sees that, since the text says u all the same.

What is no other character: one that Unicode holds for the same but for its form (superior figures,
letters of Arabic within a word), a small capital of the letter, the mirrored sign (a bracket from
right to left), one that the font draws alike (Latin and Cyrillic a).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from edition.text.scripts import has_arabic, mirrored

if TYPE_CHECKING:
    import uharfbuzz

Outline = tuple[tuple[str, tuple[float, ...]], ...]
"""How a glyph is drawn: pen movements, each with its points."""

#: NFKC takes it for s, but who reads ſ for s, or s for ſ, reads another letter.
_LONG_S = "ſ"
_SMALL = "SMALL CAPITAL"
#: Scripts whose signs change places and join within a syllable: which glyph stands for which sign
#: is not told there.
_SYLLABIC = re.compile("[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1a20-\u1aaf\ua8e0-\ua8ff]")
#: What a letter looks like within a word: several are alike there but for their dots.
_JOINED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


class Shapes:
    """The shapes of a font: `data` is TrueType, all of whose letters have the glyph of its cmap."""

    def __init__(self, data: bytes) -> None:
        import uharfbuzz

        self.font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(data)))
        self._outlines: dict[int, Outline] = {}

    def outline(self, glyph: int) -> Outline:
        """How `glyph` is drawn; empty where nothing is."""
        if glyph not in self._outlines:
            self._outlines[glyph] = outline(self.font, glyph)
        return self._outlines[glyph]

    def nominal(self, char: str) -> int | None:
        """The glyph of a character before any feature; None where the font has none."""
        found: int | None = self.font.get_nominal_glyph(ord(char))
        return found

    @cached_property
    def _by_extents(self) -> dict[tuple[int, ...], list[str]]:
        """The characters by the box around their glyph, which is known sooner than its outline."""
        found: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for code in self.font.face.unicodes:
            glyph = self.font.get_nominal_glyph(code)
            if glyph is not None and (box := _box(self.font, glyph)) is not None:
                found[box].append(chr(code))
        return found

    def others(self, text: str, drawn: uharfbuzz.Font, glyph: int) -> str:
        """The characters, in the order of their codes, of which `glyph` of the font `drawn` has
        the shape, while it stands for `text`; "" where it has none's, or that of `text` too."""
        box = _box(drawn, glyph)
        alike = self._by_extents.get(box, []) if box is not None else []
        if not alike or text in alike:
            return ""
        shape = self.outline(glyph) if drawn is self.font else outline(drawn, glyph)
        found = [char for char in alike if self.outline(self.nominal(char) or 0) == shape]
        if any(self._same(text, char) for char in found):
            return ""
        return "".join(sorted(found))

    def _same(self, text: str, char: str) -> bool:
        if _folded(text) == _folded(char) or (_JOINED.match(char) and has_arabic(text)):
            return True
        if mirrored(text) == char or (_SYLLABIC.match(text) and _SYLLABIC.match(char)):
            return True
        if unicodedata.category(text)[0] == unicodedata.category(char)[0] == "M":
            return True  # of several marks upon a letter no order is told
        name = unicodedata.name(char, "")
        if _SMALL not in name:
            return False
        # ꜱ is a small capital S, and so what s is shown as in small capitals; the font may draw
        # capitals of several scripts alike (P and Ρ), and so their small ones.
        return any(self._alike(text.upper(), capital) for capital in _capitals(name))

    def _alike(self, one: str, other: str) -> bool:
        if one == other:
            return True
        glyphs = [self.nominal(char) for char in (one, other) if len(char) == 1]
        if len(glyphs) < 2 or None in glyphs:
            return False
        first, second = (self.outline(glyph or 0) for glyph in glyphs)
        return first == second


def outline(font: uharfbuzz.Font, glyph: int) -> Outline:
    """How `glyph` is drawn in the units of its font."""
    import uharfbuzz

    moves: list[tuple[str, tuple[float, ...]]] = []
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: moves.append(("move", (x, y))))
    pen.set_line_to_func(lambda x, y, _: moves.append(("line", (x, y))))
    pen.set_quadratic_to_func(lambda *points: moves.append(("curve", points[:-1])))
    pen.set_cubic_to_func(lambda *points: moves.append(("cubic", points[:-1])))
    font.draw_glyph(glyph, pen, moves)
    return tuple(moves)


def _box(font: uharfbuzz.Font, glyph: int) -> tuple[int, ...] | None:
    box = font.get_glyph_extents(glyph)
    if box is None or not (box.width and box.height):
        return None
    return (box.x_bearing, box.y_bearing, box.width, box.height)


def _folded(text: str) -> str:
    """`text` without the forms that Unicode has for a place, a size or a spelling of a letter."""
    pieces = text.split(_LONG_S)
    return _LONG_S.join(unicodedata.normalize("NFKC", piece) for piece in pieces)


def _capitals(name: str) -> list[str]:
    """The capitals that a small capital of this name may be of."""
    script, _, letter = name.replace("LETTER ", "").partition(f" {_SMALL} ")
    kinds = ("LETTER", "LIGATURE")
    names = (f"{script} CAPITAL {kind} {letter}" for kind in kinds)
    return [char for known in names if (char := _named(known))]


def _named(name: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""
