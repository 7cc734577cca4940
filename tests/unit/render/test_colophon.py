"""The colophon is for readers: who made the book, of what, how to report a mistake. What programs
read, hashes and versions, stands in the metadata of both books."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from edition import __version__
from edition.build import build
from edition.system.project import Project
from tests.books import EDITION, TEXT, write_project
from tests.unit.render.test_credits import pdf_words

SAID = EDITION + '  corrections: "Write to [us](https://example.org/mistakes)."\n'


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The two books of an edition that says how to report a mistake."""
    return build(Project.at(write_project(tmp_path_factory.mktemp("colophon"), edition=SAID))).files


def of_epub(books: dict[str, bytes], name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(books["loom.epub"])).read(f"EPUB/{name}").decode()


def test_it_says_who_made_it_and_how_to_report_a_mistake(books: dict[str, bytes]) -> None:
    page = re.sub(r"<[^>]+>", "", of_epub(books, "colophon.xhtml"))
    for said in (page, pdf_words(books["loom.pdf"])):
        words = " ".join(said.split())
        assert "By Ada Writer." in words and "Write to us." in words and "EB Garamond" in words
        assert "Not a word of the text was changed" in words


def test_no_hash_and_no_version_is_printed(books: dict[str, bytes]) -> None:
    for said in (of_epub(books, "colophon.xhtml"), pdf_words(books["loom.pdf"])):
        assert not re.search(r"[0-9a-f]{16}|urn:|SHA|WeasyPrint|" + re.escape(__version__), said)


def test_the_metadata_have_both(books: dict[str, bytes]) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    package = of_epub(books, "content.opf")
    assert f'"dcterms:provenance">source.txt, SHA-256 {digest}<' in package
    assert f'content="annotated-edition {__version__}"' in package
    with pikepdf.open(io.BytesIO(books["loom.pdf"])) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:source"] == f"source.txt, SHA-256 {digest}"


def test_the_number_of_a_book_is_printed(tmp_path: Path) -> None:
    edition = re.sub(r"urn:uuid:\S+", "urn:isbn:9783161484100", EDITION)
    files = build(Project.at(write_project(tmp_path, edition=edition)), ("epub",)).files
    assert "ISBN 9783161484100." in of_epub(files, "colophon.xhtml")
