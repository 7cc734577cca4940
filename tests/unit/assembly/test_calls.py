"""A call follows the punctuation that closes its lemma; it is never inside a word or a number."""

from __future__ import annotations

import pytest

from edition.assembly.calls import call_offset, start_offset


@pytest.mark.parametrize(
    ("text", "lemma", "before_call"),
    [
        ("He came, and left.", "came", "He came,"),
        ("“He came.” Then", "came", "“He came.”"),
        ("He came", "came", "He came"),
        ("Kadyrov’s men", "Kadyrov", "Kadyrov"),
        ("3.14 of it", "3", "3"),
        ("He came – late", "came", "He came"),
    ],
)
def test_a_call_follows_closing_punctuation(text: str, lemma: str, before_call: str) -> None:
    end = text.index(lemma) + len(lemma)
    assert text[: call_offset(text, end, len(text))] == before_call


def test_a_call_stays_in_its_part() -> None:
    assert call_offset("He came.” Then", 7, 8) == 8


@pytest.mark.parametrize(
    ("text", "lemma", "after_call"),
    [
        ("He came, and left.", "came", "came, and left."),
        ("“He came.” Then", "He", "“He came.” Then"),
        ("He (“came”) late", "came", "(“came”) late"),
        ("So „kam“ er", "kam", "„kam“ er"),
        ('He said "so"', "so", '"so"'),
        ("the weavers' own", "own", "own"),
        ("l'homme", "homme", "homme"),
        ("¿Quién es?", "Quién", "¿Quién es?"),
        ("Kadyrov", "rov", "rov"),
        ("He came.”(late)", "late", "late)"),
    ],
)
def test_a_call_before_its_words_stands_before_what_opens_them(
    text: str, lemma: str, after_call: str
) -> None:
    assert text[start_offset(text, text.index(lemma), 0) :] == after_call


def test_a_call_before_its_words_stays_in_its_part() -> None:
    assert start_offset("He “came", 4, 4) == 4
