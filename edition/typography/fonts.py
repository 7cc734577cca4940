"""The edition's fonts: subsets for the EPUB, whole files for the PDF, and what neither can show.

In: the text that is to be set. Out: TrueType bytes. The fonts are those of installed packages
(`faces`), nearly all under the SIL Open Font License 1.1, which lets a subset be embedded and wants
its text to go along. None reserves its font name, so the subset may keep it. Nothing is obfuscated:
EPUB 3.3 leaves that to the author.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edition.model.dataclass import dataclass
from edition.text.scripts import DOTTED_CIRCLE, UNPAINTED
from edition.typography import faces, languageforms
from edition.typography.faces import AMIRI, FRANK_RUHL, GARAMOND, NOTO, Face, Faces

if TYPE_CHECKING:
    import uharfbuzz

_LATIN_FEATURES = (
    "kern", "liga", "clig", "calt", "locl", "mark", "mkmk", "smcp", "onum", "lnum", "pnum",
    "sups", "ccmp",
)  # fmt: skip
# Without these Arabic letters do not join (OpenType, "Developing Arabic fonts").
_ARABIC_FEATURES = ("init", "medi", "fina", "isol", "rlig", "curs")
# Without these the letters of a syllable in Devanagari, Khmer, Burmese or old Korean stand beside
# each other (OpenType, "Developing OpenType fonts for Devanagari script" and its like).
_INDIC_FEATURES = (
    "nukt", "akhn", "rphf", "rkrf", "blwf", "half", "vatu", "cjct", "pres", "abvs", "blws", "psts",
    "haln", "dist", "abvm", "blwm", "pref", "abvf", "pstf", "cfar", "ljmo", "vjmo", "tjmo",
)  # fmt: skip
#: What a style sheet can ask for by its tag; all else is left out, and may show other letters.
FEATURES = _LATIN_FEATURES + _ARABIC_FEATURES
_FEATURES = tuple(int.from_bytes(tag.encode()) for tag in FEATURES + _INDIC_FEATURES)
# Copyright, family, style, unique id, full name, version, PostScript name, licence and its URL
# (OpenType, "name" table, name ids). A reading system may refuse a font without them.
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)


_REGULAR, _ITALIC = "EBGaramond[wght].ttf", "EBGaramond-Italic[wght].ttf"
# Semibold, not bold: Garamond's 700 is too dark beside its own regular.
_SERIF = {
    "regular": Face(GARAMOND, "normal", 400, _REGULAR, (("wght", 400),)),
    "italic": Face(GARAMOND, "italic", 400, _ITALIC, (("wght", 400),)),
    "bold": Face(GARAMOND, "normal", 600, _REGULAR, (("wght", 600),)),
    "bold-italic": Face(GARAMOND, "italic", 600, _ITALIC, (("wght", 600),)),
}
_SANS_REGULAR, _SANS_ITALIC = "NotoSans[wdth,wght].ttf", "NotoSans-Italic[wdth,wght].ttf"
_SANS = {
    "regular": Face(NOTO, "normal", 400, _SANS_REGULAR, (("wdth", 100), ("wght", 400))),
    "italic": Face(NOTO, "italic", 400, _SANS_ITALIC, (("wdth", 100), ("wght", 400))),
    "bold": Face(NOTO, "normal", 600, _SANS_REGULAR, (("wdth", 100), ("wght", 600))),
    "bold-italic": Face(NOTO, "italic", 600, _SANS_ITALIC, (("wdth", 100), ("wght", 600))),
}
_FAMILIES = {"serif": _SERIF, "sans": _SANS}


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font to embed: `style` is normal or italic, `weight` a CSS weight, `data` TrueType."""

    family: str
    style: str
    weight: int
    file_name: str
    data: bytes
    licence_text: str
    source: str


def subset(
    text: str,
    styles: Iterable[str] = ("regular", "italic", "bold"),
    family: str = "serif",
    languages: Collection[str] | None = None,
    *,
    tags: Sequence[str] = (),
) -> list[FontFile]:
    """The faces for `styles`, cut down to the characters of `text`; the same bytes every time.

    `styles` are names out of regular, italic, bold, bold-italic; bold is weight 600. `family` is
    serif (EB Garamond) or sans (Noto Sans, for large print). Fonts of other scripts come along,
    upright only, where `text` has letters of theirs and they are installed; `tags` are the
    languages of the text, the edition's first, which say in which of the Han fonts.
    `languages` are those that `text` is in, any where it is None: what a font would show their
    letters as is taken out where it is another letter (`languageforms`). Raises
    ValueError for another style name, FileNotFoundError where a font package is missing.
    """
    wanted, known = sorted(set(styles)), _FAMILIES[family]
    if unknown := sorted(set(wanted) - set(known)):
        raise ValueError(f"unknown font styles: {', '.join(unknown)}")
    characters = {ord(character) for character in {*text, " "}}
    found = [_subset_face(known[style], characters) for style in wanted]
    for own in _script_faces(characters, tags):
        part = _of_script(characters, own, tags)
        found += [_subset_face(own["regular"], part)] if wanted else []
        heavy = "bold" in wanted or "bold-italic" in wanted
        found += [_subset_face(own["bold"], part)] if heavy else []
    if languages is not None and not languageforms.concerned(languages):
        return found
    return [replace(font, data=languageforms.without_other_letters(font.data)) for font in found]


def _of_script(characters: set[int], own: Faces, tags: Sequence[str]) -> set[int]:
    """What of a text is set in the font of a script: of a Han font no Latin letters, but the marks
    that are wide in its languages."""
    if not own["regular"].family.startswith(_HAN):
        return characters
    marks = {ord(mark) for mark in faces.wide_marks(tags)}
    return {
        code
        for code in characters
        if faces.is_han(chr(code)) or code in marks or chr(code).isspace()
    }


_HAN = ("Noto Sans SC", "Noto Sans TC", "Noto Sans JP", "Noto Sans KR")


def spare(text: str, family: str = "serif") -> list[FontFile]:
    """The other main family, upright, with what of `text` the `family` and the fonts of scripts do
    not have: Noto Sans has letters of Africa and India, EB Garamond ornaments."""
    face = _spare_face(family)
    characters = _lacking(text, family) & _coverage(face)
    if not characters:
        return []
    found = _subset_face(face, characters)
    return [replace(found, data=languageforms.without_other_letters(found.data))]


def _spare_face(family: str) -> Face:
    return _FAMILIES["sans" if family == "serif" else "serif"]["regular"]


def _lacking(text: str, family: str) -> set[int]:
    """The characters of `text` that neither the `family` nor a font of a script has."""
    characters = set(map(ord, set(text)))
    found = characters - _coverage(_FAMILIES[family]["regular"])
    for own in _script_faces(characters) if found else []:
        found -= _coverage(own["regular"])
    return {code for code in found if not _unseen(chr(code))}


class Credit(NamedTuple):
    """A family that a book is set in, for its colophon."""

    family: str
    makers: str


def credits(
    text: str, family: str = "serif", spares: bool = False, tags: Sequence[str] = ()
) -> list[tuple[str, list[Credit]]]:
    """The families that `text` is set in, each with its makers, under the names of their licences;
    `family` and `tags` as for `subset`, `spares` if that of `spare` comes along."""
    used = [own["regular"].family for own in _script_faces(set(map(ord, set(text))), tags)]
    if spares and _lacking(text, family) & _coverage(_spare_face(family)):
        used.append(_spare_face(family).family)
    main = _FAMILIES[family]["regular"].family
    found: dict[str, list[Credit]] = {}
    for name in (main, *used):
        own = faces.FAMILIES[name]
        found.setdefault(own.licence, []).append(Credit(name, own.makers))
    return [*found.items()]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an upright font of a main family comes from: its file, its licence, its address."""

    path: Path
    licence_text: str
    address: str


def source(family: str) -> Source:
    """The source of the upright font of EB Garamond or Noto Sans."""
    name = {GARAMOND: _REGULAR, NOTO: _SANS_REGULAR}[family]
    address = faces.FAMILIES[family].address
    return Source(faces.path(family, name), faces.licence(family), address)


def full_paths() -> dict[tuple[str, str, str], Path]:
    """The installed files by (family, style, weight), as `@font-face` wants these.

    The weight of a variable font is its range, "400 800". Raises FileNotFoundError where a font
    package is missing.
    """
    return {
        (GARAMOND, "normal", "400 800"): faces.path(GARAMOND, _REGULAR),
        (GARAMOND, "italic", "400 800"): faces.path(GARAMOND, _ITALIC),
        (AMIRI, "normal", "400"): faces.path(AMIRI, "Amiri-Regular.ttf"),
        (AMIRI, "normal", "700"): faces.path(AMIRI, "Amiri-Bold.ttf"),
        (FRANK_RUHL, "normal", "300 900"): faces.path(FRANK_RUHL, "FrankRuhlLibre[wght].ttf"),
    }


def uncovered(text: str, style: str = "regular") -> dict[str, int]:
    """The characters of `text` that no font can show in `style`, with how often each comes.

    In order of code point. Spaces, controls and format characters need no glyph. A character
    whose canonical decomposition is covered counts as covered: shaping takes it apart.
    """
    characters = set(text)
    known = _coverage(_SERIF[style])
    for own in _script_faces(set(map(ord, characters))):
        known |= _coverage(own["regular"])
    missing = {character for character in characters if not _shown(character, known)}
    if missing and style == "regular":
        spare = _coverage(_spare_face("serif"))
        missing = {character for character in missing if not _shown(character, spare)}
    # Of a long text only few characters are looked at one by one.
    counts = Counter(filter(missing.__contains__, text)) if missing else {}
    return {character: counts[character] for character in sorted(missing)}


def _shown(character: str, known: frozenset[int]) -> bool:
    if ord(character) in known or _unseen(character):
        return True
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(ord(part) in known for part in parts)


_INVISIBLE = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


def _unseen(character: str) -> bool:
    """Whether a character needs no glyph: spaces, controls, selectors of variants."""
    return unicodedata.category(character) in _INVISIBLE or (
        character != DOTTED_CIRCLE and UNPAINTED.match(character) is not None
    )


def _script_faces(characters: set[int], tags: Sequence[str] = ()) -> list[Faces]:
    """The faces of each script that the text has letters of; where it has none, or where its
    package is not installed, the font is not read."""
    foreign = characters - _coverage(_SERIF["regular"])
    found = [
        own
        for own in faces.of_letters(map(chr, foreign), tags)
        if faces.is_installed(own) and foreign & _coverage(own["regular"])
    ]
    known = frozenset().union(*(_coverage(own["regular"]) for own in found))
    # A letter of Japanese alone in a Chinese book.
    left = {code for code in foreign - known if faces.is_han(chr(code))}
    for own in faces.han(found) if left else ():
        if left & _coverage(own["regular"]):
            found.append(own)
            left -= _coverage(own["regular"])
    return found


def script_face(char: str, language: str = "") -> Face | None:
    """The upright face of the script of a letter, if EB Garamond does not have it and a font of its
    script is there."""
    for own in _script_faces({ord(char)}, (language,)):
        if ord(char) in _coverage(own["regular"]):
            return own["regular"]
    return None


def packages(characters: Iterable[str], tags: Sequence[str] = ()) -> list[str]:
    """The packages whose fonts have these characters and that are not installed, in order."""
    wanted = faces.of_letters(characters, tags)
    missing = (own for own in wanted if not faces.is_installed(own))
    return sorted({faces.FAMILIES[own["regular"].family].package for own in missing})


@lru_cache(maxsize=4)
def _face(path: Path) -> uharfbuzz.Face:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))


@lru_cache(maxsize=16)
def _coverage(face: Face) -> frozenset[int]:
    return frozenset(_face(face.path).unicodes)


def _subset_face(face: Face, characters: Collection[int]) -> FontFile:
    return _cut(face, _coverage(face).intersection(characters))


@lru_cache(maxsize=32)
def _cut(face: Face, characters: frozenset[int]) -> FontFile:
    """The face with these characters alone. Kept for the other PDFs of an edition, which have the
    same words, and for a preview that is made again."""
    import uharfbuzz

    request = uharfbuzz.SubsetInput()
    request.unicode_set.update(characters)
    request.layout_feature_tag_set.clear()
    request.layout_feature_tag_set.update(_FEATURES)
    request.name_id_set.clear()
    request.name_id_set.update(_NAMES)
    request.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    source = _face(face.path)
    for axis, position in face.axes:
        request.pin_axis_location(source, axis, position)
    try:
        cut = request.subset(source).blob.data
    except RuntimeError as error:
        # HarfBuzz fails at whole fonts, as ours are, for want of memory alone.
        raise MemoryError(str(error)) from error
    return FontFile(
        family=face.family,
        style=face.style,
        weight=face.weight,
        file_name=_file_name(face),
        data=bytes(cut),
        licence_text=faces.licence(face.family),
        source=faces.FAMILIES[face.family].address,
    )


def _file_name(face: Face) -> str:
    slant = "italic" if face.style == "italic" else "regular"
    return f"{face.family.lower().replace(' ', '-')}-{face.weight}-{slant}.ttf"
