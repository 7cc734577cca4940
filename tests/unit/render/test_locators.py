"""The index sends its reader to each paragraph and page once, in their order."""

from __future__ import annotations

from pathlib import Path

from edition.model import IndexEntry, Mention, Note, Series
from edition.render import locators
from edition.render.locators import Page, PageLocator
from tests.books import prepared

REST = """\
structure:
  roles: {title: [1], translator: [5]}
photos: [{id: f, caption: 4}]
footnotes:
  - {id: n, quote: sat, note: By Tom.}
textual-notes:
  - {id: w, quote: He, note: Tom.}
people: [{id: tom, name: Tom}]
organizations: [{id: none, name: Sat, forms: [sat]}]
"""
TEXT = "Tom\nHe sat by Tom and Tom.\nTom.\nTom, Tom\nTom\n"


def test_locators_of_the_epub(tmp_path: Path) -> None:
    edition = prepared(tmp_path, REST, TEXT).edition
    found = locators.by_paragraph(edition)
    shown = [
        (run.one, [(item.anchor, item.number) for item in run.locators])
        for part in found["tom"]
        for run in part.runs
    ]
    assert shown == [
        ("title-place", [("t1", "")]),
        ("byline-place", [("t5", "")]),
        ("", [("p1", "1"), ("p2", "2")]),
        ("photograph-place", [("t4", "1")]),
        ("note", [("tn-a", "a"), ("fn1", "1")]),
    ]
    assert {item.file for run in found["tom"][0].runs for item in run.locators} == {
        "text-001.xhtml"
    }
    assert [group.label for group in locators.groups(edition)] == ["people", "organizations"]


def entry(pages: list[int], notes: list[tuple[int, int]]) -> tuple[IndexEntry, dict[str, int]]:
    """An entry that is mentioned on pages and in notes (page, number), with its page numbers."""
    mentions = [Mention(f"m-{k}", "p1", "text-001", 1) for k in range(len(pages))]
    called = [Note(f"n{number}", number, "", "p1", None) for _, number in notes]
    folios = {f"m-{k}": page for k, page in enumerate(pages)}
    folios |= {f"fnref{number}": page for page, number in notes}
    heading = None
    return IndexEntry(heading, tuple(mentions), tuple(called)), folios


def shown(pages: list[int], notes: list[tuple[int, int]] = ()) -> str:
    """The locators of the PDF, as they are printed."""

    def one(item: PageLocator) -> str:
        return (
            str(item.first.folio)
            + (f"–{item.last.folio}" if item.last else "")
            + (f"n{item.mark}" if item.mark else "")
        )

    found, folios = entry(pages, list(notes))
    return ", ".join(map(one, locators.by_page(found, folios)))


def test_pages_are_named_once_and_three_in_a_row_joined() -> None:
    assert shown([12, 12, 14, 15, 16, 16, 20, 21]) == "12, 14–16, 20, 21"
    assert shown([3, 1, 2]) == "1–3"
    assert shown([]) == ""


def test_notes_follow_the_mentions_of_their_page() -> None:
    assert shown([2, 23], [(23, 5), (1, 4)]) == "1n4, 2, 23, 23n5"
    assert shown([2, 3, 4], [(3, 5)]) == "2–4, 3n5"


def test_a_page_is_linked_to_its_first_mention() -> None:
    found, folios = entry([7, 7, 8, 9], [(9, 2)])
    assert locators.by_page(found, folios) == [
        PageLocator(Page(7, "m-0"), Page(9, "m-3")),
        PageLocator(Page(9, "fn2"), None, "2"),
    ]


def test_a_lettered_note_has_its_letter() -> None:
    note = Note("n", 2, "", "p1", None, series=Series.TEXTUAL)
    (found,) = locators.by_page(IndexEntry(None, (), (note,)), {"tnref-b": 4})
    assert found == PageLocator(Page(4, "tn-b"), None, "b")
