"""Cover: draws a cover from the metadata, in the edition's own typeface.

The title stands as large as it fits; at the foot, under a short rule like that of notes, the
subtitle and who made the text. So it says what the book is, at the size of a thumbnail by the title
alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from edition.languages.labels import Labels
from edition.model import Metadata
from edition.text.scripts import is_right_to_left
from edition.typography import covershaping
from edition.typography.faces import is_han
from edition.typography.fonts import full_paths, uncovered

if TYPE_CHECKING:
    import uharfbuzz
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: Width and height in pixels: the 1 to 1.5 that shops and shelves expect.
SIZE = (1200, 1800)
#: Ground, letters and rule. An edition keeps its own by its identifier; each pair of ground and
#: letters has a contrast of more than 7 to 1 (WCAG 2.2, 1.4.6), and the second color, in which
#: small letters are set, one of 4.5 to 1 (1.4.3).
PALETTES = (
    ("#243b1f", "#f5f1e1", "#cfae5b"),
    ("#12343b", "#f3efe2", "#d8a25e"),
    ("#2b2d42", "#f4f1ea", "#d38b7d"),
    ("#5a1614", "#f8f1e3", "#d9a066"),
    ("#3b2140", "#f6f0e8", "#d6a35c"),
    ("#40290f", "#f7f0e0", "#c9b074"),
    ("#1d1b18", "#f4efe4", "#dd7560"),
    ("#1f3a5f", "#f5f0e6", "#e0a458"),
)
#: Ink: none, letters, and the second color. Each has 32 steps in the palette.
_FULL, _STEPS = 255, 32
_QUOTES = "‘’“”\"'«„"
#: A word with the blank before it; in Chinese and Japanese each letter, with the marks that no line
#: begins or ends with (JIS X 4051, kinsoku).
_WIDE = "\u2e80-\u2fff\u3040-\u312f\u31a0-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING, _CLOSING = "（「『《〈【〔“‘", "、。，．！？：；）」』》〉】〕”’…—ー々・ゃゅょっャュョッ"
_WORD = re.compile(
    rf"(\s*)([{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}]+)[{_CLOSING}]*|[{_OPENING}]+)"
)
#: Of the size: the leading of the title, and where letters may have marks above and below.
_LEADING, _AIRY = 1.06, 1.3
#: Of the height: where the title begins, and how low it may reach.
_TOP, _LOW = 0.15, 0.585


class _Type(NamedTuple):
    """A size in pixels, a style, whether the line runs from right to left, its language."""

    size: int
    italic: bool = False
    bold: bool = False
    turned: bool = False
    language: str = ""

    @property
    def line(self) -> covershaping.Line:
        """The same for lines of other letters."""
        return covershaping.Line(self.size, self.turned, self.language)


@dataclass(slots=True)
class _CoverSheet:
    """What is drawn on: one layer of ink for the letters, one for the second color."""

    letters: ImageDraw
    accent: ImageDraw
    width: int
    height: int
    turned: bool = False
    """Whether the book is read from right to left: then all stands at the right."""
    language: str = ""

    @property
    def margin(self) -> int:
        return round(self.width * 0.095)

    @property
    def measure(self) -> int:
        return self.width - 2 * self.margin

    def scaled(self, size: float) -> int:
        """A size that is given for a cover 1200 pixels wide."""
        return round(size * self.width / 1200)

    def put(self, on: ImageDraw, at: tuple[int, int], text: str, face: _Type) -> None:
        """Letters; `at` is counted from where lines begin."""
        face = face._replace(turned=self.turned, language=self.language)
        x = round(self.width - at[0] - _width(text, face)) if self.turned else at[0]
        _draw(on, (x, at[1]), text, face)

    def put_spaced(self, on: ImageDraw, at: tuple[int, int], text: str, face: _Type) -> None:
        """Capitals with a tenth of an em between them; Hebrew and Arabic have neither."""
        if self.turned or covershaping.is_needed(text):
            self.put(on, at, text, face)
        else:
            _spaced(on, at, text, face)


def png(metadata: Metadata, size: tuple[int, int] = SIZE) -> bytes:
    """The cover as PNG, `size` in pixels. The same metadata give the same bytes."""
    from PIL import Image, ImageDraw

    metadata = _in_letters(metadata)
    letters, accent = Image.new("L", size, 0), Image.new("L", size, 0)
    turned = is_right_to_left(metadata.language)
    sheet = _CoverSheet(
        ImageDraw.Draw(letters), ImageDraw.Draw(accent), *size, turned, metadata.language
    )
    _series(sheet, metadata)
    _title(sheet, metadata.title)
    _foot(sheet, metadata)
    return _encoded(letters, accent, palette(metadata))


def _in_letters(metadata: Metadata) -> Metadata:
    """What the cover says, in letters that its fonts have: for another its number, [U+4E2D]."""

    def shown(text: str) -> str:
        # Of another style than regular: no spare font is at hand.
        without = uncovered(text, "bold")
        return "".join(f"[U+{ord(char):04X}]" if char in without else char for char in text)

    people = tuple(replace(person, name=shown(person.name)) for person in metadata.contributors)
    title, subtitle = shown(metadata.title), shown(metadata.subtitle)
    return replace(metadata, title=title, subtitle=subtitle, contributors=people)


def palette(metadata: Metadata) -> tuple[str, str, str]:
    """Ground, letters and second color of the edition's cover, as #rrggbb."""
    digest = hashlib.sha256(metadata.identifier.encode()).digest()
    return PALETTES[digest[0] % len(PALETTES)]


def _series(sheet: _CoverSheet, metadata: Metadata) -> None:
    words = Labels.of(metadata)["annotated-edition"].upper()
    at = sheet.margin, sheet.scaled(112)
    sheet.put_spaced(sheet.accent, at, words, _Type(sheet.scaled(34)))


def _title(sheet: _CoverSheet, title: str) -> None:
    """Sets the title as large as it fits."""
    top, room = round(sheet.height * _TOP), round(sheet.height * (_LOW - _TOP))
    for points in range(300, 52, -4):
        face = _Type(sheet.scaled(points), turned=sheet.turned)
        lines = _wrapped(title, face, sheet.measure)
        leading = face.size * (_AIRY if covershaping.is_needed(title) else _LEADING)
        widest = max(_width(line, face) for line in lines)
        if _has_orphan(lines):
            continue
        if len(lines) * leading <= room and widest <= sheet.measure:
            break
    for k, line in enumerate(lines):
        # A quotation mark hangs in the margin, so that the letters stand in one line.
        mark = line[:1] if line[:1] in _QUOTES else ""
        x = sheet.margin - round(_width(mark, face))
        sheet.put(sheet.letters, (x, top + round(k * leading)), line, face)


def _has_orphan(lines: list[str]) -> bool:
    """Whether one letter of Chinese or Japanese is left for the last line."""
    return len(lines) > 1 and len(lines[-1].rstrip(_CLOSING)) == 1 and is_han(lines[-1][0])


def _foot(sheet: _CoverSheet, metadata: Metadata) -> None:
    """The rule, the subtitle, the people and the publisher, from the foot of the cover upwards."""
    words = Labels.of(metadata)
    lines: list[tuple[str, _Type, int]] = []  # words, type, space above
    subtitle, people = _Type(sheet.scaled(54), italic=True), _Type(sheet.scaled(46))
    if metadata.subtitle:
        found = _wrapped(metadata.subtitle, subtitle, sheet.measure)[:4]
        lines += [(line, subtitle, 0) for line in found]
    for number, person in enumerate(metadata.contributors[:4]):
        said = words.role(person.role)
        for k, line in enumerate(
            _wrapped(f"{said} {person.name}".strip(), people, sheet.measure)[:2]
        ):
            lines.append((line, people, sheet.scaled(30) if not number and not k else 0))
    y = sheet.height - sheet.scaled(108)
    if metadata.publisher:
        small = _Type(sheet.scaled(32))
        name = _wrapped(metadata.publisher.upper(), small, round(sheet.measure * 0.8))[0]
        y -= small.size
        sheet.put_spaced(sheet.accent, (sheet.margin, y), name, small)
        y -= sheet.scaled(44)
    for line, face, above in reversed(lines):
        y -= round(face.size * 1.24)
        sheet.put(sheet.letters, (sheet.margin, y), line, face)
        y -= above
    y -= sheet.scaled(34)
    start, end = sheet.margin, sheet.margin + round(sheet.measure * 0.38)
    if sheet.turned:
        start, end = sheet.width - end, sheet.width - start
    sheet.accent.rectangle((start, y, end, y + sheet.scaled(3)), fill=_FULL)


# ── letters ─────────────────────────────────────────────────────────────────────────────────


def _draw(draw: ImageDraw, at: tuple[int, int], text: str, face: _Type) -> None:
    """Letters with the kerning of the font, which Pillow's own layout leaves out."""
    x, font = float(at[0]), _font(face)
    if covershaping.is_needed(text):
        baseline = at[1] + font.getmetrics()[0]
        covershaping.draw(draw, (x, baseline), text, face.line)
        return
    for cluster, advance in _advances(text, face):
        draw.text((x, at[1]), cluster, _FULL, font)
        x += advance


def _spaced(draw: ImageDraw, at: tuple[int, int], text: str, face: _Type) -> None:
    """Capitals with a tenth of an em between them."""
    x, font = float(at[0]), _font(face)
    for char, advance in _advances(text, face):
        draw.text((x, at[1]), char, _FULL, font)
        x += advance + face.size * 0.1


def _width(text: str, face: _Type) -> float:
    if covershaping.is_needed(text):
        return covershaping.width(text, face.line)
    return sum(advance for _, advance in _advances(text, face))


def _wrapped(text: str, face: _Type, width: int) -> list[str]:
    lines = [""]
    for blank, word in _WORD.findall(text.strip()):
        longer = (lines[-1] + (" " if blank else "") + word).strip()
        if lines[-1] and _width(longer, face) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=512)
def _advances(text: str, face: _Type) -> tuple[tuple[str, float], ...]:
    """The letters of `text`, each with the marks upon it, and how far the pen goes on."""
    if not text:
        return ()
    units, glyphs = _shaped(text, _of_any_size(face))
    scale = face.size / units
    widths: dict[int, float] = {}
    for cluster, advance in glyphs:
        widths[cluster] = widths.get(cluster, 0) + advance * scale
    starts = [*sorted(widths), len(text)]
    return tuple((text[start:end], widths[start]) for start, end in pairwise(starts))


def _of_any_size(face: _Type) -> _Type:
    """What glyphs are chosen by: a title is tried in many sizes, and shaped once for all."""
    return face._replace(size=0, turned=False)


@lru_cache(maxsize=512)
def _shaped(text: str, face: _Type) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The font's units to an em; the glyphs of `text`: its letter each belongs to, its width."""
    import uharfbuzz

    font, buffer = _shaper(face), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # Left to right: Pillow draws each letter by itself, and in a ligature there are two.
    buffer.direction = "ltr"
    uharfbuzz.shape(font, buffer, {"kern": True, "liga": False, "clig": False, "calt": False})
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return font.face.upem, tuple((info.cluster, place.x_advance) for info, place in glyphs)


def _path(face: _Type) -> str:
    return str(full_paths()["EB Garamond", "italic" if face.italic else "normal", "400 800"])


@lru_cache(maxsize=64)
def _shaper(face: _Type) -> uharfbuzz.Font:
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(_path(face))))
    font.set_variations({"wght": 600 if face.bold else 400})
    return font


@lru_cache(maxsize=64)
def _font(face: _Type) -> FreeTypeFont:
    from PIL import ImageFont

    # The basic layout needs no further library, so that every machine draws the same.
    font = ImageFont.truetype(_path(face), face.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([600 if face.bold else 400])
    return font


# ── colors ──────────────────────────────────────────────────────────────────────────────────


def _encoded(letters: Image, accent: Image, colors: tuple[str, str, str]) -> bytes:
    """The PNG: 32 steps from the ground to the letters, 32 to the second color, one palette."""
    from PIL.Image import RLE

    ground, ink, second = colors
    picture = letters.point([value // 8 for value in range(256)])
    picture.paste(
        accent.point([_STEPS + value // 8 for value in range(256)]),
        mask=accent.point([0] + [255] * 255),
    )
    picture.putpalette(_steps(ground, ink) + _steps(ground, second))
    out = BytesIO()
    # Run lengths suit flat colors: half the time of zlib's default for a tenth more bytes.
    picture.save(out, "PNG", optimize=False, compress_type=RLE)
    return out.getvalue()


def _steps(ground: str, letters: str) -> list[int]:
    """Red, green and blue of the 32 colors from `ground` to `letters`."""
    start, end = (bytes.fromhex(color[1:]) for color in (ground, letters))
    ranges = list(zip(start, end, strict=True))
    return [round(a + (b - a) * k / (_STEPS - 1)) for k in range(_STEPS) for a, b in ranges]
