"""`tone-words`: the editors' own words are read, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.checks.rules.texts import GAP, own_words
from edition.checks.rules.tonewords import LISTS
from edition.markup.parse import parse
from tests.books import EDITION, prepared


def warnings(folder: Path, note: str, rule: str = "true", more: str = "", **edition: str):
    """The warnings of an edition with one note of several lines."""
    block = "".join(f"      {line}\n" for line in note.split("\n"))
    rest = f"footnotes:\n  - id: n\n    quote: shuttle\n    note: |\n{block}{more}"
    found = prepared(folder, rest + f"rules: {{tone-words: {rule}}}\n", **edition).warnings
    return [problem for problem in found if problem.code != "unused-source"]


@pytest.mark.parametrize(
    "note",
    [
        "It was clear that he left.",
        "A famously-named mill.",
        "He said: “Of course he left.”",
        'He said: "Of course he left."',
        "*Famous Mills* tells of it.",
        "A [famous]{lang=fr} word.",
        "‘Of course’ was his word.",
        "`of course`",
        "Said „Of course“ and «of course».",
        "“Of course,\n\nhe left.",
        "The Obviously-Mill",
        "infamousness",
        "> Of course.\n\nSo he said.",
        "- > Of course.\n- > Of course.",
    ],
)
def test_what_is_not_told(note: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, note) == []


@pytest.mark.parametrize(
    ("note", "word", "line"),
    [
        ("Of course he left.", "Of course", 21),
        ("He left,\nof\ncourse.", "of course", 22),
        ("“Of course,” he said.\nObviously he left.", "Obviously", 22),
        ("“Of course,” he said.\nOf course he left.", "Of course", 22),
        ("The [famous mill](https://example.org/).", "famous", 21),
        ("- One.\n- A **notorious** one.", "notorious", 22),
        ("It should be noted that he left.", "It should be noted", 21),
    ],
)
def test_what_is_told_and_where(note: str, word: str, line: int, tmp_path: Path) -> None:
    (problem,) = warnings(tmp_path, note)
    assert problem.code == "tone-word"
    assert problem.message.startswith(f'"{word}" is a word')
    assert problem.place.line == line


def test_the_hint_says_why_and_what_to_write(tmp_path: Path) -> None:
    (problem,) = warnings(tmp_path, "A famous mill.")
    assert problem.hint == "It praises. Write what he, she or it is known for."


def test_a_word_is_told_once_for_a_text(tmp_path: Path) -> None:
    assert len(warnings(tmp_path, "Famous, famous, FAMOUS.")) == 3
    assert len(warnings(tmp_path, "famous, famous, famous.")) == 1


def test_own_words_and_words_taken_away(tmp_path: Path) -> None:
    note = "A poor  devil of the famous mill."
    told = {
        rule: [p.message.split('"')[1] for p in warnings(tmp_path / str(k), note, rule)]
        for k, rule in enumerate(
            (
                "false",
                "true",
                "[poor devil]",
                "{also: [Poor Devil]}",
                "{also: [poor devil], not: [famous]}",
            )
        )
    }
    assert list(told.values()) == [
        [],
        ["famous"],
        ["poor devil"],
        ["poor devil", "famous"],
        ["poor devil"],
    ]


@pytest.mark.parametrize(
    ("also", "word"),
    [
        ("großartig", "Großartig"),
        ("STRASSE", "Strasse"),
        ("διάσημος", "ΔΙΆΣΗΜΟΣ"),
        ("so great", "ſo great"),
        ("notorious fact", "notorıous fact"),
        ("знаменитый", "Знаменитый"),
    ],
)
def test_letters_with_several_forms(also: str, word: str, tmp_path: Path) -> None:
    found = [p.code for p in warnings(tmp_path, f"It is {word}, notoriously.", f"[{also}]")]
    assert ("tone-word" in found) == ("ı" not in word)


def test_every_text_of_the_editors_is_read(tmp_path: Path) -> None:
    rest = """\
text-note: A famous text.
front: [{id: f, title: F, body: A famous front.}]
emendations: [{quote: A weaver, reading: The weaver, reason: A famous slip.}]
footnotes: [{id: n, quote: shuttle, note: A famous note.}]
textual-notes: [{id: t, quote: threw, note: A famous word.}]
glossary: [{id: loom, term: loom, definition: A famous frame.}]
people: [{id: w, name: weaver, description: A famous weaver.}]
chronology:
  introduction: Famous days.
  events: [{date: "1916", event: A famous day.}]
maps:
  - {id: m, title: M, bounds: {west: -3, south: 53, east: 0, north: 55}, alt: M, caption: Famous.}
structure: {}
photos: [{id: p, caption: 1, note: A famous picture.}]
rules: {tone-words: true}
"""
    found = [p for p in prepared(tmp_path, rest).warnings if p.code == "tone-word"]
    assert len(found) == 11


def test_a_language_without_a_list_is_told(tmp_path: Path) -> None:
    edition = EDITION.replace("language: en", "language: ru")
    (problem,) = warnings(tmp_path / "a", "Of course.", edition=edition)
    assert problem.code == "no-tone-words"
    assert warnings(tmp_path / "b", "Of course.", "[x]", edition=edition) == []
    regional = EDITION.replace("language: en", "language: en-GB")
    (problem,) = warnings(tmp_path / "c", "Of course.", edition=regional)
    assert problem.code == "tone-word"


def test_the_lists_are_well_formed() -> None:
    for words in LISTS.values():
        for word, advice in words.items():
            assert word == " ".join(word.lower().split())
            assert advice.why.endswith(".") and not advice.instead.endswith(".")


def test_own_words_leave_gaps() -> None:
    assert own_words(parse("One *two* “three” four [@a].")) == f"One {GAP} {GAP * 7} four {GAP}."
    assert own_words(parse("One\n\n- two\n- three")) == f"One{GAP}two{GAP}three"
