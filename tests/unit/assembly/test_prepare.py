"""One run tells everything: warnings beside errors, the ledger beside the annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.assembly.review import review
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import GOOD, TEXT, write_project

WARNED = "sources:\n  - {id: never-cited, type: book, title: T}\n"


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in review(Project.at(folder)).problems]


def test_warnings_are_told_beside_errors(tmp_path: Path) -> None:
    rest = GOOD.replace("shuttle\n", "shuttles\n") + WARNED + "rules: {words-per-note: 1}\n"
    write_project(tmp_path, rest)
    assert codes(tmp_path) == ["note-too-long", "quote-not-found", "unused-source"]
    assert review(Project.at(tmp_path)).prepared is None
    with pytest.raises(BuildFailed) as failed:
        prepare(Project.at(tmp_path))
    assert len(failed.value.problems) == 3


def test_the_ledger_is_read_beside_errors(tmp_path: Path) -> None:
    write_project(tmp_path, GOOD.replace("shuttle\n", "shuttles\n") + "ledger: l.yaml\n")
    (tmp_path / "l.yaml").write_text("a: {used: [footnotes/none]}\nb: {left-out: Hearsay.}\n")
    assert codes(tmp_path) == ["quote-not-found", "ledger-unknown"]
    assert [entry.key for entry in review(Project.at(tmp_path)).entries] == ["b"]


def test_the_notes_are_checked_where_the_text_cannot_be_read(tmp_path: Path) -> None:
    rest = GOOD.replace("It flies.", "Of course. <b>x</b>") + "rules: {tone-words: true}\n"
    write_project(tmp_path, rest)
    (tmp_path / "source.txt").unlink()
    assert codes(tmp_path) == ["file-not-found", "tone-word", "raw-html", "raw-html"]


def test_a_word_without_quotes_and_an_id_twice_hide_nothing(tmp_path: Path) -> None:
    more = "  - {id: on-shuttle, quote: nowhere at all, note: no}\n"
    write_project(tmp_path, GOOD.replace("glossary:", more + "glossary:"))
    assert sorted(codes(tmp_path)) == ["quote-not-found", "repeated-id", "yaml-bare-word"]


def test_an_id_of_a_source_twice_is_told_once(tmp_path: Path) -> None:
    write_project(tmp_path, GOOD + WARNED + WARNED.removeprefix("sources:\n"))
    assert sorted(set(codes(tmp_path))) == ["repeated-id", "unused-source"]


def test_a_changed_text_is_announced_once_with_its_report(tmp_path: Path) -> None:
    write_project(tmp_path, GOOD + WARNED)
    (tmp_path / "source.txt").write_text(TEXT.replace("shuttle", "bobbin"))
    assert codes(tmp_path) == ["source-changed", "source-changed-report", "unused-source"]
