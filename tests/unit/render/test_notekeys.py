"""Notes without calls: their keys, their order, their subheadings, and that words bear no mark."""

from __future__ import annotations

import re
from pathlib import Path

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.epub.pagebreaks import with_page_breaks
from edition.render import documents, noteplaces
from edition.render.renderer import Renderer
from tests.books import prepared

TEXT = """\
Chapter 1
A weaver sat at the loom, and wove.
She threw the shuttle.
Chapter 2
The cloth grew and grew, and the loom stood.
"""
REST = """\
structure: {headings: ["Chapter *"]}
notes: {KEYS}
footnotes:
  - {id: cloth, quote: "The cloth grew and grew, and the loom", note: It grew.}
  - {id: weaver, quote: weaver, note: "One of many; see [](note:cloth)."}
  - {id: wove, quote: wove, note: All day., also: [{quote: shuttle}]}
"""


def renderer(found: Prepared) -> Renderer:
    return Renderer(found, "epub", Formatter([], "en"))


def keys(found: Prepared, folios: dict[str, int] | None = None) -> list[tuple[str, str, str]]:
    """Subheading, key and id of each note behind the text."""
    made = renderer(found)
    (group,) = noteplaces.in_documents(found.edition)
    return [
        (part.title, ", ".join(key.shown for key in item.keys), item.note.id)
        for part in made.keys.parts(group, folios)
        for item in part.notes
    ]


def page(found: Prepared, name: str) -> str:
    made = renderer(found)
    return next(page.content(made) for page in documents.pages(made) if page.name == name)


def test_by_paragraph_in_the_order_of_the_text(tmp_path: Path) -> None:
    found = prepared(tmp_path, REST.replace("KEYS", "keyed-by: paragraph"), TEXT)
    assert keys(found) == [
        ("Chapter 1", "¶\u00a01", "weaver"),
        ("Chapter 1", "¶\u00a01, ¶\u00a02", "wove"),
        ("Chapter 2", "¶\u00a03", "cloth"),
    ]


def test_by_page_each_is_said_once(tmp_path: Path) -> None:
    found = prepared(
        tmp_path, REST.replace("KEYS", "keyed-by: page").split("also")[0].rstrip(", ") + "}\n", TEXT
    )
    assert [key for _, key, _ in keys(found, {"fnref1": 7, "fnref2": 7, "fnref3": 9})] == [
        "7",
        "",
        "9",
    ]
    assert [key for _, key, _ in keys(found)] == ["¶\u00a01", "", "¶\u00a03"]
    breaks = {"p1": [(3, "21")], "p3": [(0, "22")]}
    paged = with_page_breaks(found.edition, breaks)
    made = Prepared(**{k: getattr(found, k) for k in found.__slots__} | {"edition": paged})
    assert [key for _, key, _ in keys(made)] == ["¶\u00a01", "21", "22"]


def test_the_words_lead_there_and_bear_no_mark(tmp_path: Path) -> None:
    found = prepared(tmp_path, REST.replace("KEYS", "keyed-by: paragraph"), TEXT)
    text = page(found, "text-001.xhtml")
    assert "noteref" not in text and "footnotes" not in text
    assert 'A <span id="fnref1">weaver</span> sat' in text
    notes = page(found, "notes-explanatory.xhtml")
    assert re.findall(r'<a class="lemma".*?href="(.*?)"><i>(.*?)</i></a>', notes) == [
        ("text-001.xhtml#fnref1", "weaver"),
        ("text-001.xhtml#fnref2", "wove"),
        ("text-001.xhtml#fnref2-2", "shuttle"),
        ("text-002.xhtml#fnref3", "The cloth grew and grew, and the loom"),
    ]
    assert 'epub:type="endnotes" role="doc-endnotes"' in notes
    assert (
        'see <a class="seenote" href="#fn3">note “The cloth grew and grew, and the loom” ' in notes
    )


def test_a_long_lemma_is_shortened_and_has_its_language(tmp_path: Path) -> None:
    words = "amicus certus in re incerta cernitur et nullo modo alio in toto orbe"
    rest = (
        f"formatting: [{{quote: {words}, language: la}}]\nnotes: {{keyed-by: paragraph}}\n"
        f"footnotes: [{{id: a, quote: {words}, note: Half.}}]\n"
    )
    notes = page(
        prepared(tmp_path, rest, f"He said {words}, and left.\n"), "notes-explanatory.xhtml"
    )
    assert (
        '<i lang="la" xml:lang="la" dir="ltr">amicus certus in … in toto orbe</i></a>: Half.'
        in notes
    )


def test_behind_each_chapter_from_one(tmp_path: Path) -> None:
    found = prepared(tmp_path, REST.replace("KEYS", "place: chapter, numbering: chapter"), TEXT)
    assert [note.mark for note in found.edition.notes] == ["1", "2", "1"]
    assert len({note.anchor for note in found.edition.notes}) == 3
    first, second = page(found, "text-001.xhtml"), page(found, "text-002.xhtml")
    assert 'see <a class="seenote" href="text-002.xhtml#fn3">note 1 (paragraph 3)</a>' in first
    assert 'href="#fnref3" aria-label="Back to the text, note 1">1</a> It grew.' in second


def test_emendations_are_listed_with_their_content(tmp_path: Path) -> None:
    rest = (
        "emendations: [{quote: shuttel, reading: shuttle, reason: A slip.}]\n"
        "textual-notes: [{id: t, quote: 'the loom,', note: So the guild.}]\n"
    )
    found = prepared(tmp_path, rest, "She had the loom, and a shuttel.\n")
    notes = page(found, "notes-textual.xhtml")
    shown = [re.sub("<.*?>", "", line) for line in notes.splitlines() if line.startswith("<li id")]
    assert shown == ["¶\u00a01 the loom: So the guild.", "shuttel; read “shuttle”. A slip."]
    called = prepared(
        tmp_path / "b", "notes: {wording: called}\n" + rest, "She had the loom, and a shuttel.\n"
    )
    assert called.edition.called_textual() == list(called.edition.notes)
    assert page(called, "text-001.xhtml").count('class="noteref textual"') == 2


def test_every_fifth_line_has_its_number(tmp_path: Path) -> None:
    lines = "\n".join(f"line {number}" for number in range(1, 13)) + "\n"
    rest = (
        "structure: {default: verse}\nnotes: {keyed-by: line}\n"
        "footnotes: [{id: a, quote: line 11, note: X.}]\n"
    )
    found = prepared(tmp_path, rest, lines, paragraphs="blank-line")
    text = page(found, "text-001.xhtml")
    assert re.findall(r'<span class="pn ln">(\d+) </span>(line \d+)', text) == [
        ("5", "line 5"),
        ("10", "line 10"),
    ]
    assert keys(found) == [("", "11", "a")]


def test_two_places_of_one_key_and_words_of_the_authors_notes(tmp_path: Path) -> None:
    text = "# The Mill\n\nA weaver[^1] sat at the loom.\n\n[^1]: Her name was Ann.\n"
    rest = (
        "notes: {keyed-by: paragraph}\nfootnotes:\n"
        "  - {id: a, quote: Ann, note: X.}\n"
        "  - {id: b, quote: sat, note: Y., also: [{quote: loom}]}\n"
        "  - {id: c, quote: Mill, note: Z.}\n"
    )
    found = prepared(tmp_path, rest, {"a.md": text}, markup="markup: markdown")
    assert keys(found) == [("", "heading", "c"), ("", "note *", "a"), ("", "¶\u00a01", "b")]
