"""The page that orients before the text, in both renditions."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import prepare
from edition.render import opening, targets
from edition.render.documents import pages
from edition.render.renderer import Renderer, Rendition
from edition.render.sourcenotes import groups
from edition.system.project import Project

CASE = Path("tests/golden/opening").resolve()


def renderer(
    tmp_path: Path, rendition: Rendition = "epub", change: tuple[str, str] = ("", "")
) -> Renderer:
    """The renderer of the golden case, some words of its file changed."""
    words = (CASE / "annotations.yaml").read_text("utf-8")
    assert change[0] in words
    words = words.replace(*change) if change[0] else words
    (tmp_path / "annotations.yaml").write_text(words, "utf-8")
    (tmp_path / "source.txt").write_bytes((CASE / "source.txt").read_bytes())
    made = prepare(Project.at(tmp_path))
    return Renderer(made, rendition, Formatter.of(made))


def test_names_stand_in_their_own_order_and_lead_to_their_entries(tmp_path: Path) -> None:
    shown = opening.shown(renderer(tmp_path))
    assert shown is not None
    assert [(item.name, item.file, item.anchor) for item in shown.names] == [
        ("Jane Doe", targets.INDEX, "i-doe"),
        ("Mr. Baines", targets.INDEX, "i-baines"),
        ("Weavers’ Union", targets.INDEX, "i-union"),
        ("shed", targets.GLOSSARY, "g-shed"),
    ]


def test_a_line_is_what_stands_before_the_first_citation(tmp_path: Path) -> None:
    shown = opening.shown(renderer(tmp_path))
    assert shown is not None
    lines = [str(item.line) for item in shown.names]
    assert lines[0].startswith("Weaver, <em>later</em> a member of the <a ")
    assert "dismissed" not in lines[0]
    assert lines[2:] == [
        "Founded in 1902, dissolved in 1922.",
        "A hall of looms, with a roof like a saw.",
    ]


def test_an_own_line_has_its_sources_where_the_edition_has_them(tmp_path: Path) -> None:
    at_back = renderer(tmp_path)
    shown = opening.shown(at_back)
    assert shown and "Ledger" not in shown.names[1].line
    (group,) = (group for group in groups(at_back) if group.title == "Who and what")
    assert ["Ledger" in note.sources for note in group.notes] == [True]
    in_notes = opening.shown(renderer(tmp_path, change=("sources: back", "sources: in-notes")))
    assert in_notes and "Ledger" in in_notes.names[1].line


@pytest.mark.parametrize(
    ("title", "dates"),
    [("Four days in 1912", ["May 1–2", "May 4"]), ("Four days", ["May 1–2, 1912", "May 4, 1912"])],
)
def test_a_year_that_the_heading_says_is_not_said_again(
    tmp_path: Path, title: str, dates: list[str]
) -> None:
    shown = opening.shown(renderer(tmp_path, change=("Four days in 1912", title)))
    assert shown is not None
    said = ["".join(p.words + p.after for p in item.date) for item in shown.events]
    assert [words.replace("\u00a0", " ") for words in said] == dates
    assert [item.anchor for item in shown.events] == ["event-2", "event-4"]


def test_its_map_stands_there_alone(tmp_path: Path) -> None:
    found = renderer(tmp_path)
    documents = {page.name: page.content(found) for page in pages(found)}
    holders = [name for name, text in documents.items() if 'id="map-yorkshire"' in text]
    assert holders == [targets.OPENING]
    assert 'id="map-england"' in documents[targets.MAPS]
    assert 'href="opening.xhtml#map-yorkshire"' in documents[targets.INDEX]


def test_without_another_map_there_is_no_chapter_of_maps(tmp_path: Path) -> None:
    words = (CASE / "annotations.yaml").read_text("utf-8")
    start, end = words.index("  - id: england"), words.index("  - id: yorkshire")
    found = renderer(tmp_path, change=(words[start:end], ""))
    assert targets.MAPS not in [page.name for page in pages(found)]


def test_it_stands_before_the_front_matter(tmp_path: Path) -> None:
    names = [page.name for page in pages(renderer(tmp_path))]
    assert names.index(targets.OPENING) + 1 == names.index("front-introduction.xhtml")


def test_an_edition_without_one_has_no_such_page(tmp_path: Path) -> None:
    words = (CASE / "annotations.yaml").read_text("utf-8")
    start, end = words.index("opening:\n"), words.index("front:\n")
    found = renderer(tmp_path, change=(words[start:end], ""))
    assert opening.shown(found) is None
    assert targets.OPENING not in [page.name for page in pages(found)]


def test_what_the_maps_are_drawn_from_is_said_once_in_the_colophon(tmp_path: Path) -> None:
    found = renderer(tmp_path)
    made = {page.name: page.content(found) for page in pages(found)}
    said = [name for name, words in made.items() if "Boundaries are drawn" in words]
    assert said == [targets.COLOPHON]
