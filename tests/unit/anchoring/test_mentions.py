"""The index finds who is named in the text and in the notes, and says what it cannot find."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.anchoring.mentions import in_notes, words
from edition.apparatus.index import never_mentioned
from edition.assembly.prepare import prepare
from edition.markup.parse import parse
from edition.model import Edition, GlossRef, IndexEntry, Text
from edition.model.problems import BuildFailed, Problem
from edition.system.project import Project
from tests.books import parsed, write_project

FATHER_AND_SON = """\
people:
  - {id: father, name: "Loom, Jack", forms: [Jack Loom, old Loom]}
  - {id: son, name: "Loom, Tom", forms: [Tom Loom, Loom]%s}
"""


def index(folder: Path, rest: str, text: str) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition and its warnings."""
    found = prepare(Project.at(write_project(folder, rest, text)))
    return found.edition, found.warnings


def entry(edition: Edition, id: str) -> IndexEntry:
    """An entry by its id."""
    return next(entry for entry in edition.index if entry.heading.id == id)


def mentions(edition: Edition, id: str) -> list[str]:
    """The words that each mention of a heading begins with, a run each."""
    marked = {
        mark: run.text
        for block in edition.blocks()
        for run in block.runs
        if isinstance(run, Text | GlossRef)
        for mark in run.marks
    }
    return [marked[mention.anchor] for mention in entry(edition, id).mentions]


def codes(folder: Path, rest: str, text: str) -> list[str]:
    """The codes of the errors."""
    with pytest.raises(BuildFailed) as failed:
        index(folder, rest, text)
    return [problem.code for problem in failed.value.problems]


def test_the_longest_form_of_any_heading_counts(tmp_path: Path) -> None:
    edition, _ = index(tmp_path, FATHER_AND_SON % "", "Jack Loom, Loom’s and old Loom.\n")
    assert mentions(edition, "father") == ["Jack Loom", "old Loom"]
    assert mentions(edition, "son") == ["Loom"]


def test_an_exception_frees_the_words_for_a_shorter_form_of_another(tmp_path: Path) -> None:
    rest = """\
people:
  - id: loom
    name: Loom
    forms: [Loom Street]
    mentions: [{quote: "He"}]
    except: [{quote: in Loom Street today}]
  - {id: other, name: O, forms: [Loom]}
"""
    edition, warnings = index(tmp_path, rest, "He lives in Loom Street today.\n")
    assert mentions(edition, "loom") == ["He"] and mentions(edition, "other") == ["Loom"]
    assert not warnings


def test_an_exception_is_of_its_own_heading_only(tmp_path: Path) -> None:
    rest = """\
people:
  - {id: a, name: A, forms: [Ann], except: [{quote: Ann B}]}
  - {id: b, name: B, forms: [Bea, B], mentions: [{quote: B}]}
"""
    edition, _ = index(tmp_path, rest, "Ann, and Ann B.\n")
    assert mentions(edition, "a") == ["Ann"]
    assert mentions(edition, "b") == ["B"]


def test_an_exception_without_a_form_is_a_warning(tmp_path: Path) -> None:
    rest = FATHER_AND_SON % ", except: [{quote: old}]"
    _, warnings = index(tmp_path, rest, "Jack Loom, Loom, old Loom.\n")
    assert [warning.code for warning in warnings] == ["exception-without-form"]


def test_a_quotation_is_a_mention_whatever_it_overlaps(tmp_path: Path) -> None:
    rest = FATHER_AND_SON % ", mentions: [{quote: son of Jack Loom}]"
    edition, _ = index(tmp_path, rest, "The son of Jack Loom.\n")
    assert mentions(edition, "son") == ["son of "]
    assert mentions(edition, "father") == ["Jack Loom"]


def test_words_that_are_a_form_and_a_quotation_are_one_mention(tmp_path: Path) -> None:
    rest = FATHER_AND_SON % ", mentions: [{quote: Tom Loom}]"
    edition, _ = index(tmp_path, rest, "Jack Loom, Tom Loom.\n")
    assert mentions(edition, "son") == ["Tom Loom"]


@pytest.mark.parametrize(
    ("quote", "code"), [("Zed", "quote-not-found"), ("oo", "quote-not-unique")]
)
@pytest.mark.parametrize("key", ["mentions", "except"])
def test_quotations_have_the_usual_problems(
    tmp_path: Path, key: str, quote: str, code: str
) -> None:
    rest = FATHER_AND_SON % f", {key}: [{{quote: {quote}}}]"
    assert codes(tmp_path, rest, "Jack Loom, Tom Loom.\n") == [code]


def test_words_left_out_mention_nobody(tmp_path: Path) -> None:
    rest = FATHER_AND_SON % "" + "omissions: [{lines: [2], reason: r}]\n"
    assert codes(tmp_path, rest, "Jack Loom.\nTom Loom.\n") == ["heading-never-mentioned"]


def test_no_form_reaches_over_two_paragraphs(tmp_path: Path) -> None:
    edition, _ = index(tmp_path, FATHER_AND_SON % "", "Old Jack\nLoom and Jack Loom.\n")
    assert mentions(edition, "son") == ["Loom"]
    assert [mention.block for mention in entry(edition, "son").mentions] == ["p2"]


def test_a_name_in_a_link_to_the_glossary_is_marked_there(tmp_path: Path) -> None:
    rest = FATHER_AND_SON % "" + "glossary: [{id: g, term: Tom Loom Street, definition: d}]\n"
    edition, _ = index(tmp_path, rest, "Jack Loom in Tom Loom Street.\n")
    assert mentions(edition, "son") == ["Tom Loom Street"]


DESCRIBED = """\
structure: {roles: {title: [1]}}
people:
  - {id: loom, name: Loom, forms: [Tom Loom, Loom], description: A man.}
"""


def linked(edition: Edition) -> list[tuple[str, str]]:
    """The words that link to the index, with their block."""
    return [
        (block.unit, run.text)
        for block in edition.blocks()
        for run in block.runs
        if isinstance(run, Text) and run.heading
    ]


def test_the_first_mention_in_running_text_links_to_the_index(tmp_path: Path) -> None:
    edition, _ = index(tmp_path, DESCRIBED, "Loom\nHere Tom Loom sat.\nLoom.\n")
    assert linked(edition) == [("p1", "Tom Loom")]
    glossary = "glossary: [{id: g, term: Loom Street, definition: d}]\n"
    edition, _ = index(tmp_path, DESCRIBED + glossary, "T\nIn Loom Street.\nLoom, Loom.\n")
    assert linked(edition) == [("p2", "Loom")]
    edition, _ = index(tmp_path, DESCRIBED.replace(", description: A man.", ""), "T\nLoom.\n")
    assert linked(edition) == []


def test_a_call_divides_the_link_of_a_first_mention(tmp_path: Path) -> None:
    rest = DESCRIBED + "footnotes: [{id: n, quote: Tom, note: x}]\n"
    edition, _ = index(tmp_path, rest, "T\nTom Loom.\n")
    assert linked(edition) == [("p1", "Tom"), ("p1", " Loom")]
    assert mentions(edition, "loom") == ["Tom"]


def test_first_mentions_that_overlap_do_not_nest(tmp_path: Path) -> None:
    rest = """\
people:
  - {id: a, name: A, forms: [Tom Loom], description: d}
  - {id: b, name: B, forms: [B], mentions: [{quote: son of Tom Loom}], description: d}
"""
    edition, _ = index(tmp_path, rest, "The son of Tom Loom and Tom Loom.\n".replace(" and", ";"))
    assert linked(edition) == [("p1", "son of Tom Loom"), ("p1", "Tom Loom")]


# ── notes ───────────────────────────────────────────────────────────────────────────────────


def in_note(text: str) -> set[str]:
    """Who is mentioned in a note."""
    found = parsed(
        "people:\n  - {id: putin, name: P, forms: [Putin]}\n  - {id: tom, name: T, forms: [T]}\n"
        "places:\n  - {id: street, name: S, forms: [Putin Prospect]}\n"
        "sources:\n  - {id: a, type: book, title: Putin}\n"
    )
    return set(in_notes([("n", parse(text))], found.headings)["n"])


def test_forms_count_in_a_note_and_the_longest_wins() -> None:
    assert in_note("Putin’s house.") == {"putin"}
    assert in_note("In *Putin* Prospect, by T.") == {"street", "tom"}
    assert in_note("In [Putin](https://example.org) [Prospect](note:x)") == {"street"}
    assert in_note("putin, Putins [@a, Putin]") == set()


def test_a_link_to_a_heading_counts_for_it_alone() -> None:
    assert in_note("[Putin](person:tom) and [](place:street)") == {"tom", "street"}


def test_no_form_reaches_over_a_citation_or_two_paragraphs() -> None:
    assert in_note("Putin\n\nProspect") == {"putin"}
    assert in_note("- Putin\n- Prospect") == {"putin"}
    assert in_note("Putin [@a] Prospect") == {"putin"}
    assert in_note("Putin\nProspect") == {"street"}
    assert words(parse("> a\n>\n\n`b`")).replace("\0", "|") == "a||b|"


def test_a_mention_in_a_note_is_enough(tmp_path: Path) -> None:
    rest = DESCRIBED + "footnotes: [{id: n, quote: sat, note: Tom Loom.}]\n"
    edition, _ = index(tmp_path, rest, "T\nHe sat.\n")
    assert not entry(edition, "loom").mentions
    assert [note.id for note in entry(edition, "loom").notes] == ["n"]
    assert never_mentioned(edition.index) == []


def test_a_heading_without_a_mention_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, DESCRIBED, "T\nNobody.\n") == ["heading-never-mentioned"]


def test_emendations_and_notes_on_the_wording_are_read_too(tmp_path: Path) -> None:
    rest = DESCRIBED + (
        "emendations: [{quote: sat, reading: sits, reason: As Loom says.}]\n"
        "textual-notes: [{id: t, quote: He, note: That is Tom Loom.}]\n"
        "footnotes: [{id: n, quote: He sat, note: Nobody.}]\n"
    )
    edition, _ = index(tmp_path, rest, "T\nHe sat.\n")
    assert [note.mark for note in entry(edition, "loom").notes] == ["a", "b"]


def test_entries_are_sorted_by_kind_and_name(tmp_path: Path) -> None:
    rest = (
        "places: [{id: p, name: Aa}]\norganizations: [{id: o, name: The Élan}, {id: q, name: Eb}]\n"
        "people: [{id: z, name: Øre}, {id: y, name: oat}, {id: x, name: Pi}]\n"
    )
    edition, _ = index(tmp_path, rest, "Aa The Élan Eb Øre oat Pi\n")
    assert [entry.heading.id for entry in edition.index] == ["y", "z", "x", "q", "o", "p"]
