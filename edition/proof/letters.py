"""Letters: whether the finished books show each character in its own shape.

A book may say “u” to whoever copies or searches it, and show a v: the text cannot tell. So each
glyph is looked at as it is drawn, and held against the shapes of all characters of the font. What
counts as another character is told in `typography.shapes`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from edition.proof.pdffonts import PdfFont
from edition.text.scripts import script_of
from edition.typography.languageforms import concerned
from edition.typography.shapes import Shapes

if TYPE_CHECKING:
    import uharfbuzz

#: The scripts that fonts have forms for, by how Unicode's names of letters begin; all else is one.
_SCRIPTS = ("", "LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")
#: OpenType's system for languages that have none of their own (hb-ot-layout.h).
_DEFAULT = 0xFFFF
#: Properties that ask for a feature, or for the forms of a language, by its name in OpenType.
_BY_TAG = (b"font-feature-settings", b"font-variant-alternates", b"font-language-override")
_LANGUAGE = re.compile(rb'lang="([^"]+)"')


def in_pdf(data: bytes, faces: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the letters of a PDF. `faces` are the edition's fonts, as TrueType, by
    the names that fonts have in the PDF (/BaseFont); another font is one of the machine."""
    found: list[str] = []
    with pikepdf.open(BytesIO(data)) as document:
        for font in _fonts(document):
            name = str(font.get("/BaseFont", ""))
            program = _program(font)
            if name not in faces:
                found.append(f"the font {name} is none of the edition's")
            elif program is not None:
                found += _other_letters(font, name, program, _shapes(faces[name]))
    return found


@lru_cache(maxsize=8)
def _shapes(face: bytes) -> Shapes:
    """Those of a whole face, with which all PDFs of an edition are laid out."""
    return Shapes(face)


def _fonts(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The fonts that pages name, each once."""
    found: dict[tuple[int, int], pikepdf.Object] = {}
    for page in document.pages:
        resources = page.obj.get("/Resources")
        fonts = None if resources is None else resources.get("/Font")
        for font in () if fonts is None else dict(fonts).values():
            found.setdefault(font.objgen, font)
    return list(found.values())


def _program(font: pikepdf.Object) -> bytes | None:
    below = font.get("/DescendantFonts")
    descriptor = (font if below is None else below[0]).get("/FontDescriptor")
    stream = None if descriptor is None else descriptor.get("/FontFile2")
    return None if stream is None else bytes(stream.read_bytes())


def _other_letters(
    font: pikepdf.Object, name: str, program: bytes, shapes: Shapes
) -> Iterator[str]:
    drawn = Shapes(program).font
    for code, text in PdfFont(font).map.items():
        # Several characters of one glyph are a ligature, or a letter with its marks.
        if len(text) == 1 and (others := shapes.others(text, drawn, int(code, 16))):
            yield _fault(text, others, name)


def in_epub(
    fonts: Mapping[str, bytes], documents: Collection[bytes], sheets: Collection[bytes]
) -> list[str]:
    """What is wrong with the letters of an EPUB: `fonts` are its TrueType files by name, `sheets`
    its style sheets.

    What a reader sees without asking for it is tried in all languages that the documents name.
    Where a style sheet asks for features by their tags, all that are left in a font are tried.
    """
    languages = {tag.decode() for data in documents for tag in _LANGUAGE.findall(data)}
    by_tag = any(word in data.lower() for data in sheets for word in _BY_TAG)
    found: dict[str, None] = {}
    for name, data in sorted(fonts.items()):
        shapes = Shapes(data)
        for text, glyph in _chosen(shapes, languages, by_tag):
            if others := shapes.others(text, shapes.font, glyph):
                found[_fault(text, others, name)] = None
    return list(found)


def _fault(text: str, others: str, name: str) -> str:
    codes = ", ".join(f"{char} (U+{ord(char):04X})" for char in others[:3])
    return f"{text} (U+{ord(text):04X}) is shown as {codes} in the font {name}"


def _chosen(shapes: Shapes, languages: Collection[str], by_tag: bool) -> Iterator[tuple[str, int]]:
    """The characters of a font with the glyphs that its features choose for them."""
    face = shapes.font.face
    if not face.has_layout_substitution:
        return
    systems, features = _systems(face)
    # Language by language is needed only where a font has forms for it.
    known = [tag for tag in sorted(languages) if tag.split("-")[0] in systems or concerned([tag])]
    scripts: dict[str, list[int]] = {script: [] for script in _SCRIPTS}
    for code in sorted(face.unicodes):
        scripts[_script(code)].append(code)
    for codes in filter(None, scripts.values()):
        nominal = [shapes.font.get_nominal_glyph(code) for code in codes]
        tries: list[tuple[str, str | None]] = [(tag, None) for tag in ("", *known)]
        tries += [("", tag) for tag in features if by_tag]
        for language, feature in tries:
            glyphs = _shaped(shapes.font, codes, language, feature)
            for k, glyph in glyphs.items():
                if glyph != nominal[k]:
                    yield chr(codes[k]), glyph


def _script(code: int) -> str:
    """The script of a character; "" for signs and digits, and for scripts without fonts."""
    script = "LATIN" if code < 0x250 else script_of(chr(code))
    return script if script in _SCRIPTS else ""


def _systems(face: uharfbuzz.Face) -> tuple[set[str], list[str]]:
    """The languages that a font has forms for, and all of its features."""
    import uharfbuzz

    languages: set[str] = set()
    features: set[str] = set()
    for script in range(len(face.get_table_script_tags("GSUB"))):
        tags = face.get_script_language_tags("GSUB", script)
        languages |= {uharfbuzz.ot_tag_to_language(tag).split("-")[0] for tag in tags}
        for language in (_DEFAULT, *range(len(tags))):
            features |= set(face.get_language_feature_tags("GSUB", script, language))
    return languages, sorted(features)


def _shaped(
    font: uharfbuzz.Font, codes: list[int], language: str, feature: str | None
) -> dict[int, int]:
    """The glyph of each of `codes`, which are of one script, by its index; none of those that are
    several glyphs."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    # Between two is what joins with neither: no ligatures, no forms within a word.
    buffer.add_str("\u200c".join(map(chr, codes)))
    buffer.guess_segment_properties()
    buffer.direction = "ltr"  # from right to left ( has the glyph of ), as it should
    if language:
        buffer.language = language
    uharfbuzz.shape(font, buffer, {feature: True} if feature else {})
    found: dict[int, int] = {}
    several: set[int] = set()
    for info in buffer.glyph_infos:
        if info.cluster % 2 == 0:
            k = info.cluster // 2
            several |= {k} & found.keys()
            found[k] = info.codepoint
    return {k: glyph for k, glyph in found.items() if k not in several}
