"""The traps of YAML 1.1 are none, and every value knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from edition.model.problems import Severity
from edition.text import confusables
from edition.yamlfile.load import MAX_ALIASED, MAX_DEPTH, load


def data(text: str) -> Any:
    """The data of a file without faults."""
    file = load("f.yaml", text.encode())
    assert [str(problem) for problem in file.problems] == []
    return file.data


def faults(text: str | bytes) -> list[tuple[str, int, int]]:
    """(code, line, column) of each fault."""
    file = load("f.yaml", text if isinstance(text, bytes) else text.encode())
    return [(p.code, p.place.line, p.place.column) for p in file.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1:30", "1:30"),
        ("12:30:45", "12:30:45"),
        ("2014-12-15", "2014-12-15"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("y", "y"),
        ("N", "N"),
        ("=", "="),
        ("42", 42),
        ("-7", -7),
        ("0", 0),
        ("1.5", 1.5),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'no'", "no"),
        ('"1:30"', "1:30"),
        ("'42'", "42"),
        ("'true'", "true"),
        ("9" * 40, "9" * 40),
    ],
)
def test_words_stay_words(text: str, value: Any) -> None:
    found = data(f"a: {text}\n")["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off"])
def test_a_bare_word_that_may_be_a_truth_value_is_refused(word: str) -> None:
    assert faults(f"a:\n  - {word}\n") == [("yaml-bare-word", 2, 5)]


def test_keys_are_words_whatever_they_look_like() -> None:
    assert data("no: 1\n1: 2\ntrue: 3\n") == {"no": 1, "1": 2, "true": 3}


def test_a_repeated_key_is_refused_with_both_places() -> None:
    assert faults("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n") == [("yaml-repeated-key", 5, 3)]
    file = load("f.yaml", b"a: 1\na: 2\n")
    assert "line 1" in file.problems[0].hint


def test_a_key_that_is_a_list_is_refused() -> None:
    assert faults("? [a, b]\n: c\n") == [("yaml-key", 1, 3)]


def test_aliases_are_read() -> None:
    assert data("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


def test_an_alias_bomb_is_stopped() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 10)}]" for k in range(1, 9)]
    found = faults("\n".join(lines))
    assert [code for code, *_ in found] == ["yaml-alias"]


def test_many_small_aliases_are_counted_too() -> None:
    some = "a: &a [" + "x, " * 100 + "]\nb:\n"
    assert faults(some + "  - *a\n" * (MAX_ALIASED // 101 - 1)) == []
    assert faults(some + "  - *a\n" * (MAX_ALIASED // 101 + 1))[0][0] == "yaml-alias"


@pytest.mark.parametrize(
    ("before", "more"),
    [
        ('a: &a "{}"', "*a"),
        ('a: &a ["{}"]', "*a"),
        ('a: {{x: {{y: &a "{}"}}}}', "{z: *a}"),
        ('a: {{? &a "{}" : 1}}', "{? *a : 1}"),
    ],
)
def test_the_letters_that_aliases_add_are_counted(before: str, more: str) -> None:
    text = before.format("x" * 1_000)
    assert faults(f"{text}\nb: [{', '.join([more] * 999)}]\n") == []
    found = faults(f"{text}\nb: [{', '.join([more] * 1_001)}]\n")
    assert [(code, line) for code, line, _ in found] == [("yaml-alias", 1)]


def test_a_text_is_looked_at_once_but_as_a_quotation_and_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    def oddities(text: str) -> Iterator[confusables.Oddity]:
        looked.append(text)
        return iter(())

    monkeypatch.setattr(confusables, "oddities", oddities)
    load("a.yaml", f"a: &a {'x' * 200}\nb: [{'*a, ' * 900}]\nquote: *a\n".encode())
    assert looked.count("x" * 200) == 2


def test_a_quotation_by_an_alias_is_no_way_to_turn_a_title() -> None:
    text = "x" * 200 + "\\u202e"
    found = load("a.yaml", f'quote: &a "{text}"\ntitle: *a\n'.encode()).problems
    assert [(problem.code, problem.severity) for problem in found] == [
        ("turned-text", Severity.WARNING),
        ("turned-text", Severity.ERROR),
    ]


def test_marks_in_heaps_are_refused_on_their_line() -> None:
    heap = "\u0301" * 501
    assert ("marks-too-many", 3, 0) in faults(f"a: |\n  One.\n  Two e{heap}.\n")


def test_an_alias_of_what_contains_it_is_refused() -> None:
    assert faults("a: &a\n  - b: *a\n") == [("yaml-alias", 1, 4)]


def test_deep_nesting_is_stopped() -> None:
    assert faults("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)) == []
    assert [code for code, *_ in faults("a: " + "[" * 50 + "]" * 50)] == ["yaml-too-deep"]


@pytest.mark.parametrize(
    "text",
    [
        "!!python/name:os.system x",
        "!!python/object/apply:os.system [x]",
        "!x y",
        "!!binary aGk=",
        "!!set {x}",
        "!x {a: b}",
    ],
)
def test_tags_are_refused(text: str) -> None:
    assert faults(f"a: {text}\n") == [("yaml-tag", 1, 4)]


def test_control_characters_are_refused_but_for_white_space() -> None:
    assert faults('a: "x\\ty\\nz"\n') == []
    assert faults('a:\n  - "x\\e"\n') == [("control-character", 2, 5)]
    assert faults('a: "\\0"\n') == [("control-character", 1, 4)]


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a: b: c\n", 1, "contains a colon"),
        ("a:\n\tb: c\n", 2, "with spaces, not with tabs"),
        ("a: @b\n", 1, "in quotes"),
        ('a: "b\nc: d\n', 1, "quotation mark is not closed"),
        ("a: *b\n", 1, "begins with *"),
        ("a: [b\n", 2, "quotes"),
    ],
)
def test_faults_of_form_have_a_hint(text: str, line: int, hint: str) -> None:
    (problem,) = load("f.yaml", text.encode()).problems
    assert (problem.code, problem.place.line) == ("yaml-syntax", line)
    assert hint in problem.hint


@pytest.mark.parametrize("text", ["a: 1\nb", "a: 1\n[[[", "a: 1\r\nb: {x"])
def test_a_fault_at_the_end_is_on_a_line_that_there_is(text: str) -> None:
    length = len(text.splitlines()[1])
    assert faults(text) == [("yaml-syntax", 2, length + 1)]


def test_bytes_that_are_no_text_are_named_by_line() -> None:
    assert faults(b"a: b\nc: \xff\n") == [("yaml-not-utf8", 2, 0)]
    assert faults(b"a: b\nc: \x01\n") == [("yaml-syntax", 2, 0)]
    assert data("\ufeffa: b\n") == {"a": "b"}


TEXT = """\
a:
  - b: 1
    c: |
      text
  - d
e: >-
  folded
f: plain
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 2, 3),
        (("a", 0), 2, 5),
        (("a", 0, "b"), 2, 8),
        (("a", 1), 5, 5),
        (("a", 0, "none"), 2, 5),
        (("none", "x"), 1, 1),
        (("a", 9), 2, 3),
        (("f",), 8, 4),
    ],
)
def test_places(path: tuple, line: int, column: int) -> None:
    place = load("f.yaml", TEXT.encode()).place(path)
    assert tuple(place) == ("f.yaml", line, column)


def test_the_place_of_a_block_is_its_first_line() -> None:
    file = load("f.yaml", TEXT.encode())
    assert file.body_place(("a", 0, "c")).line == 4
    assert tuple(file.body_place(("e",))) == ("f.yaml", 6, 4)  # folded: it has other lines
    assert tuple(file.body_place(("f",))) == ("f.yaml", 8, 4)
