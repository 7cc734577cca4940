"""A heading of another level, a picture or a note that is lost or moved on the way to the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from edition.assembly.prepare import Prepared, prepare
from edition.epub import package
from edition.markup import parse
from edition.model import Block, Edition, Role
from edition.pdf import book as pdf_book
from edition.proof.source import ProofFailed, prove_epub, prove_pdf
from edition.system.project import Project
from tests.books import write_project
from tests.unit.proof.test_source import renderer, rewritten

TEXT = """\
# Part one

## The yard

A weaver[^a] sat at the loom[^b].

### Of looms

She threw the shuttle.

### Of mills

It burnt.

## The door

The cloth grew.

[^a]: Of *Leeds*.

[^b]: Another.

    ![A disc alone.](a.png)

    So it is. And so it was.
"""
REST = """\
structure:
  levels: [part, heading, subheading]
  split: [{line: 25, at: And so, roles: [narrative, quotation]}]
pictures:
  - {id: red, file: a.png, alt: A red loom., after: 5}
  - {id: blue, file: b.png, alt: A blue loom., after: 5}
  - {id: green, file: a.png, alt: A green loom.}
photos: [{id: disc, file: a.png, caption: 23, alt: A disc.}]
series:
  - {id: first, label: Notes of the first edition, marks: roman, place: chapter}
footnotes:
  - {id: one, quote: shuttle, note: "It flies: ![](picture:green) and ![Scarlet](picture:red)."}
  - {id: two, quote: cloth, series: first, note: "![](picture:blue)"}
  - {id: leeds, quote: Leeds, note: "See ![](picture:green)."}
"""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An edition with parts, chapters, sections, and pictures in the text and in notes."""
    folder = tmp_path_factory.mktemp("outline")
    for name, color in (("a.png", "red"), ("b.png", "blue")):
        Image.new("RGB", (40, 30), color).save(folder / name)
    return prepare(Project.at(write_project(folder, REST, TEXT, markup="markup: markdown")))


def changed(edition: Edition, **values: object) -> Edition:
    """The edition with another second chapter."""
    chapters = list(edition.chapters)
    chapters[1] = replace(chapters[1], **values)
    return replace(edition, chapters=tuple(chapters))


def deeper(good: Prepared) -> Prepared:
    return replace(good, edition=changed(good.edition, level=1))


def section_higher(good: Prepared) -> Prepared:
    first, *rest = good.edition.chapters[1].sections
    return replace(good, edition=changed(good.edition, sections=(replace(first, level=2), *rest)))


def section_lost(good: Prepared) -> Prepared:
    return replace(
        good, edition=changed(good.edition, sections=good.edition.chapters[1].sections[1:])
    )


def heading_of_other_level(good: Prepared) -> Prepared:
    blocks = [
        replace(block, role=Role.HEADING)
        if isinstance(block, Block) and block.role is Role.SUBHEADING
        else block
        for block in good.edition.chapters[1].elements
    ]
    return replace(good, edition=changed(good.edition, elements=tuple(blocks)))


def pictures_swapped(good: Prepared) -> Prepared:
    [(unit, items)] = good.edition.pictures.items()
    return replace(good, edition=replace(good.edition, pictures={unit: items[::-1]}))


def without_picture(id: str) -> Callable[[Prepared], Prepared]:
    def drop(good: Prepared) -> Prepared:
        [body] = [note.body for note in good.edition.notes if note.id == id and note.body]
        kept = body.text.replace("![](picture:green)", "").replace("![](picture:blue)", "Blue.")
        return replace(good, bodies={**good.bodies, body: parse.parse(kept)})

    return drop


FAULTS = [
    pytest.param(deeper, "should", id="chapter higher"),
    pytest.param(section_higher, "should", id="section higher"),
    pytest.param(section_lost, "should", id="section lost"),
    pytest.param(heading_of_other_level, "a heading of level 2, and is", id="heading"),
    pytest.param(pictures_swapped, "pictures of", id="pictures swapped"),
    pytest.param(without_picture("one"), "pictures of", id="picture of a foot note"),
    pytest.param(without_picture("two"), "pictures of", id="picture of a note behind"),
    pytest.param(without_picture("leeds"), "pictures of", id="picture of a note in a note"),
]


def test_pictures_and_parts_of_a_paragraph_stay_in_the_author_s_note(good: Prepared) -> None:
    (note,) = [note for note in good.edition.notes if note.anchor == "an2"]
    assert [block.role for block in note.blocks] == [
        "narrative",
        "caption",
        "narrative",
        "quotation",
    ]
    assert [figure.photo.id for figure in good.edition.figures] == ["disc"]


def test_a_good_book_passes(good: Prepared) -> None:
    prove_epub(good.edition, package.build(good, renderer(good, "epub")))


@pytest.mark.parametrize(("break_", "fault"), FAULTS)
def test_the_proof_of_the_epub_finds_it(
    good: Prepared, break_: Callable[[Prepared], Prepared], fault: str
) -> None:
    bad = break_(good)
    with pytest.raises(ProofFailed, match=fault):
        prove_epub(good.edition, package.build(bad, renderer(bad, "epub")))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id="fn1"', 'id="fn0"', "note “leeds” is missing"),
        ("images/red.png", "images/blue.png", "pictures of text-002.xhtml"),
    ],
)
def test_a_page_that_was_changed(good: Prepared, old: str, new: str, fault: str) -> None:
    data = rewritten(package.build(good, renderer(good, "epub")), old, new)
    with pytest.raises(ProofFailed, match=fault):
        prove_epub(good.edition, data)


def test_the_proof_of_the_pdf_finds_all_of_it(good: Prepared) -> None:
    whole = renderer(good, "pdf")
    made = pdf_book.build(good, whole)
    found = prove_pdf(whole, made.data, made.anchors)
    assert [(title, depth) for title, depth, _ in found.bookmarks if depth > 1] == [
        ("The yard", 2),
        ("Of looms", 3),
        ("Of mills", 3),
        ("The door", 2),
    ]
    assert found.figures["an2"] == ["A disc."]
    assert found.figures["fn2"] == ["A green loom.", "Scarlet"]
    assert found.figures["fn-first_1"] == ["A blue loom."]
    bad = heading_of_other_level(pictures_swapped(without_picture("leeds")(section_higher(good))))
    broken = pdf_book.build(bad, renderer(bad, "pdf"))
    with pytest.raises(ProofFailed) as failed:
        prove_pdf(whole, broken.data, broken.anchors)
    told = "; ".join(failed.value.faults)
    for fault in ("bookmarks", "a heading of level 2", "pictures of the text", "note “leeds”"):
        assert fault in told


def test_notes_in_another_order(good: Prepared, tmp_path: Path) -> None:
    data = package.build(good, renderer(good, "epub"))
    swapped = rewritten(rewritten(data, 'id="fn1"', 'id="fn9"'), 'id="fn2"', 'id="fn1"')
    with pytest.raises(ProofFailed, match="not in their order"):
        prove_epub(good.edition, rewritten(swapped, 'id="fn9"', 'id="fn2"'))
