"""The printed index names pages, and every number leads to what is there."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from markupsafe import escape

from edition.apparatus.citations.formatter import Formatter
from edition.epub import package
from edition.pdf import book as pdf_book
from edition.proof.source import ProofFailed, prove_pdf
from edition.render.renderer import Renderer
from tests.books import EDITION, prepared

REST = """\
people:
  - {id: tom, name: "Loom, Tom", forms: [Tom Loom, Loom], wikidata: Q1, born: "1890"}
  - id: ann
    name: Ann
    description: |
      A <3 woman, *known* & loved.
footnotes: [{id: n, quote: sat, note: Tom Loom.}]
notes: {wording: called}
textual-notes: [{id: w, quote: Here, note: Read Tom Loom.}]
glossary: [{id: g, term: Ann Loom, definition: d}]
"""
PAGE = "A word of it and another, and so on and on. " * 60
TEXT = f"Here sat Tom Loom.\n{PAGE}\nLoom.\n{PAGE}\nLoom, Ann Loom, Ann.\n"


class _Recorded(Renderer):
    """A renderer that keeps the markup of its pages."""

    def template(self, name: str, /, here: str = "", **values: object) -> str:
        made = super().template(name, here, **values)
        kept = getattr(self, "last", {})
        self.last = kept | {name: kept.get(name, "") + made}
        return made


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[_Recorded, pdf_book.Printed]:
    """A book of a few pages, and its markup."""
    rest = REST.replace("<3", "&lt;3")
    edition = prepared(tmp_path_factory.mktemp("index"), rest, TEXT)
    renderer = _Recorded(edition, "pdf", Formatter([], "en"))
    return renderer, pdf_book.build(edition, renderer)


def test_pages_are_those_of_the_text(book: tuple[_Recorded, pdf_book.Printed]) -> None:
    renderer, printed = book
    back = renderer.last["pdf/back.html"]
    entry = back[back.index('id="i-tom"') :]
    links = re.findall(r'<a href="#([^"]+)"[^>]*>(\w+?)(?:<i>n</i>(\w+))?</a>', entry)
    assert [(anchor, mark) for anchor, _, mark in links] == [
        ("m-tom-1", ""),
        ("m-tom-3", ""),
        ("tn-a", "a"),
        ("fn1", "1"),
    ]
    for anchor, folio, _ in links:
        assert printed.folios[printed.anchors[anchor]] == folio
    assert "1</a>–<a" in entry
    assert 'href="https://www.wikidata.org/wiki/Q1"' in entry


def test_every_link_of_the_printed_index_leads_somewhere(
    book: tuple[_Recorded, pdf_book.Printed],
) -> None:
    renderer, printed = book
    with pikepdf.open(io.BytesIO(printed.data)) as document:
        known = set(pikepdf.NameTree(document.Root.Names.Dests))
    wanted = set(re.findall(r'href="#([^"]+)"', renderer.last["pdf/back.html"]))
    wanted |= set(re.findall(r'href="#([^"]+)"', renderer.last["pdf/body.html"]))
    assert {"m-tom-1", "i-ann"} <= wanted <= known


def test_texts_are_escaped(book: tuple[_Recorded, pdf_book.Printed]) -> None:
    assert "A &lt;3 woman, <em>known</em> &amp; loved." in book[0].last["pdf/back.html"]


def test_a_lost_entry_is_noticed(book: tuple[_Recorded, pdf_book.Printed]) -> None:
    renderer, printed = book
    without = {name: page for name, page in printed.anchors.items() if name != "i-ann"}
    with pytest.raises(ProofFailed, match="index entry “ann” is missing"):
        prove_pdf(renderer, printed.data, without)


def test_the_epub_writes_no_marks(tmp_path: Path) -> None:
    edition = prepared(tmp_path, REST.replace("<3", ""), TEXT)
    renderer = _Recorded(edition, "epub", Formatter([], "en"))
    package.build(edition, renderer)
    chapter = renderer.last["epub/chapter.xhtml"]
    assert "m-tom" not in chapter
    assert '<a class="indexref" id="ir-ann" href="index.xhtml#i-ann">Ann</a>.' in chapter


@pytest.mark.parametrize("value", ["<b>&\"'", "{{ 1 }}", "</li><script>"])
def test_hostile_values_are_text(tmp_path: Path, value: str) -> None:
    name = value.replace("'", "''")
    rest = (
        f"people:\n  - id: x\n    name: '{name}'\n    forms: [sat]\n"
        f"    original: {{text: '{name}', language: en}}\n"
        f"    transliteration: '{name}'\n    pronunciation: '{name}'\n"
        f"organizations:\n  - id: y\n    name: '{name}'\n    forms: [Tom]\n"
        f"    expansion: '{name}'\n"
    )
    typed = EDITION + "  smart-typography: false\n"
    edition = prepared(tmp_path, rest, "Tom sat.\n", edition=typed)
    renderer = _Recorded(edition, "epub", Formatter([], "en"))
    package.build(edition, renderer)
    page = renderer.last["epub/index.xhtml"]
    assert page.count(str(escape(value))) == 6
    etree.fromstring(page.encode())
