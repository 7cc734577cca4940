"""What the source prints for a speaker stands in both books once, and is explained where it must
be; line ends that are none are in neither."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly import partial
from edition.assembly.merge import check_whole
from edition.authoring.find import find
from edition.epub.pagebreaks import with_page_breaks
from edition.model.edition import plain
from edition.render import passages, speakers
from edition.render.renderer import Renderer
from edition.system.project import Project
from tests.books import prepared, rebuilt, write_project

TEXT = """\
ANNE.
Who sat at the well-
known loom--
not you?

[She weeps.]

And so on.

CLERK: Not I.
"""
REST = """\
structure:
  speakers:
    - {name: Anne, turns: "ANNE.*"}
    - {name: John Smith, turns: "CLERK:*"}
  stage-directions: ["[*]"]
footnotes:
  - {id: a, quote: ANNE., note: A name.}
  - {id: b, quote: well-known, note: Known.}
glossary:
  - {id: wk, term: well-known loom, definition: D.}
"""
LINES = {"paragraphs": "blank-line"}


def chapter(folder: Path, rest: str = REST, text: str = TEXT, rendition="epub", **more) -> str:
    """The first chapter of a book."""
    edition = prepared(folder, rest, text, **(LINES | more))
    check_whole(edition.edition)
    assert rebuilt(edition.edition) == text
    found = Renderer(edition, rendition, Formatter([], "en"))
    return found.template(
        "epub/chapter.xhtml", here="text-001.xhtml", chapter=found.edition.chapters[0]
    )


def bare(markup: str) -> list[str]:
    """The words of each paragraph of the text, without the apparatus but for names."""
    text = re.sub(r'<a class="noteref.*?</a>|<span class="pn">.*?</span>', "", markup)
    return [re.sub("<[^>]*>", "", p) for p in re.findall(r"<p class=.*?</p>", text, re.S)]


def test_the_name_is_marked_and_line_ends_are_gone(tmp_path: Path) -> None:
    found = chapter(tmp_path)
    assert bare(found)[0] == "ANNE.\nWho sat at the well-known loom--not you?"
    assert '<p class="speech turn" id="p1">' in found and '<b class="who">ANNE.</b><a' in found
    assert '<p class="stage-direction" id="p2">' in found
    assert '<p class="speech" id="p3">' in found
    assert 'href="styles/speech.css"' in found
    assert found.count("Anne") == 0


def test_a_call_and_a_page_within_do_not_move_what_is_gone(tmp_path: Path) -> None:
    edition = prepared(tmp_path, REST, TEXT, **LINES).edition
    block = edition.blocks()[0]
    offsets = [2, 6, TEXT.index("well") + 5, TEXT.index("known"), TEXT.index("not")]
    broken = with_page_breaks(edition, {block.unit: [(k, str(k)) for k in offsets]}).blocks()[0]
    for found in (block, broken):
        name, rest = passages.labelled(found)
        words = ["".join(plain(passages.printed(half))) for half in (name, rest)]
        assert words == ["ANNE.", "\nWho sat at the well-known loom--not you?"]


def test_the_words_of_verse_with_a_name(tmp_path: Path) -> None:
    text = "ANNE. To be--\n  or not\n"
    rest = 'structure: {speakers: [{name: Anne, role: verse, turns: "ANNE.*"}]}\n'
    found = chapter(tmp_path, rest, text)
    assert '<b class="who">ANNE.</b> To be--</span>' in found
    assert '<span class="line in1">or not</span>' in found


def test_names_that_are_others_are_explained(tmp_path: Path) -> None:
    edition = prepared(tmp_path, REST, TEXT, **LINES).edition
    assert speakers.explained(edition) == [("CLERK", "John Smith")]


@pytest.mark.parametrize("name", ["Anne", "ANNE", "Mrs. Anne"])
def test_the_name_itself_is_not_explained(tmp_path: Path, name: str) -> None:
    rest = f'structure: {{speakers: [{{name: "{name}", turns: "ANNE*:*"}}]}}\n'
    edition = prepared(tmp_path, rest, "ANNE (aside): Yes.\n", **LINES).edition
    assert speakers.explained(edition) == []


def test_a_name_on_a_line_of_its_own_has_the_number_of_the_speech(tmp_path: Path) -> None:
    rest = 'structure: {speakers: [{name: Anne, turns: "ANNE."}]}\n'
    edition = prepared(tmp_path, rest, "ANNE.\nYes.\nNo.\n").edition
    blocks = [(block.unit, block.number) for block in edition.blocks()]
    assert blocks == [("p1", 1), ("t2", None), ("p2", 2)]


def test_an_edition_without_speakers_has_no_sheet_for_them(tmp_path: Path) -> None:
    assert "speech.css" not in chapter(tmp_path, "", "Words.\n")


def test_find_says_who_speaks(tmp_path: Path) -> None:
    reading = partial.read(Project.at(write_project(tmp_path, REST, TEXT, **LINES)))
    (place,), _ = find(reading, "And so on")
    assert (place.speaker, place.role, place.number) == ("Anne", "speech", 3)
    (place,), _ = find(reading, "well-known loom")
    assert place.words == "well-known loom"
    assert {(n.id, n.how) for n in place.noted} >= {("wk", "on"), ("b", "across")}
