"""A book that lost or changed a word is caught, and the word's place is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.epub import package
from edition.pdf import book as pdf_book
from edition.proof.source import ProofFailed, prove_epub, prove_pdf
from edition.render.renderer import Renderer, Rendition
from tests.books import GOOD, TEXT, prepared

TERM = "g-loom"


def renderer(edition: Prepared, rendition: Rendition) -> Renderer:
    """A renderer of an edition without citations."""
    return Renderer(edition, rendition, Formatter([], "en"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The good edition."""
    return prepared(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def book(good: Prepared) -> bytes:
    """Its EPUB."""
    return package.build(good, renderer(good, "epub"))


@pytest.fixture(scope="module")
def printed(good: Prepared) -> pdf_book.Printed:
    """Its PDF."""
    return pdf_book.build(good, renderer(good, "pdf"))


def rewritten(book: bytes, old: str, new: str) -> bytes:
    """The EPUB with `old` in its text replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w") as after:
        found = 0
        for name in before.namelist():
            data = before.read(name)
            if name.endswith(".xhtml") and "nav" not in name:
                found += data.count(old.encode())
                data = data.replace(old.encode(), new.encode())
            after.writestr(name, data)
    assert found, f"{old!r} is not in the book"
    return out.getvalue()


def test_good_books_pass(good: Prepared, book: bytes, printed: pdf_book.Printed) -> None:
    prove_epub(good.edition, book)
    assert prove_pdf(renderer(good, "pdf"), printed.data, printed.anchors).units["t1"] == "The loom"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("A weaver sat", "A weaver stood", "paragraph p1 differs: “A weaver sat at the"),
        ("weaver sat", "weaver  sat", "paragraph p1 differs"),
        ("She threw", "she threw", "paragraph p2 differs"),
        ('id="p1"', 'id="x1"', "paragraph p1 is missing"),
        ('id="fn1"', 'id="fx1"', "note “on-shuttle” is missing"),
        ('id="g-loom"', 'id="x-loom"', "glossary entry “loom” is missing"),
    ],
)
def test_an_epub_that_was_tampered_with(
    good: Prepared, book: bytes, old: str, new: str, fault: str
) -> None:
    with pytest.raises(ProofFailed) as failed:
        prove_epub(good.edition, rewritten(book, old, new))
    assert failed.value.file == "the EPUB"
    assert any(fault in text for text in failed.value.faults), failed.value.faults
    assert fault in str(failed.value)


def test_paragraphs_in_another_order(good: Prepared, book: bytes) -> None:
    swapped = rewritten(
        rewritten(rewritten(book, 'id="p1"', 'id="p9"'), 'id="p2"', 'id="p1"'), 'id="p9"', 'id="p2"'
    )
    with pytest.raises(ProofFailed, match="p1 differs"):
        prove_epub(good.edition, swapped)


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements of a PDF below `node`."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def without(data: bytes, wanted: Callable[[pikepdf.Object], bool]) -> bytes:
    """The PDF with the content of one structure element gone."""
    with pikepdf.open(io.BytesIO(data)) as document:
        (element,) = [e for e in elements(document.Root.StructTreeRoot) if wanted(e)]
        del element["/K"]
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_a_note_lost_from_a_pdf(good: Prepared, printed: pdf_book.Printed) -> None:
    broken = without(printed.data, lambda e: e.S == "/Note")
    with pytest.raises(ProofFailed, match="note “on-shuttle” is not whole") as failed:
        prove_pdf(renderer(good, "pdf"), broken, printed.anchors)
    assert failed.value.faults == ["note “on-shuttle” is not whole: “It flies.” became “”"]


def test_a_paragraph_lost_from_a_pdf(good: Prepared, printed: pdf_book.Printed) -> None:
    broken = without(printed.data, lambda e: str(e.get("/T", "")) == "p2")
    with pytest.raises(ProofFailed, match="paragraph p2"):
        prove_pdf(renderer(good, "pdf"), broken, printed.anchors)


def test_a_pdf_of_other_words(good: Prepared, printed: pdf_book.Printed, tmp_path: Path) -> None:
    note = prepared(tmp_path / "a", GOOD.replace("It flies.", "It flies high."))
    with pytest.raises(ProofFailed, match=r"note “on-shuttle” is not whole.*It flies high"):
        prove_pdf(renderer(note, "pdf"), printed.data, printed.anchors)
    text = prepared(tmp_path / "b", files=TEXT.replace("A weaver sat", "A weaver sits"))
    with pytest.raises(ProofFailed, match="paragraph p1 differs"):
        prove_pdf(renderer(text, "pdf"), printed.data, printed.anchors)


def test_an_entry_that_is_on_no_page(good: Prepared, printed: pdf_book.Printed) -> None:
    anchors = {name: page for name, page in printed.anchors.items() if name != TERM}
    assert len(anchors) < len(printed.anchors)
    with pytest.raises(ProofFailed, match="glossary entry “loom” is missing"):
        prove_pdf(renderer(good, "pdf"), printed.data, anchors)
