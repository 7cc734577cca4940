"""The page that an uncalled note names is the one on which its words are, or the proof fails."""

from __future__ import annotations

import io
import zipfile

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.epub import package, pagelist
from edition.pdf import book as pdf_book
from edition.proof.source import ProofFailed, prove_epub, prove_pdf
from edition.render.notekeys import NoteKeys
from edition.render.renderer import Renderer, Rendition
from tests.books import prepared

TEXT = """\
Chapter 1
A weaver sat at the loom, and wove.
Chapter 2
The cloth grew.
"""
REST = """\
structure: {headings: ["Chapter *"]}
notes: {keyed-by: page}
footnotes:
  - {id: weaver, quote: weaver, note: One of many.}
  - {id: wove, quote: wove, note: All day.}
  - {id: cloth, quote: cloth, note: It grew., also: [{quote: loom}]}
emendations: [{quote: grew, reading: grows}]
"""


def renderer(found: Prepared, rendition: Rendition) -> Renderer:
    return Renderer(found, rendition, Formatter([], "en"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepared(tmp_path_factory.mktemp("good"), REST, TEXT)


@pytest.fixture(scope="module")
def printed(good: Prepared) -> pdf_book.Printed:
    return pdf_book.build(good, renderer(good, "pdf"))


def test_the_pages_of_a_pdf(good: Prepared, printed: pdf_book.Printed) -> None:
    found = prove_pdf(renderer(good, "pdf"), printed.data, printed.anchors)
    assert [found.keys[note.anchor] for note in good.edition.notes] == ["1", "1, 2", "1", "2"]


def test_a_pdf_that_names_another_page(good: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(_: NoteKeys, note: object, k: int, folios: object) -> tuple[str, str]:
        return "7", "page 7"

    monkeypatch.setattr(NoteKeys, "_shown", wrong)
    made = pdf_book.build(good, renderer(good, "pdf"))
    with pytest.raises(ProofFailed, match="note “weaver” names page 7, and is on 1"):
        prove_pdf(renderer(good, "pdf"), made.data, made.anchors)


def test_an_epub_that_names_another_page(good: Prepared, printed: pdf_book.Printed) -> None:
    found = prove_pdf(renderer(good, "pdf"), printed.data, printed.anchors)
    edition = pagelist.with_pages(good.edition, found.turns, printed.folios)
    paged = Prepared(
        **{name: getattr(good, name) for name in good.__slots__} | {"edition": edition}
    )
    data = package.build(paged, renderer(paged, "epub"))
    prove_epub(edition, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.endswith("notes-explanatory.xhtml"):
                assert content.count(b'page 2">2</a>') == 1
                content = content.replace(b'page 2">2</a>', b'page 2">3</a>')
            after.writestr(name, content)
    with pytest.raises(ProofFailed, match="names page 1, 3, and is on 1, 2"):
        prove_epub(edition, out.getvalue())


def test_an_epub_without_pages_has_paragraphs(good: Prepared) -> None:
    data = package.build(good, renderer(good, "epub"))
    prove_epub(good.edition, data)


def test_a_lost_note_is_told(good: Prepared) -> None:
    data = package.build(good, renderer(good, "epub"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'<li id="fn2"', b'<li id="fx2"'))
    with pytest.raises(ProofFailed, match="is missing"):
        prove_epub(good.edition, out.getvalue())
