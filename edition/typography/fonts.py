"""The edition's fonts: subsets for the EPUB, whole files for the PDF, and what neither can show.

In: the text that is to be set. Out: TrueType bytes. The fonts are those of the installed packages
fontpkg-eb-garamond, fontpkg-noto-sans (large print), fontpkg-amiri and fontpkg-frank-ruhl-libre,
all under the SIL Open Font License 1.1, which lets a subset be embedded and wants its text to go
along. None reserves its font name, so the subset may keep it. Nothing is obfuscated: EPUB 3.3
leaves that to the author.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from edition.text.scripts import DOTTED_CIRCLE, UNPAINTED
from edition.typography import languageforms

if TYPE_CHECKING:
    import uharfbuzz

GARAMOND, NOTO = "EB Garamond", "Noto Sans"
AMIRI, FRANK_RUHL = "Amiri", "Frank Ruhl Libre"
_PACKAGES = {
    GARAMOND: "fontpkg_eb_garamond",
    NOTO: "fontpkg_noto_sans",
    AMIRI: "fontpkg_amiri",
    FRANK_RUHL: "fontpkg_frank_ruhl_libre",
}
#: Who made each family, as its colophon and its licence say.
_MAKERS = {
    GARAMOND: "Georg Duffner and Octavio Pardo",
    NOTO: "the Noto project",
    AMIRI: "Khaled Hosny",
    FRANK_RUHL: "Yanek Iontef",
}
_SOURCES = {
    NOTO: "https://github.com/notofonts/latin-greek-cyrillic",
    GARAMOND: "https://github.com/octaviopardo/EBGaramond12",
    AMIRI: "https://github.com/aliftype/amiri",
    FRANK_RUHL: "https://github.com/fontef/frankruhllibre",
}
_LATIN_FEATURES = (
    "kern", "liga", "clig", "calt", "locl", "mark", "mkmk", "smcp", "onum", "lnum", "sups", "ccmp",
)  # fmt: skip
# Without these Arabic letters do not join (OpenType, "Developing Arabic fonts").
_ARABIC_FEATURES = ("init", "medi", "fina", "isol", "rlig", "curs")
# Without these the letters of a syllable in Devanagari stand beside each other (OpenType,
# "Developing OpenType fonts for Devanagari script").
_INDIC_FEATURES = (
    "nukt", "akhn", "rphf", "rkrf", "blwf", "half", "vatu", "cjct", "pres", "abvs", "blws", "psts",
    "haln", "dist", "abvm", "blwm",
)  # fmt: skip
#: What a style sheet can ask for by its tag; all else is left out, and may show other letters.
FEATURES = _LATIN_FEATURES + _ARABIC_FEATURES
_FEATURES = tuple(int.from_bytes(tag.encode()) for tag in FEATURES + _INDIC_FEATURES)
# Copyright, family, style, unique id, full name, version, PostScript name, licence and its URL
# (OpenType, "name" table, name ids). A reading system may refuse a font without them.
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)


@dataclass(frozen=True, slots=True)
class _Face:
    """One installed file as one face: `axes` are the positions to pin, none if it is static."""

    family: str
    style: str
    weight: int
    path: str
    axes: tuple[tuple[str, int], ...] = ()


_REGULAR, _ITALIC = "EBGaramond[wght].ttf", "EBGaramond-Italic[wght].ttf"
# Semibold, not bold: Garamond's 700 is too dark beside its own regular.
_SERIF = {
    "regular": _Face(GARAMOND, "normal", 400, _REGULAR, (("wght", 400),)),
    "italic": _Face(GARAMOND, "italic", 400, _ITALIC, (("wght", 400),)),
    "bold": _Face(GARAMOND, "normal", 600, _REGULAR, (("wght", 600),)),
    "bold-italic": _Face(GARAMOND, "italic", 600, _ITALIC, (("wght", 600),)),
}
_SANS_REGULAR, _SANS_ITALIC = "NotoSans[wdth,wght].ttf", "NotoSans-Italic[wdth,wght].ttf"
_SANS = {
    "regular": _Face(NOTO, "normal", 400, _SANS_REGULAR, (("wdth", 100), ("wght", 400))),
    "italic": _Face(NOTO, "italic", 400, _SANS_ITALIC, (("wdth", 100), ("wght", 400))),
    "bold": _Face(NOTO, "normal", 600, _SANS_REGULAR, (("wdth", 100), ("wght", 600))),
    "bold-italic": _Face(NOTO, "italic", 600, _SANS_ITALIC, (("wdth", 100), ("wght", 600))),
}
_FAMILIES = {"serif": _SERIF, "sans": _SANS}
_HEBREW = "FrankRuhlLibre[wght].ttf"
# The families that come along only with letters of their script, by how Unicode's names of these
# letters begin. Neither script has an italic: an upright face serves both.
_SCRIPT_FACES = {
    "ARABIC ": {
        "regular": _Face(AMIRI, "normal", 400, "Amiri-Regular.ttf"),
        "bold": _Face(AMIRI, "normal", 700, "Amiri-Bold.ttf"),
    },
    "HEBREW ": {
        "regular": _Face(FRANK_RUHL, "normal", 400, _HEBREW, (("wght", 400),)),
        "bold": _Face(FRANK_RUHL, "normal", 700, _HEBREW, (("wght", 700),)),
    },
}


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
) -> list[FontFile]:
    """The faces for `styles`, cut down to the characters of `text`; the same bytes every time.

    `styles` are names out of regular, italic, bold, bold-italic; bold is weight 600. `family` is
    serif (EB Garamond) or sans (Noto Sans, for large print). Amiri and
    Frank Ruhl Libre come along, upright only, where `text` has Arabic or Hebrew letters.
    `languages` are those that `text` is in, any where it is None: what a font would show their
    letters as is taken out where it is another letter (`languageforms`). Raises
    ValueError for another style name, FileNotFoundError where a font package is missing.
    """
    wanted, known = sorted(set(styles)), _FAMILIES[family]
    if unknown := sorted(set(wanted) - set(known)):
        raise ValueError(f"unknown font styles: {', '.join(unknown)}")
    characters = {ord(character) for character in {*text, " "}}
    faces = [known[style] for style in wanted]
    for own in _script_faces(characters):
        faces += [own["regular"]] if wanted else []
        faces += [own["bold"]] if "bold" in wanted or "bold-italic" in wanted else []
    found = [_subset_face(face, characters) for face in faces]
    if languages is not None and not languageforms.concerned(languages):
        return found
    return [replace(font, data=languageforms.without_other_letters(font.data)) for font in found]


def spare(text: str, family: str = "serif") -> list[FontFile]:
    """The other main family, upright, with what of `text` the `family` and the fonts of scripts do
    not have: Noto Sans has letters of Africa and India, EB Garamond ornaments."""
    face = _spare_face(family)
    characters = _lacking(text, family) & _coverage(face)
    if not characters:
        return []
    found = _subset_face(face, characters)
    return [replace(found, data=languageforms.without_other_letters(found.data))]


def _spare_face(family: str) -> _Face:
    return _FAMILIES["sans" if family == "serif" else "serif"]["regular"]


def _lacking(text: str, family: str) -> set[int]:
    """The characters of `text` that neither the `family` nor a font of a script has."""
    characters = set(map(ord, set(text)))
    found = characters - _coverage(_FAMILIES[family]["regular"])
    for own in _script_faces(characters) if found else []:
        found -= _coverage(own["regular"])
    return {code for code in found if not _unseen(chr(code))}


def credits(text: str, family: str = "serif", spares: bool = False) -> list[tuple[str, str]]:
    """The families that `text` is set in, each with its makers; `family` as for `subset`, `spares`
    if that of `spare` comes along."""
    used = [own["regular"].family for own in _script_faces(set(map(ord, set(text))))]
    if spares and _lacking(text, family) & _coverage(_spare_face(family)):
        used.append(_spare_face(family).family)
    main = _FAMILIES[family]["regular"].family
    return [(name, _MAKERS[name]) for name in (main, *used)]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an upright font of a main family comes from: its file, its licence, its address."""

    path: Path
    licence_text: str
    address: str


def source(family: str) -> Source:
    """The source of the upright font of EB Garamond or Noto Sans."""
    name = {GARAMOND: _REGULAR, NOTO: _SANS_REGULAR}[family]
    path = _path(family, name)
    return Source(path, _licence(path), _SOURCES[family])


def _licence(path: Path) -> str:
    return (path.parent.parent / "LICENSE").read_text(encoding="utf-8")


def full_paths() -> dict[tuple[str, str, str], Path]:
    """The installed files by (family, style, weight), as `@font-face` wants these.

    The weight of a variable font is its range, "400 800". Raises FileNotFoundError where a font
    package is missing.
    """
    return {
        (GARAMOND, "normal", "400 800"): _path(GARAMOND, _REGULAR),
        (GARAMOND, "italic", "400 800"): _path(GARAMOND, _ITALIC),
        (AMIRI, "normal", "400"): _path(AMIRI, "Amiri-Regular.ttf"),
        (AMIRI, "normal", "700"): _path(AMIRI, "Amiri-Bold.ttf"),
        (FRANK_RUHL, "normal", "300 900"): _path(FRANK_RUHL, _HEBREW),
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


def _script_faces(characters: set[int]) -> list[dict[str, _Face]]:
    """The faces of each script that the text has letters of; where it has none, the font is not
    read."""
    foreign = characters - _coverage(_SERIF["regular"])
    names = {code: unicodedata.name(chr(code), "") for code in foreign}
    found = []
    for script, faces in _SCRIPT_FACES.items():
        own = {code for code, name in names.items() if name.startswith(script)}
        if own and own & _coverage(faces["regular"]):
            found.append(faces)
    return found


def _path(family: str, name: str) -> Path:
    spec = find_spec(_PACKAGES[family])
    folders = spec.submodule_search_locations if spec else None
    path = Path(next(iter(folders or ()), "")) / "files" / name
    if not spec or not path.is_file():
        package = _PACKAGES[family].replace("_", "-")
        raise FileNotFoundError(f"the font {name} is missing; install the package {package}")
    return path


@lru_cache(maxsize=4)
def _face(path: Path) -> uharfbuzz.Face:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))


@lru_cache(maxsize=8)
def _coverage(face: _Face) -> frozenset[int]:
    return frozenset(_face(_path(face.family, face.path)).unicodes)


def _subset_face(face: _Face, characters: set[int]) -> FontFile:
    import uharfbuzz

    path = _path(face.family, face.path)
    request = uharfbuzz.SubsetInput()
    request.unicode_set.update(characters & _coverage(face))
    request.layout_feature_tag_set.clear()
    request.layout_feature_tag_set.update(_FEATURES)
    request.name_id_set.clear()
    request.name_id_set.update(_NAMES)
    request.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    source = _face(path)
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
        licence_text=_licence(path),
        source=_SOURCES[face.family],
    )


def _file_name(face: _Face) -> str:
    slant = "italic" if face.style == "italic" else "regular"
    return f"{face.family.lower().replace(' ', '-')}-{face.weight}-{slant}.ttf"
