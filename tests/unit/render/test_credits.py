"""Those who gave something are thanked in the colophon of both books, and in the catalogue data."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from edition.build import build
from edition.system.project import Project
from tests.books import EDITION, parsed, prepared, write_project

CREDITS = (
    EDITION
    + """\
  credits:
    - {name: Zoe Last, for: "a note & <more>", address: "https://example.org/z"}
    - {name: Abe First}
"""
)


def pdf_words(data: bytes) -> str:
    """The words of the last page."""
    with pypdfium2.PdfDocument(data) as document:
        return document[len(document) - 1].get_textpage().get_text_bounded()


@pytest.mark.parametrize("edition, thanked", [(CREDITS, True), (EDITION, False)])
def test_the_colophons_thank_in_the_order_of_the_file(
    edition: str, thanked: bool, tmp_path: Path
) -> None:
    files = build(Project.at(write_project(tmp_path, edition=edition))).files
    page = zipfile.ZipFile(io.BytesIO(files["loom.epub"])).read("EPUB/colophon.xhtml").decode()
    printed = pdf_words(files["loom.pdf"])
    for said in (page, printed):
        assert ("With thanks to" in said) is thanked
        assert (0 < said.find("Zoe Last") < said.find("Abe First")) is thanked
    assert ("Zoe Last: a note & <more>" in printed) is thanked
    assert ('href="https://example.org/z"' in page) is thanked


def test_the_catalogue_data_name_them_as_contributors(tmp_path: Path) -> None:
    files = build(Project.at(write_project(tmp_path, edition=CREDITS)), ("epub",)).files
    package = zipfile.ZipFile(io.BytesIO(files["loom.epub"])).read("EPUB/content.opf").decode()
    names = re.findall(r'<dc:contributor id="credit-\d">([^<]+)', package)
    assert names == ["Zoe Last", "Abe First"]
    assert '<meta property="role" refines="#credit-2" scheme="marc:relators">ctb</meta>' in package


def test_what_is_not_said_of_them_is_empty() -> None:
    first, second = parsed(edition=CREDITS).metadata.credits
    assert (first.given, first.address) == ("a note & <more>", "https://example.org/z")
    assert (second.name, second.given, second.address) == ("Abe First", "", "")


def test_a_name_that_the_fonts_cannot_show_is_a_warning(tmp_path: Path) -> None:
    edition = CREDITS.replace("Abe First", "王")
    (warning,) = prepared(tmp_path, edition=edition).warnings
    assert warning.code == "no-glyph"


def test_the_words_above_them_can_be_others(tmp_path: Path) -> None:
    edition = CREDITS + "  labels: {credits: Mit Dank an}\n"
    files = build(Project.at(write_project(tmp_path, edition=edition)), ("pdf",)).files
    assert "Mit Dank an" in pdf_words(files["loom.pdf"])
