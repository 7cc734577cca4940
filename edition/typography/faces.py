"""Faces: the font files of installed packages, and which of them each script is set in.

EB Garamond, Noto Sans, Amiri and Frank Ruhl Libre always come along with the builder. Fonts of
other scripts are packages that are installed where somebody needs them (the extras of
pyproject.toml): until then a book has none, and `check` names the package.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from edition.languages import tags
from edition.model.dataclass import dataclass

GARAMOND, NOTO = "EB Garamond", "Noto Sans"
AMIRI, FRANK_RUHL = "Amiri", "Frank Ruhl Libre"
_OFL = "SIL Open Font License 1.1"


@dataclass(frozen=True, slots=True)
class Family:
    """A family: the module of its package, the folders of fonts and licence in it, who made it, as
    its colophon and its licence say, and where."""

    module: str
    folder: str
    licence_file: str
    makers: str
    address: str
    licence: str = _OFL

    @property
    def package(self) -> str:
        """The name of the package that is installed."""
        return self.module.replace("_", "-")


def _fontpkg(name: str, makers: str, address: str) -> Family:
    return Family(f"fontpkg_{name}", "files", "LICENSE", makers, f"https://github.com/{address}")


def _justmytype(pack: str, name: str, address: str = "") -> Family:
    folder = f"fonts/ofl/{name}"
    address = f"https://github.com/notofonts/{address or name.removeprefix('notosans')}"
    return Family(
        f"justmytype_intl_{pack}", folder, f"{folder}/OFL.txt", "the Noto project", address
    )


FAMILIES: dict[str, Family] = {
    GARAMOND: _fontpkg(
        "eb_garamond", "Georg Duffner and Octavio Pardo", "octaviopardo/EBGaramond12"
    ),
    NOTO: _fontpkg("noto_sans", "the Noto project", "notofonts/latin-greek-cyrillic"),
    AMIRI: _fontpkg("amiri", "Khaled Hosny", "aliftype/amiri"),
    FRANK_RUHL: _fontpkg("frank_ruhl_libre", "Yanek Iontef", "fontef/frankruhllibre"),
    "Noto Sans Devanagari": _fontpkg(
        "noto_sans_devanagari", "the Noto project", "notofonts/devanagari"
    ),
    "Noto Sans Thai": _fontpkg("noto_sans_thai", "the Noto project", "notofonts/thai"),
    "Noto Sans Khmer": _fontpkg("noto_sans_khmer", "the Noto project", "notofonts/khmer"),
    "Noto Sans Tamil": _fontpkg("noto_sans_tamil", "the Noto project", "notofonts/tamil"),
    "Noto Sans Telugu": _fontpkg("noto_sans_telugu", "the Noto project", "notofonts/telugu"),
    "Noto Sans Bengali": _justmytype("south_asia", "notosansbengali"),
    "Noto Sans Lao": _justmytype("sea", "notosanslao"),
    "Noto Sans Myanmar": _justmytype("sea", "notosansmyanmar"),
    "Noto Sans Ethiopic": _justmytype("africa", "notosansethiopic"),
    "Noto Sans SC": _justmytype("cjk", "notosanssc", "noto-cjk"),
    "Noto Sans TC": _justmytype("cjk", "notosanstc", "noto-cjk"),
    "Noto Sans JP": _justmytype("cjk", "notosansjp", "noto-cjk"),
    "Noto Sans KR": _justmytype("cjk", "notosanskr", "noto-cjk"),
    "DejaVu Serif": Family(
        "matplotlib",
        "mpl-data/fonts/ttf",
        "mpl-data/fonts/ttf/LICENSE_DEJAVU",
        "the DejaVu project",
        "https://github.com/dejavu-fonts/dejavu-fonts",
        "Bitstream Vera License",
    ),
}


@dataclass(frozen=True, slots=True)
class Face:
    """One installed file as one face: `axes` are the positions to pin, none if it is static."""

    family: str
    style: str
    weight: int
    file: str
    axes: tuple[tuple[str, int], ...] = ()

    @property
    def path(self) -> Path:
        """Raises FileNotFoundError where its package is not installed."""
        return path(self.family, self.file)


#: The faces of a family by their styles.
Faces = Mapping[str, Face]


def _upright(family: str, file: str, *axes: tuple[str, int], bold: int = 600) -> dict[str, Face]:
    """The faces of a variable font without an italic."""
    return {
        "regular": Face(family, "normal", 400, file, (*axes, ("wght", 400))),
        "bold": Face(family, "normal", bold, file, (*axes, ("wght", bold))),
    }


def _noto(script: str) -> dict[str, Face]:
    name = f"NotoSans{script}[wdth,wght].ttf"
    return _upright(f"Noto Sans {script}", name, ("wdth", 100))


def _static(family: str, regular: str, bold: str) -> dict[str, Face]:
    return {
        "regular": Face(family, "normal", 400, regular),
        "bold": Face(family, "normal", 700, bold),
    }


_DEJAVU = _static("DejaVu Serif", "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf")
#: The families that come along only with letters of their script, by how Unicode's names of these
#: letters begin. None of these scripts has an italic: an upright face serves both.
_SCRIPTS: dict[str, Faces] = {
    "ARABIC ": _static(AMIRI, "Amiri-Regular.ttf", "Amiri-Bold.ttf"),
    "HEBREW ": _upright(FRANK_RUHL, "FrankRuhlLibre[wght].ttf", bold=700),
    "DEVANAGARI ": _noto("Devanagari"),
    "THAI ": _noto("Thai"),
    "KHMER ": _noto("Khmer"),
    "TAMIL ": _noto("Tamil"),
    "TELUGU ": _noto("Telugu"),
    "BENGALI ": _noto("Bengali"),
    "LAO ": _noto("Lao"),
    "MYANMAR ": _noto("Myanmar"),
    "ETHIOPIC ": _noto("Ethiopic"),
    "GEORGIAN ": _DEJAVU,
    "ARMENIAN ": _DEJAVU,
}
_ALWAYS = (AMIRI, FRANK_RUHL)
#: Chinese, Japanese and Korean have letters in common, each with shapes of its own.
_HAN: dict[str, Faces] = {
    region: _upright(f"Noto Sans {region}", f"NotoSans{region}[wght].ttf")
    for region in ("SC", "TC", "JP", "KR")
}
#: Marks that these fonts have in the width of a letter, and Latin fonts narrow.
_WIDE_MARKS = frozenset("“”‘’…—―·")


def han_region(tag: str) -> str:
    """Which of the Han fonts a language is set in: SC, TC, JP, KR; empty for another language."""
    found = {"ja": "JP", "ko": "KR", "zh": "SC", "yue": "TC"}.get(tags.primary(tag), "")
    return "TC" if found == "SC" and tags.script(tag) == "Hant" else found


def is_han(char: str) -> bool:
    """Whether it is a letter or a sign of the Han fonts: as wide as it is high (UAX 11)."""
    return unicodedata.east_asian_width(char) in "WF" or "\uff61" <= char <= "\uffdc"


def wide_marks(languages: Iterable[str]) -> frozenset[str]:
    """The marks that a Han font is to show in a text in these languages, Latin ones though they
    are."""
    regions = {han_region(tag) for tag in languages} - {"", "KR"}
    return _WIDE_MARKS if regions else frozenset()


def of_letters(letters: Iterable[str], languages: Sequence[str] = ()) -> list[Faces]:
    """The faces of scripts that these letters need, whether they are installed or not, each family
    once. `languages` say which of the Han fonts come, and in which order."""
    letters = set(letters)
    names = {unicodedata.name(char, "") for char in letters}
    found = [
        faces
        for script, faces in _SCRIPTS.items()
        if any(name.startswith(script) for name in names)
    ]
    if any(map(is_han, letters)):
        found += [_HAN[region] for region in _regions(names, languages)]
    return list({faces["regular"].family: faces for faces in found}.values())


def han(found: Sequence[Faces]) -> list[Faces]:
    """The installed Han fonts that are not among those found."""
    return [own for own in _HAN.values() if own not in found and is_installed(own)]


def _regions(names: Iterable[str], languages: Sequence[str]) -> list[str]:
    """The Han fonts by the languages; in none of theirs, by letters that one language has."""
    by_language = dict.fromkeys(filter(None, map(han_region, languages)))
    if by_language:
        return [*by_language]
    scripts = {name.partition(" ")[0] for name in names}
    if scripts & {"HIRAGANA", "KATAKANA"}:
        return ["JP"]
    return ["KR"] if "HANGUL" in scripts else ["SC"]


def is_installed(faces: Faces) -> bool:
    """Whether the package of a font is there; those of the builder itself always are."""
    try:
        return faces["regular"].family in _ALWAYS or faces["regular"].path.is_file()
    except FileNotFoundError:
        return False


def path(family: str, file: str) -> Path:
    """The file of a family. Raises FileNotFoundError where its package is not installed."""
    own = FAMILIES[family]
    found = _package_folder(own) / own.folder / file
    if not found.is_file():
        raise FileNotFoundError(f"the font {file} is missing; install the package {own.package}")
    return found


def licence(family: str) -> str:
    """The text of the licence of an installed family."""
    own = FAMILIES[family]
    return (_package_folder(own) / own.licence_file).read_text(encoding="utf-8")


def _package_folder(family: Family) -> Path:
    spec = find_spec(family.module)
    folders = spec.submodule_search_locations if spec else None
    return Path(next(iter(folders or ()), ""))
