"""`names`: nearly a declared name is told; another name, a plural or a quotation is not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from edition.checks.rules.names import Names, sound
from tests.books import prepared

DECLARED = ["Kadyrov, Ramzan", "Grozny", "Achkhoy-Martan", "Khasavyurt", "Estemirova, Natalia",
            "Yandi", "Committee Against Torture", "O’Connor", "SPCh", "Tsarnaev", "Leeds",
            "Russia", "Chechnya", "Müller", "kadyrovets"]  # fmt: skip
NAMES = Names(DECLARED, ["The text has Ivanov and Committees.", "Garner"])


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Kadirov", "Kadyrov"),
        ("Kadyrof", "Kadyrov"),
        ("Kadryov", "Kadyrov"),
        ("Groznyi", "Grozny"),
        ("Grozni", "Grozny"),
        ("Hasavyurt", "Khasavyurt"),
        ("Khasaviurt", "Khasavyurt"),
        ("Achkhoi-Martan", "Achkhoy-Martan"),
        ("Jandi", "Yandi"),
        ("Yandy", "Yandi"),
        ("Carnaev", "Tsarnaev"),
        ("Ramzzan", "Ramzan"),
        ("Kadirov’s", "Kadyrov"),
        ("Muller", "Müller"),
        ("OConnor", "O'Connor"),
        ("Committe", "Committee"),
        ("Chechnia", "Chechnya"),
        ("Natalya", "Natalia"),
    ],
)
def test_slips_and_other_transliterations(word: str, name: str) -> None:
    assert NAMES.nearest(word) == name


@pytest.mark.parametrize(
    "word",
    [
        "Kadyrov",
        "Kadyrovs",
        "Kadyrov’s",
        "Kadyrov's",
        "Kadyrova",
        "Estemirov",
        "Russian",
        "Russians",
        "Chechen",
        "Chechens",
        "Ivanov",
        "Ivanova",
        "Garner",
        "Leeds’",
        "Against",
        "Rome",
        "SPC",
        "Leonid",
        "Grover",
        "Committees",
        "Martan",
        "Achkhoy",
        "O'Connor",
        "O’Connor’s",
    ],
)
def test_no_false_alarm(word: str) -> None:
    assert NAMES.nearest(word) == ""


def test_sounds() -> None:
    for alike in (
        ("Yandi", "Jandi", "Yandii", "Iandi"),
        ("Khasavyurt", "Hasaviurt"),
        ("Tsar", "Tzar", "Car"),
        ("Müller", "Muler"),
    ):
        assert len({sound(word) for word in alike}) == 1, alike
    assert sound("Grozny") != sound("Grozno")


def test_a_name_is_near_itself_after_any_slip_or_near_nothing_else() -> None:
    chance = random.Random(3)
    found = []
    for _ in range(400):
        word = chance.choice([w for w in NAMES.words if len(w) >= 8])
        at = chance.randrange(1, len(word))
        slip = word[:at] + chance.choice("aeiourtn") + word[at + 1 :]
        found.append((NAMES.nearest(slip), word))
    assert all(near in ("", word) for near, word in found)
    assert sum(near == word for near, word in found) > 300


def warnings(folder: Path, note: str):
    rest = f"""\
footnotes:
  - id: n
    quote: shuttle
    note: |
      {note}
people: [{{id: w, name: "Writerly, Ada", forms: [Ada Writerly]}}]
textual-notes: [{{id: t, quote: threw, note: So Ada Writerly.}}]
sources: [{{id: a, type: book, title: Wrilerly, author: [{{family: Writerley, given: Ida}}]}}]
rules: {{names: true}}
"""
    return [p for p in prepared(folder, rest).warnings if p.code != "unused-source"]


def test_the_warning_names_the_name_and_the_place(tmp_path: Path) -> None:
    (problem,) = warnings(tmp_path, "So\n      Ada Writelry said.")
    assert (problem.code, problem.place.line) == ("name-spelling", 22)
    assert problem.message == '"Writelry" is nearly the name "Writerly".'
    assert "Did you mean “Writerly”?" in problem.hint


@pytest.mark.parametrize(
    "note",
    [
        "“Ada Writelry,” they said.",
        "*The Writelry*",
        "[Writelry]{lang=ru}",
        "[@a] Ida Writerley.",
        "The Writerlys.",
        "writelry",
    ],
)
def test_what_is_not_looked_at(note: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, note) == []


def test_a_word_that_stands_in_small_letters_elsewhere_is_no_name(tmp_path: Path) -> None:
    assert warnings(tmp_path, "Writelry it was; so much writelry.") == []
