"""Folding makes texts comparable, and every folded place leads back to the source's own."""

from __future__ import annotations

from unicodedata import category, normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.model import Span
from edition.text.normalize import fold, fold_quote, is_word_char

ALPHABET = (
    "ab eé\u0301\u0308\u0323 \u00a0\u202f\u3000\n\r\t'’‘“”\"«–—-"
    "\u00ad\u2060\ufeffёи\u0306\u1100\u1161\u11a8가\u09c7\u09be.😀"
)
TEXTS = st.text(ALPHABET, max_size=40)


def test_quotes_dashes_and_spaces_are_one() -> None:
    assert fold("‘a’ “b”\u00a0–—\u202fc").text == "'a' \"b\" -- c"
    assert fold("a \n\t\u00a0 b").text == "a b"
    assert fold_quote("  a\nb ") == "a b"


def test_what_cannot_be_seen_counts_for_nothing() -> None:
    text = "\ufeffTime\u2060—and to\u00admor\u00adrow\u200b \u2060now"
    folded = fold(text)
    assert folded.text == "Time-and tomorrow now"
    at = folded.text.index("tomorrow")
    assert folded.back(at, at + 8) == Span(11, 21)
    assert folded.back(0, 4) == Span(1, 6)
    # A joiner spells words in Persian and in the scripts of India.
    assert fold("می\u200cخواهم").text == "می\u200cخواهم"


def test_marks_are_composed() -> None:
    assert fold("nai\u0308ve").text == fold("naïve").text == "naïve"
    assert fold("и\u0306").text == "й"


def test_a_span_takes_in_the_marks_of_its_last_letter() -> None:
    folded = fold("cafe\u0301 x")
    assert folded.text == "café x"
    assert folded.back(3, 4) == Span(3, 5)
    assert folded.back(5, 6) == Span(6, 7)
    assert folded.back(2, 2) == Span(2, 2)


def test_letters_that_are_made_of_several_which_are_no_marks() -> None:
    assert fold("\u1100\u1161\u11a8").text == "각"
    assert fold("\u0995\u09c7\u09be").text == fold("\u0995\u09cb").text  # Bengali ko
    assert fold("a\u0301\u1161").back(0, 1) == Span(0, 2)


def test_a_span_over_a_run_of_spaces() -> None:
    folded = fold("a \u00a0 b c")
    assert folded.back(0, 3) == Span(0, 5)
    assert folded.back(2, 5) == Span(4, 7)


@given(TEXTS)
def test_the_folded_text_is_composed_and_has_single_spaces(text: str) -> None:
    folded = fold(text).text
    assert "  " not in folded
    assert not set(folded) & set("\u00a0\n\r\t’“—«")
    assert normalize("NFC", folded) == folded


@given(TEXTS)
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS)
def test_a_text_and_its_decomposed_form_fold_alike(text: str) -> None:
    assert fold(normalize("NFD", text)).text == fold(normalize("NFC", text)).text


@settings(max_examples=160)
@given(TEXTS, st.data())
def test_every_span_leads_back_to_what_it_was_folded_from(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    # A place between a letter and a mark upon it is inside a letter, not between two.
    places = [
        k
        for k, char in enumerate(folded.text)
        if category(char)[0] != "M" and not "\u1160" <= char <= "\u11ff"
    ]
    places.append(len(folded.text))
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.sampled_from([place for place in places if place >= start]))
    span = folded.back(start, end)
    assert fold(text[span.start : span.end]).text == folded.text[start:end]


def test_what_can_stand_inside_a_word() -> None:
    assert [is_word_char(char) for char in "aй_1\u0301 -’"] == [True] * 5 + [False] * 3


MARKED = st.sampled_from("ab  \n\u00a0é.e\u0301\u0323\u0958\u1112\u1161-")


@given(st.text(MARKED, min_size=1), st.data())
def test_there_and_back_is_the_same_or_whole_letters_around_it(text: str, data) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    there = folded.forth(start, end)
    assert 0 <= there.start < there.end <= len(folded.text)
    back = folded.back(*there)
    lost = text[start : back.start] + text[back.end : end]
    assert not lost.strip()
    assert folded.forth(*back) == there


@given(st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from(" \t\n\x01\u00ad\u200b’")))
def test_a_quotation_is_folded_as_the_text_is(text: str) -> None:
    """What has no letter beyond ASCII goes a shorter way."""
    assert fold_quote(text) == fold(text).text.strip()
    plain = text.encode("ascii", "ignore").decode()
    assert fold_quote(plain) == fold(plain).text.strip()
