"""Verse, quotations and letters: what is set as one, which lines are kept, what is numbered."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.merge import check_whole
from edition.model import Block, Edition, GlossRef, NoteRef, Text
from edition.render import passages
from edition.text.scripts import is_right_to_left
from tests.books import prepared, rebuilt
from tests.paths import ROOT

POEM = """\
Song

O the wheel goes round
  and the water falls,

\tand the night comes down.

So it went.
"""
RULES = "structure:\n  roles:\n    title: [1]\n    verse: [3, 4, 6]\n"


def edition(folder: Path, rest: str, source: str, **more: str) -> Edition:
    found = prepared(folder, rest, source, **more).edition
    check_whole(found)
    assert rebuilt(found) == source
    return found


def passages_of(found: Edition) -> list[passages.Passage]:
    (chapter,) = found.chapters
    return passages.passages(found.source.text, chapter.elements)


def lines_of(found: Edition) -> list[tuple[str, int, str]]:
    """Each line of verse: what stands before it, its indentation, and its words."""
    whole = [passages.lines(found.source.text, item) for item in passages_of(found)]
    return [
        (line.gap, line.indent, "".join(run.text for run in line.runs if hasattr(run, "text")))
        for lined in whole
        for lines in lined.values()
        for line in lines
    ]


def test_lines_are_stanzas_up_to_a_blank_line(tmp_path: Path) -> None:
    found = edition(tmp_path, RULES, POEM)
    kinds = [(item.kind, len(item.elements)) for item in passages_of(found)]
    assert kinds == [("", 1), ("stanza", 2), ("stanza", 1), ("", 1)]
    assert lines_of(found) == [
        ("", 0, "O the wheel goes round"),
        ("", 1, "and the water falls,"),
        ("", 0, "and the night comes down."),
    ]


def test_a_stanza_has_one_number(tmp_path: Path) -> None:
    note = "footnotes:\n  - {id: n, quote: the water, note: Wet.}\n"
    found = edition(tmp_path, RULES + note, POEM)
    blocks = [(block.unit, block.number) for block in found.blocks()]
    assert blocks == [("t1", None), ("p1", 1), ("t3", None), ("p2", 2), ("p3", 3)]
    assert (found.notes[0].block, found.notes[0].paragraph) == ("t3", 1)


def test_a_line_that_is_left_out_does_not_divide_a_stanza(tmp_path: Path) -> None:
    rest = "structure:\n  roles:\n    verse: [1, 3]\n"
    rest += "omissions:\n  - {lines: [2], reason: A number.}\n"
    found = edition(tmp_path, rest, "One line\n17\nand another\n")
    assert [(item.kind, len(item.elements)) for item in passages_of(found)] == [("stanza", 2)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_wrapped_by_hand_are_kept(tmp_path: Path, end: str) -> None:
    lines = ["    O the wheel", "      goes", "    round.", "", "Prose that", "goes on.", ""]
    source = end.join(lines)
    rest = "structure:\n  roles:\n    verse: [1]\n"
    found = edition(tmp_path, rest, source, paragraphs="blank-line")
    assert lines_of(found) == [
        ("", 0, "O the wheel"),
        (f"{end}      ", 1, "goes"),
        (f"{end}    ", 0, "round."),
    ]


def test_a_link_over_two_lines_keeps_one_anchor(tmp_path: Path) -> None:
    rest = """\
structure:
  roles:
    verse: [1]
glossary:
  - {id: way, term: plods weary, definition: Slow.}
footnotes:
  - {id: n, quote: plods, note: Walks.}
"""
    found = edition(tmp_path, rest, "He plods\nweary home\n", paragraphs="blank-line")
    (item,) = passages_of(found)
    first, second = passages.lines(found.source.text, item)["p1"]
    assert first.runs == (
        Text("He "),
        GlossRef("way", 1, "plods", True),
        NoteRef("n", 1),
    )
    assert second.runs == (GlossRef("way", 1, "weary", False), Text(" home"))
    assert (first.gap, second.gap) == ("", "\n")


def test_a_quotation_an_epigraph_and_its_attribution_are_one(tmp_path: Path) -> None:
    roles = "epigraph: [1]\n    attribution: [3]\n    quotation: [7, 9]\n    closing: [11]"
    source = "Motto.\n\nA. Writer\n\nHe said:\n\nOne.\n\nTwo.\n\nYours,\n\nA lone line\n"
    found = edition(tmp_path, f"structure:\n  roles:\n    {roles}\n", source)
    kinds = [(item.kind, len(item.elements)) for item in passages_of(found)]
    assert kinds == [("epigraph", 2), ("", 1), ("quotation", 2), ("", 1), ("", 1)]


def test_an_indentation_is_never_deeper_than_the_page(tmp_path: Path) -> None:
    rest = "structure:\n  roles:\n    verse: [1, 2]\n"
    found = edition(tmp_path, rest, "one\n" + " " * 5000 + "two\n")
    assert [indent for _, indent, _ in lines_of(found)] == [0, passages.DEEPEST]
    css = (ROOT / "styles" / "base.css").read_text("utf-8")
    assert all(f".in{step} {{" in css for step in range(1, passages.DEEPEST + 1))


def test_verse_within_an_answer_does_not_name_the_speaker_again(tmp_path: Path) -> None:
    rest = """\
structure:
  default: answer
  roles: {question: [1], verse: [3]}
  speakers: {question: Azar, answer: Kalyapin}
"""
    found = edition(tmp_path, rest, "Why?\nSo:\nO the wheel\nand so on.\n")
    assert [block.speaker for block in found.blocks()] == ["Azar", "Kalyapin", "", ""]


def test_a_paragraph_has_the_language_that_it_is_said_to_have(tmp_path: Path) -> None:
    rest = "structure:\n  languages:\n    ar: [3]\n"
    found = edition(tmp_path, rest, "One\n\nسلام\n\nTwo\n")
    assert [block.language for block in found.blocks()] == ["", "ar", ""]
    assert all(isinstance(block, Block) for block in found.blocks())


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", True),
        ("AR-EG", True),
        ("az-Arab", True),
        ("he", True),
        ("he-Latn", False),
        ("en", False),
        ("", False),
        ("sr-Cyrl-RS", False),
    ],
)
def test_the_script_tells_the_direction(tag: str, expected: bool) -> None:
    assert is_right_to_left(tag) is expected


def test_the_cells_of_a_table_are_words_apart() -> None:
    from edition.anchoring.mentions import words
    from edition.checks.rules.sentences import words as count
    from edition.checks.rules.texts import own_words
    from edition.markup.parse import parse

    body = parse("|one|two|\n|-|-|\n|three|four|\n")
    assert [word for word in words(body).split("\0") if word] == ["one", "two", "three", "four"]
    assert [word for word in own_words(body).split("\0") if word] == ["one", "two", "three", "four"]
    assert count(body) == 4
