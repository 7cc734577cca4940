"""The source is decoded, cut into paragraphs, and never changed."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.model import FileRule, SourceText
from edition.model.problems import Place
from edition.text.source import parse, place_of

PLACE = Place("annotations.yaml", 3, 7)


def read(*files: bytes, paragraphs: str = "line") -> SourceText:
    """The source of these files: a.txt, b.txt …"""
    rules = [
        (FileRule(f"{chr(97 + k)}.txt", hashlib.sha256(data).hexdigest(), PLACE), data)
        for k, data in enumerate(files)
    ]
    text, problems = parse(rules, paragraphs)
    assert text is not None and not problems
    return text


def cut(data: bytes, paragraphs: str = "line") -> list[tuple[int, str]]:
    """(first line, words) of each paragraph."""
    text = read(data, paragraphs=paragraphs)
    return [(p.line, text.words(p.span)) for p in text.paragraphs]


def test_each_line_is_a_paragraph() -> None:
    assert cut(b"a\n\n b \nc") == [(1, "a"), (3, "b"), (4, "c")]


def test_hard_wrapped_lines() -> None:
    assert cut(b"\na\n b\n \nc\n\n\n", "blank-line") == [(2, "a\n b"), (5, "c")]


def test_all_kinds_of_line_ends() -> None:
    assert cut(b"a\r\nb\rc\n") == [(1, "a"), (2, "b"), (3, "c")]
    assert cut(b"a\r\nb\r\n\r\nc", "blank-line") == [(1, "a\r\nb"), (4, "c")]


def test_no_break_spaces_and_byte_order_marks_are_margin() -> None:
    words = "\ufeffa\u00a0b\u00a0\n\u00a0\nc".encode()
    assert cut(words) == [(1, "a\u00a0b"), (3, "c")]


def test_line_ends_of_unicode_are_margin_and_end_no_line() -> None:
    words = "\u2028a\u2028b \u2029\n \u2028 \x85\u2029\nc\x85".encode()
    assert cut(words) == [(1, "a\u2028b"), (3, "c")]


def test_several_files_follow_each_other() -> None:
    text = read(b"a\nb", b"c\n", b"", b"d")
    assert text.text == "a\nbc\nd"
    assert [(p.file, p.line, text.words(p.span)) for p in text.paragraphs] == [
        ("a.txt", 1, "a"),
        ("a.txt", 2, "b"),
        ("b.txt", 1, "c"),
        ("d.txt", 1, "d"),
    ]
    assert [file.start for file in text.files] == [0, 3, 5, 5]


def test_places_name_the_file() -> None:
    text = read(b"ab\ncd\n", b"ef\ngh")
    for offset, wanted in [(0, "a.txt:1:1"), (4, "a.txt:2:2"), (6, "b.txt:1:1"), (10, "b.txt:2:2")]:
        assert str(place_of(text, offset)) == wanted


def test_a_changed_source_is_returned_with_the_problem() -> None:
    text, (problem,) = parse([(FileRule("a.txt", "1" * 64, PLACE), b"a")], "line")
    assert text is not None
    assert (problem.code, problem.place) == ("source-changed", PLACE)
    assert hashlib.sha256(b"a").hexdigest() in problem.hint
    assert "1" * 64 in problem.hint


def test_a_sum_of_noughts_is_one_that_is_still_to_be_pinned() -> None:
    text, (problem,) = parse([(FileRule("a.txt", "0" * 64, PLACE), b"a")], "line")
    assert text is not None
    assert problem.code == "source-not-pinned"
    assert hashlib.sha256(b"a").hexdigest() in problem.message + problem.hint


def test_the_pinned_sum_may_have_capitals() -> None:
    rule = FileRule("a.txt", hashlib.sha256(b"a").hexdigest().upper(), PLACE)
    assert parse([(rule, b"a")], "line")[1] == []


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a\n\xff", "source-not-utf8", 2),
        (b"a\nb\n\x00", "source-control-character", 3),
        (b"\x0c", "source-control-character", 1),
        (b"a\rb\r\n\xff", "source-not-utf8", 3),
        (b"a\rb\r\n\x00", "source-control-character", 3),
        ("a\uffff".encode(), "source-control-character", 1),
    ],
)
def test_what_no_book_can_hold(data: bytes, code: str, line: int) -> None:
    rule = FileRule("a.txt", hashlib.sha256(data).hexdigest(), PLACE)
    text, (problem,) = parse([(rule, data)], "line")
    assert text is None
    assert (problem.code, problem.place.file, problem.place.line) == (code, "a.txt", line)


@given(st.text("ab \t\u00a0\ufeff\r\n", max_size=30), st.sampled_from(["line", "blank-line"]))
def test_between_paragraphs_is_nothing_but_margin(words: str, paragraphs: str) -> None:
    text = read(words.encode(), paragraphs=paragraphs)
    assert text.text == words
    last, rest = 0, ""
    for paragraph in text.paragraphs:
        assert last <= paragraph.span.start < paragraph.span.end
        assert place_of(text, paragraph.span.start).line == paragraph.line
        rest += words[last : paragraph.span.start]
        last = paragraph.span.end
    assert not (rest + words[last:]).strip(" \t\r\n\u00a0\ufeff")


def test_lines_end_alike_for_every_problem() -> None:
    """A line may end with a lone carriage return, as of old."""
    data = "a\rb\r\nc \u202e\n".encode()
    rule = FileRule("a.txt", hashlib.sha256(data).hexdigest(), PLACE)
    text, (problem,) = parse([(rule, data)], "line")
    assert text is not None and problem.place == place_of(text, text.text.index("\u202e"))
    assert str(problem.place) == "a.txt:3:3"
