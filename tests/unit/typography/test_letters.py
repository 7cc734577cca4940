"""No font of the edition shows a letter as another one, in any language and with any feature that
is left in it; and the proof sees one that does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz

from edition.build import build
from edition.proof import letters
from edition.proof.source import ProofFailed
from edition.system.project import Project
from edition.typography import fonts, languageforms
from edition.typography.fonts import FontFile
from edition.typography.shapes import Shapes
from tests.books import EDITION, write_project
from tests.paths import ROOT

EVERYTHING = "".join(
    map(chr, (*range(0x20, 0x3000), *range(0xA640, 0xB000), *range(0xFB00, 0xFF00)))
)
LATIN = "Cuius regio, eius religio; omnia vincit amor; Urbs aeterna, Augustus, iuvat unus."
LATIN_BOOK = {
    "rest": "structure:\n  roles: {title: [1]}\n  languages: {la: [5]}\n",
    "files": f"The law\n\nThey wrote of it.\n\n{LATIN}\n",
}
BY_TAG = [b"p { font-feature-settings: 'hist' }"]


@pytest.fixture(scope="module", params=["serif", "sans"])
def whole(request: pytest.FixtureRequest) -> list[FontFile]:
    """The fonts with all the letters that they have."""
    return fonts.subset(EVERYTHING, ["regular", "italic", "bold"], request.param)


def languages(font: FontFile) -> set[str]:
    """All languages that a font has forms for."""
    face = Shapes(font.data).font.face
    count = len(face.get_table_script_tags("GSUB"))
    tags = {tag for k in range(count) for tag in face.get_script_language_tags("GSUB", k)}
    found = {uharfbuzz.ot_tag_to_language(tag) for tag in tags}
    return found | {"sh", "ro", "ro-MD", "el-fonipa", "und-fonnapa", "ms", "zsm"}


def named(tags: set[str]) -> list[bytes]:
    """A document with words in these languages."""
    return [b"".join(f'<p lang="{tag}">'.encode() for tag in sorted(tags))]


def test_no_letter_is_shown_as_another(whole: list[FontFile]) -> None:
    for font in whole:
        assert letters.in_epub({font.file_name: font.data}, named(languages(font)), BY_TAG) == []


def test_without_the_mend_there_are_some() -> None:
    found = {}
    for family in ("serif", "sans"):
        for font in fonts.subset(EVERYTHING, ["regular", "italic"], family, languages=["en"]):
            faults = letters.in_epub({font.file_name: font.data}, named(languages(font)), [])
            found[font.file_name] = " ".join(faults)
    assert "u (U+0075) is shown as v (U+0076)" in found["eb-garamond-400-regular.ttf"]
    assert "ş (U+015F) is shown as ș (U+0219)" in found["noto-sans-400-regular.ttf"]
    assert "г (U+0433) is shown as ī (U+012B)" in found["noto-sans-400-italic.ttf"]
    assert "۶ (U+06F6) is shown as ٦ (U+0666)" in found["amiri-400-regular.ttf"]


def test_whatever_has_other_letters_is_known_to_have_them() -> None:
    for family in ("serif", "sans"):
        for font in fonts.subset(EVERYTHING, ["regular", "italic"], family, languages=["en"]):
            for tag in languages(font):
                faulty = letters.in_epub({"": font.data}, named({tag}), [])
                assert not faulty or languageforms.concerned([tag]), tag


def test_forms_of_other_languages_stay() -> None:
    """A Turkish i keeps its dot behind an f: there is no ligature."""
    (font,) = fonts.subset("fiı", ["regular"])

    def shaped(language: str) -> int:
        buffer = uharfbuzz.Buffer()
        buffer.add_str("fi")
        buffer.guess_segment_properties()
        buffer.language = language
        uharfbuzz.shape(Shapes(font.data).font, buffer)
        return len(buffer.glyph_infos)

    assert (shaped("en"), shaped("tr")) == (1, 2)


def test_a_font_that_needs_no_change_keeps_its_bytes() -> None:
    cut = fonts.subset(LATIN, languages=["en", "de"])
    assert [font.data for font in cut] != [font.data for font in fonts.subset(LATIN)]
    plain = fonts.subset("123", ["italic"], languages=["en"])[0].data
    assert languageforms.without_other_letters(plain) == plain


def test_the_changed_font_is_whole() -> None:
    from fontTools.ttLib import TTFont

    for font in fonts.subset(LATIN, ["regular"]):
        table = TTFont(BytesIO(font.data), checkChecksums=2)
        assert table["GSUB"].table.LookupList.Lookup


@pytest.mark.parametrize(
    ("text", "glyph", "others"),
    [
        ("u", "v", "v"),
        ("s", "ſ", "ſ"),
        ("v", "v", ""),
        ("1", "¹", ""),
        ("s", "ꜱ", ""),
        ("p", "ᴩ", ""),
        ("а", "a", ""),
    ],
)
def test_what_counts_as_another_letter(text: str, glyph: str, others: str) -> None:
    (font,) = fonts.subset("uvsſꜱ1¹pᴩPΡаa", ["regular"])
    shapes = Shapes(font.data)
    found = shapes.others(text, shapes.font, shapes.nominal(glyph) or 0)
    assert others in found if others else found == ""


# ── in the books ────────────────────────────────────────────────────────────────────────────


def _latin(folder: Path) -> Project:
    return Project.at(write_project(folder, **LATIN_BOOK, edition=EDITION))


def test_a_latin_u_stays_u_in_both_books(tmp_path: Path) -> None:
    built = build(_latin(tmp_path), jobs=1)
    assert len(built.files) == 2
    assert {problem.code for problem in built.warnings} <= {"no-hyphenation"}


@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_the_proof_sees_a_u_that_is_a_v(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languageforms, "without_other_letters", lambda font: font)
    with pytest.raises(ProofFailed, match=r"u \(U\+0075\) is shown as v \(U\+0076\)"):
        build(_latin(tmp_path), [form], jobs=1)


def test_a_sheet_that_asks_for_old_letters_gets_none(tmp_path: Path) -> None:
    """`hist` shows s as ſ and j as i, `ss07` too; neither is in the fonts of the books."""
    project = write_project(tmp_path, "structure:\n  roles: {title: [1]}\n")
    sheets = tmp_path / "styles"
    sheets.mkdir()
    own = "p { font-feature-settings: 'hist', 'salt', 'ss04', 'ss07', 'smcp', 'c2sc', 'sups' }\n"
    base = (ROOT / "styles" / "base.css").read_text("utf-8")
    (sheets / "base.css").write_text(base + own, "utf-8")
    built = build(Project.at(project), jobs=1)
    assert len(built.files) == 2
