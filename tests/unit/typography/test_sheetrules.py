"""Rules of a style sheet: where they stand, and the sheet without some of them."""

from __future__ import annotations

import pytest

from edition.typography.sheetrules import read, strange, without

SHEET = "/* one */\na { b: c }\n@media print { d { e: f } }  g,\nh{}\n"


def test_each_rule_has_its_place_and_its_head() -> None:
    _, rules = read("x.css", SHEET)
    places = [(rule.place.line, rule.place.column, rule.head) for rule in rules]
    assert places == [(2, 1, "a"), (3, 1, "@media print"), (3, 30, "g, h")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f"])
def test_a_rule_is_taken_out_and_the_others_stay_on_their_lines(end: str) -> None:
    text, rules = read("x.css", SHEET.replace("\n", end))
    assert without(text, []) == SHEET
    assert without(text, rules[:1]) == "/* one */\n\n@media print { d { e: f } }  g,\nh{}\n"
    assert without(text, rules[1:]) == "/* one */\na { b: c }\n\n\n"
    assert without(text, rules).strip() == "/* one */"


def test_rules_that_another_sheet_has_are_not_strange() -> None:
    text, rules = read("x.css", SHEET)
    known = "h{ } g {} a {b:c} /* */ @media print { d { e: f } }"
    assert [rule.head for rule in strange(text, rules, known)] == ["a", "g, h"]
    assert strange(text, rules, SHEET.replace("\n", " ")) == []
