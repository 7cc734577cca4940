"""The editors' words are printed with the signs of the edition's language, unless it says no."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly import smartwords
from edition.assembly.prepare import Prepared, prepare
from edition.languages.labels import Labels
from edition.markup import smart
from edition.render.links import Links
from edition.render.renderer import Renderer
from edition.system.project import Project
from tests.books import write_project

REST = """\
structure:
  roles:
    title: [1]
front:
  - id: intro
    title: '"Looms" aren''t old'
    kind: introduction
    body: |
      It's *"old"*, [it's "so"]{lang=de}: `it's`.
footnotes:
  - id: on-shuttle
    quote: shuttle
    note: 'It flies, pp. 12-15, doesn''t it?'
glossary:
  - id: loom
    term: loom
    definition: A weaver's frame.
"""


def made(folder: Path, language: str = "en", more: str = "") -> Prepared:
    """A small edition with straight marks in each kind of text."""
    project = write_project(folder / "book", REST)
    file = project / "annotations.yaml"
    text = file.read_text("utf-8").replace("title: The loom", "title: The weaver's loom")
    file.write_text(text.replace("language: en", f"language: {language}{more}"), "utf-8")
    return prepare(Project.at(project))


def test_titles_notes_and_sections_have_the_signs_of_the_language(tmp_path: Path) -> None:
    prepared = made(tmp_path)
    edition = prepared.edition
    assert edition.metadata.title == "The weaver’s loom"
    assert edition.front[0].title == "“Looms” aren’t old"
    renderer = Renderer(prepared, "epub", Formatter.of(prepared))
    assert renderer.note_text(edition.notes[0]).endswith("It flies, pp. 12–15, doesn’t it?")
    words = Links(renderer, "front-intro.xhtml").inline(edition.front[0].body)
    assert "It’s <em>“old”</em>" in words
    assert "it’s „so“</span>" in words
    assert "<code>it's</code>" in words


def test_an_edition_may_be_printed_as_it_is_typed(tmp_path: Path) -> None:
    prepared = made(tmp_path, more="\n  smart-typography: false")
    assert prepared.edition.metadata.title == "The weaver's loom"
    assert prepared.edition.front[0].title == '"Looms" aren\'t old'


def test_the_annotations_stay_as_they_are_typed(tmp_path: Path) -> None:
    assert made(tmp_path).annotations.metadata.title == "The weaver's loom"


@pytest.mark.parametrize(
    ("language", "outer", "inner"),
    [
        ("en-GB", ("“", "”"), ("‘", "’")),
        ("de-AT", ("„", "“"), ("‚", "‘")),
        ("fr", ("«\u00a0", "\u00a0»"), ("“", "”")),
        ("sv", ("”", "”"), ("’", "’")),
        ("ja", ("「", "」"), ("『", "』")),
        ("tlh", ('"', '"'), ("'", "'")),
    ],
)
def test_a_language_has_its_marks(
    language: str, outer: tuple[str, str], inner: tuple[str, str]
) -> None:
    found = smartwords.quotes(language)
    assert (found.outer, found.inner) == (outer, inner)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("de", "„a ‚b‘“"),
        ("de-CH", "«a ‹b›»"),
        ("de-AT", "„a ‚b‘“"),
        ("fr-CH", "«\u202fa ‹\u202fb\u202f›\u202f»"),
        ("fr-CA", "«\u00a0a “b”\u00a0»"),
        ("pt-PT", "«a “b”»"),
        ("pt", "“a ‘b’”"),
        ("da", "»a ›b‹«"),
        ("no", "«a ‘b’»"),
        ("fi", "”a ’b’”"),
        ("hu", "„a »b«”"),
        ("el", "«a “b”»"),
        ("zh-TW", "「a 『b』」"),
        ("xx", "\"a 'b'\""),
    ],
)
def test_quotation_marks_are_those_of_the_language_or_the_country(
    language: str, printed: str
) -> None:
    own = smartwords.quotes(language)
    assert smart.words("\"a 'b'\"", own) == printed
    if language != "xx":
        labels = Labels(language)
        assert labels.filled("quoted", f"a {labels.filled('inner-quoted', 'b')}") == printed
