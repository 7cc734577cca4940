"""The index sends its reader to each paragraph and page once, in their order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from edition.model import IndexEntry, Mention, Note, Series
from edition.model.series import KeyedBy
from edition.render import locators, pagelocators
from edition.render.pagelocators import Page, PageLocator
from tests.books import EDITION, prepared

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
        ("note", [("fn1", "1"), ("tn-a", "1")]),
    ]
    assert {item.file for run in found["tom"][0].runs for item in run.locators} == {
        "text-001.xhtml",
        "notes-textual.xhtml",
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
    return ", ".join(map(one, pagelocators.by_page(found, folios)))


def test_pages_are_named_once_and_three_in_a_row_joined() -> None:
    assert shown([12, 12, 14, 15, 16, 16, 20, 21]) == "12, 14–16, 20, 21"
    assert shown([3, 1, 2]) == "1–3"
    assert shown([]) == ""


def test_notes_follow_the_mentions_of_their_page() -> None:
    assert shown([2, 23], [(23, 5), (1, 4)]) == "1n4, 2, 23, 23n5"
    assert shown([2, 3, 4], [(3, 5)]) == "2–4, 3n5"


def test_a_page_is_linked_to_its_first_mention() -> None:
    found, folios = entry([7, 7, 8, 9], [(9, 2)])
    assert pagelocators.by_page(found, folios) == [
        PageLocator(Page(7, "m-0"), Page(9, "m-3")),
        PageLocator(Page(9, "fn2"), None, "2", is_note=True),
    ]


def test_a_lettered_note_has_its_letter() -> None:
    note = Note("n", 2, "", "p1", None, series=Series.TEXTUAL)
    (found,) = pagelocators.by_page(IndexEntry(None, (), (note,)), {"tnref-b": 4})
    assert found == PageLocator(Page(4, "tn-b"), None, "b", is_note=True)


def test_a_listed_note_is_named_by_its_list_and_paragraph(tmp_path: Path) -> None:
    edition = prepared(tmp_path).edition
    listed = replace(Series.TEXTUAL, keyed_by=KeyedBy.PARAGRAPH)
    note = Note("n", 2, "", "p21", None, series=listed, paragraph=21)
    found = IndexEntry(None, (), (note,))
    assert pagelocators.by_page(found, {note.call_anchor: 7}) == [], "no note is on page 7"
    (run,) = pagelocators.named(found, edition)
    assert run.one == "textual-notes"
    assert [item.title for item in run.locators] == ["¶\N{NO-BREAK SPACE}21"]


def sections(count: int) -> str:
    """A text of chapters with four paragraphs each, in every other of which Tom is."""
    lines = []
    for chapter in range(1, count + 1):
        lines.append(f"CHAPTER {chapter}")
        lines += ["Tom sat.", "Ann sat.", "Tom sat.", "Ann sat."]
    return "\n\n".join(lines) + "\n"


def test_many_locators_are_given_by_chapters(tmp_path: Path) -> None:
    rest = """\
structure: {headings: ["CHAPTER *"]}
front: [{id: intro, title: Of Tom, body: Who was Tom?}]
glossary: [{id: sat, term: sat, definition: What Tom did.}]
people: [{id: tom, name: Tom, see-also: [ann]}, {id: ann, name: Ann}]
"""
    few = prepared(tmp_path / "few", rest, sections(3)).edition
    (part,) = locators.by_paragraph(few)["tom"]
    assert part.subheading == ""
    assert [(run.one, item.title or item.number) for run in part.runs for item in run.locators] == [
        ("", "Of Tom"),
        *(("", number) for number in ("1", "3", "5", "7", "9", "11")),
        ("glossary", "sat"),
    ]
    many = prepared(tmp_path / "many", rest, sections(5)).edition
    parts = locators.by_paragraph(many)["tom"]
    assert [part.subheading for part in parts] == ["", *(f"CHAPTER {k}" for k in range(1, 6))]
    assert [item.number for run in parts[2].runs for item in run.locators] == ["5", "7"]
    entry = next(entry for entry in many.index if entry.heading.id == "tom")
    folios = {mention.anchor: 2 * k for k, mention in enumerate(entry.mentions)}
    pages = pagelocators.under_pages(entry, many, folios)
    assert [under.subheading for under in pages] == [part.subheading for part in parts]
    assert [page.first.folio for under in pages for page in under.pages] == list(range(0, 20, 2))
    assert [run.locators[0].title for run in pages[0].named] == ["Of Tom", "sat"]


SUBHEADINGS = """\
structure: {headings: ["CHAPTER *"]}
front: [{id: intro, title: Of Tom, body: Who was Tom?}]
footnotes: [{id: who, quote: CHAPTER 2, note: Tom's.}]
glossary: [{id: sat, term: sat, definition: What Tom did.}]
people:
  - id: tom
    name: Tom
    subheadings:
      - {heading: at first, at: [p3, p1, intro]}
      - {heading: in words, at: [who, sat, p3]}
      - {heading: nowhere, at: [p2, p99]}
  - {id: ann, name: Ann}
"""


def test_chosen_places_stand_under_subheadings(tmp_path: Path) -> None:
    made = prepared(tmp_path, SUBHEADINGS, sections(5))
    parts = locators.by_paragraph(made.edition)["tom"]
    assert [
        (part.subheading, [item.title or item.number for run in part.runs for item in run.locators])
        for part in parts
    ] == [
        ("", ["5", "7", "9", "11", "13", "15", "17", "19"]),
        ("at first", ["Of Tom", "1", "3"]),
        ("in words", ["3", "1", "sat"]),
    ]
    (entry,) = (entry for entry in made.edition.index if entry.heading.id == "tom")
    folios = {mention.anchor: 2 * k for k, mention in enumerate(entry.mentions)}
    folios |= {note.call_anchor: 4 for note in entry.notes}
    pages = pagelocators.under_pages(entry, made.edition, folios)
    assert [(under.subheading, [page.first.folio for page in under.pages]) for under in pages] == [
        ("", [4, 6, 8, 10, 12, 14, 16, 18]),
        ("at first", [0, 2]),
        ("in words", [2, 4]),
    ]


def test_a_place_that_is_none_of_the_heading_is_told(tmp_path: Path) -> None:
    found = prepared(tmp_path, SUBHEADINGS, sections(5)).warnings
    wrong = [item.message for item in found if item.code == "subheading-without-place"]
    assert wrong == ["“Tom” is not mentioned in “p2”.", "“Tom” is not mentioned in “p99”."]


def test_paragraphs_that_follow_one_another_are_a_run(tmp_path: Path) -> None:
    text = "Tom.\n\nTom.\n\nTom.\n\nAnn.\n\nTom.\n\nTom.\n"
    edition = prepared(tmp_path, "people: [{id: tom, name: Tom}]\n", text).edition
    (under,) = locators.by_paragraph(edition)["tom"]
    found = [(i.number, i.last and i.last.number) for run in under.runs for i in run.locators]
    assert found == [("1", "3"), ("5", None), ("6", None)]


def test_a_long_index_has_an_alphabet_in_the_order_of_its_language(tmp_path: Path) -> None:
    names = ["Åke", "Anna", "Élan", "Eva", *(f"{letter}an" for letter in "BCDFGHIJK")]
    rest = "people:\n" + "".join(
        f"  - {{id: n{k}, name: {name}, description: Who.}}\n" for k, name in enumerate(names)
    )
    text = ". ".join(names) + ".\n"
    for language, first, letters in (("en", "n0", "ABCDEFGHIJK"), ("sv", "n1", "ABCDEFGHIJKÅ")):
        own = EDITION.replace("language: en", f"language: {language}")
        edition = prepared(tmp_path / language, rest, text, edition=own).edition
        (group,) = locators.groups(edition)
        assert "".join(item.letter for item in group.letters) == letters
        assert group.letters[0].entry == first
        assert locators.returns(edition)["n1"] == ("text-001.xhtml", "ir-n1")
