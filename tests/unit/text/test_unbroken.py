"""Where a line may not end: before a dash, between a number and what it belongs to, in a range."""

from __future__ import annotations

import pytest

from edition.text.unbroken import addresses, around, belong_together


def shown(text: str) -> str:
    """`text` with a bar wherever a line may end by our rules, behind spaces and dashes."""
    out = ""
    for at, char in enumerate(text):
        may = at > 0 and not char.isspace() and text[at - 1] in " —–-/"
        out += "|" if may and around(text, at) is None else ""
        out += char
    return out


@pytest.mark.parametrize(
    "expected",
    [
        "went |down—|slowly, |to |the |yard—|where |it |lay",
        "He |went – |slowly – |down",
        "word - |word; |a--|b -- |c",
        "palabra |—inciso— |palabra",
        "said . . . |nothing . . . |of",
        "Elle |dit : |« Voici |le |métier » ; |puis |« Où |donc ? »",
        "sagte |er. |»Wort« |und |»mehr« |kam",
        "on |p. 12 |and |pp. 12–15, |vol. iv, |No. 5, |§ 12, |fig. 3",
        "the |years |1914–1918, |5–10 men, |3/4 |of |it, |xii–xv, |3 – 5, |2014-12-03",
        "on |15 December |2014, |December 15, |2014, |5th May",
        "le |1er janvier |1916, |den |15. Dezember |1916, |el |5 de mayo",
        "Она — |дома, |15 декабря |2014 г.",
        "100 km |and |5 % |and |100 000 |men, |£ 5",
        "Mr. Smith, |Dr Jones, |St. Petersburg",
        "well-|known, |Leeds–|York, |either/|or",
        "He |had |16. |Then |she |came.",
        "https:/|/|a.example/|b-c/|d-e",
    ],
)
def test_where_a_line_may_end(expected: str) -> None:
    assert shown(expected.replace("|", "")) == expected


@pytest.mark.parametrize(
    ("pair", "together"),
    [("d—", True), ("—d", False), ("–5", True), (" »", True), ("« ", True), (" —", False)],
)
def test_two_letters_that_meet(pair: str, together: bool) -> None:
    assert belong_together(*pair) is together


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/b?c=d, too", ["https://a.example/b?c=d,"]),
        ("www.example.org and C:\\Users\\x.txt", ["www.example.org", "C:\\Users\\x.txt"]),
        ("0123456789abcdef, ada@example.org", ["0123456789abcdef,", "ada@example.org"]),
        ("the weaver-in-chief and/or unquestionably 1914–1918", []),
    ],
)
def test_addresses(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == found
