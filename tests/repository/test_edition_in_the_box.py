"""The edition of this project keeps its own rules, and its ledger tells of all its research."""

from __future__ import annotations

import pytest

from edition.annotations import ledger
from edition.assembly.prepare import Prepared, prepare
from edition.checks.rules import words
from edition.cli import main
from edition.system.project import Project
from tests.paths import ROOT

#: Entries of the research dossier.
RESEARCH = 107


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """The edition of this project, read and merged."""
    return prepare(Project.at(ROOT))


def test_the_strict_check_has_nothing_to_say(capsys) -> None:
    assert main.main(["check", str(ROOT), "--strict"]) == main.BUILT
    assert capsys.readouterr().err == ""


def test_it_asks_of_itself_what_its_style_manual_says(prepared: Prepared) -> None:
    rules = prepared.annotations.rules
    assert rules.cite_every_fact
    assert (rules.calls_per_sentence, rules.words_per_note) == (3, 90)
    assert rules.call_before_punctuation and rules.names
    assert rules.tone_words and rules.tone_words.built_in
    assert rules.exceptions == ()


def test_the_ledger_tells_of_each_entry_of_the_research(prepared: Prepared) -> None:
    entries, problems = ledger.read(prepared.project, prepared.annotations)
    assert problems == []
    assert len({entry.key for entry in entries}) == RESEARCH
    assert all(entry.used or len(entry.reason) > 20 for entry in entries)


def test_every_footnote_has_a_source(prepared: Prepared) -> None:
    for note in prepared.annotations.footnotes:
        assert prepared.bodies[note.body].citations, note.id


def test_the_introduction_has_the_length_of_one(prepared: Prepared) -> None:
    (introduction,) = (part for part in prepared.annotations.front if part.kind == "introduction")
    assert 700 <= words(prepared.bodies[introduction.body]) <= 1000


def test_all_kinds_are_there(prepared: Prepared) -> None:
    edition = prepared.edition
    kinds = {entry.heading.kind for entry in edition.index}
    assert kinds == {"person", "organization", "place"}
    assert edition.chronology and len(edition.chronology.events) >= 40
    assert edition.maps and edition.glossary and edition.figures
    assert sum(note.series.is_textual for note in edition.notes) >= 20
