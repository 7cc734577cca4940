"""Words that are set apart are set apart in the books, and no others; a run that has lost its form
on the way fails the proof."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.epub import package, pagebreaks, pagelist
from edition.model import Block, Form, Run, Text
from edition.pdf import book as pdf_book
from edition.proof import formatting
from edition.proof.source import ProofFailed, prove_epub, prove_pdf
from edition.render import renderer as rendering
from edition.render.renderer import Renderer
from edition.typography.profiles import PROFILES
from tests.books import prepared

pytestmark = pytest.mark.usefixtures("forked")

FORMED = """\
# The loom

## The *first*

A weaver sat at the *loom*, [by the window]{.smallcaps}, **all *day***, x^2^ and H~2~O,
[bon *mot*]{lang=fr}, [Faust]{.title}, <u>under</u> ~~struck~~.[^1]

> A *quotation* of [Faust]{.title}.

| *year* | men |
|--------|-----|
| 1820   | *8* |

[^1]: A note with *italics*.
"""
REST = "structure:\n  levels: [title, heading]\n"


@pytest.fixture(scope="module")
def formed(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An edition with every form."""
    folder = tmp_path_factory.mktemp("formed")
    return prepared(folder, REST, {"source.md": FORMED}, markup="markup: markdown")


def book(edition: Prepared) -> bytes:
    """Its EPUB."""
    return package.build(edition, Renderer(edition, "epub", Formatter([], "en")))


def printed(edition: Prepared, profile: str = "screen") -> tuple[Renderer, pdf_book.Printed]:
    """Its PDF, and what made it."""
    renderer = Renderer(edition, "pdf", Formatter([], "en"), PROFILES[profile])
    return renderer, pdf_book.build(edition, renderer)


def test_every_form_is_there(formed: Prepared) -> None:
    assert {item.form for item in formed.edition.formatting} == set(Form) - {Form.CODE, Form.BREAK}
    prove_epub(formed.edition, book(formed))


@pytest.mark.parametrize("profile", ["screen", "large-print"])
def test_every_form_is_printed(formed: Prepared, profile: str) -> None:
    renderer, made = printed(formed, profile)
    found = prove_pdf(renderer, made.data, made.anchors)
    assert found.letters, "the letters were looked at"


def stripped(edition: Prepared, form: Form) -> Prepared:
    """The edition whose runs have lost a form since they were made."""

    def bare(run: Run) -> Run:
        return replace(run, forms=tuple(item for item in run.forms if item.form is not form))

    def block(item: Block) -> Block:
        return replace(item, runs=tuple(map(bare, item.runs)))

    chapters = tuple(
        replace(
            chapter,
            elements=tuple(block(e) for e in chapter.elements if isinstance(e, Block)),
            notes=tuple(
                replace(
                    note, elements=tuple(block(e) for e in note.elements if isinstance(e, Block))
                )
                for note in chapter.notes
            ),
        )
        for chapter in edition.edition.chapters
    )
    return replace(edition, edition=replace(edition.edition, chapters=chapters))


@pytest.mark.parametrize("form", sorted(set(Form) - {Form.CODE, Form.BREAK}))
def test_a_form_that_is_lost_on_the_way_to_the_epub(formed: Prepared, form: Form) -> None:
    with pytest.raises(ProofFailed, match="should be"):
        prove_epub(formed.edition, book(stripped(formed, form)))


@pytest.mark.parametrize(
    "form", sorted(set(Form) - {Form.CODE, Form.BREAK, Form.UNDERLINE, Form.STRUCK})
)
def test_a_form_that_is_lost_on_the_way_to_the_pdf(formed: Prepared, form: Form) -> None:
    renderer, made = printed(stripped(formed, form))
    with pytest.raises(ProofFailed, match="should be"):
        prove_pdf(Renderer(formed, "pdf", Formatter([], "en")), made.data, made.anchors)
    assert renderer.edition is not formed.edition


def test_a_form_too_many(formed: Prepared) -> None:
    plain = replace(formed.edition, formatting=())
    with pytest.raises(ProofFailed, match="should be plain"):
        prove_epub(plain, book(formed))
    renderer, made = printed(formed)
    renderer.edition = plain
    with pytest.raises(ProofFailed, match="should be as the words around it"):
        prove_pdf(renderer, made.data, made.anchors)


# ── where pages begin within formatted words ────────────────────────────────────────────────

BREAKS = {True: "", False: "\n\n"}
LONG = "# The loom" + "".join(
    f"{BREAKS[bool(k % 8)]}Then *the weaver number {k} sat at the loom and wove the cloth*,"
    f" it is said, and *never {k} rose from it before the evening bell had rung, nor spoke*.\n"
    for k in range(104)
)


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Prepared, pdf_book.Printed, Prepared]:
    """A long edition, its PDF, and the edition with the pages of that."""
    folder = tmp_path_factory.mktemp("long")
    edition = prepared(folder, "", {"source.md": LONG}, markup="markup: markdown")
    renderer, made = printed(edition)
    turns = prove_pdf(renderer, made.data, made.anchors).turns
    pages = pagelist.with_pages(edition.edition, turns, made.folios)
    return edition, made, replace(edition, edition=pages)


def test_no_form_is_lost_where_a_page_begins(
    paged: tuple[Prepared, pdf_book.Printed, Prepared],
) -> None:
    edition, _, pages = paged
    assert len(edition.edition.formatting) == 208
    data = book(pages)
    prove_epub(pages.edition, data)
    assert len(re.findall(r"<em>[^<]*<span epub:type=.pagebreak", _text(data))) >= 2


def test_a_run_rebuilt_without_its_form(
    paged: tuple[Prepared, pdf_book.Printed, Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, _, pages = paged
    monkeypatch.setattr(pagebreaks, "replace", _forgetful(pagebreaks.replace))
    turns = {p.unit: [(0, 0)] for p in edition.edition.blocks()}
    broken = pagebreaks.with_page_breaks(
        edition.edition, {unit: [(40, str(k))] for k, unit in enumerate(turns)}
    )
    with pytest.raises(ProofFailed, match="should be emphasis, and is plain"):
        prove_epub(pages.edition, book(replace(edition, edition=broken)))


def _forgetful(original: Callable[..., object]) -> Callable[..., object]:
    """`replace` of a run as it was before runs had forms."""

    def made(item: object, **changes: object) -> object:
        if isinstance(item, Text) and "text" in changes:
            return Text(str(changes["text"]))
        return original(item, **changes)

    return made


def test_a_style_that_sets_nothing_apart(formed: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "framed", _unframed)
    renderer, made = printed(formed)
    with pytest.raises(ProofFailed, match="should be"):
        prove_pdf(renderer, made.data, made.anchors)


def _unframed(runs: Sequence[Run], xml: bool) -> Sequence[Run]:
    return runs


def _text(epub: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return archive.read("EPUB/text-001.xhtml").decode()


def test_words_wanted_of_a_block_with_joined_lines(tmp_path: Path) -> None:
    text = "The well-\nknown _loom--\nof oak_ stood.\n"
    edition = prepared(
        tmp_path, "", {"source.txt": text}, markup="markup: gutenberg\n  paragraphs: blank-line"
    ).edition
    (block,) = edition.blocks()
    words = formatting.wanted(edition, block, edition.formatting)
    assert "".join(piece for piece, _ in words) == "The well-known loom—of oak stood."
    assert "".join(piece for piece, forms in words if forms) == "loom—of oak"
