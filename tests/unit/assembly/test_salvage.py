"""What is left of an edition with errors, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.partial import Salvaged, salvage
from edition.system.project import Project
from tests.books import EDITION, GOOD, write_project


def of(folder: Path, rest: str, **more: str) -> Salvaged:
    """What is salvaged of an edition written into `folder`."""
    return salvage(Project.at(write_project(folder, rest, **more)))


def codes(found: Salvaged) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in found.problems]


def notes(found: Salvaged) -> list[str]:
    """The ids of the notes that stand."""
    assert found.prepared is not None
    return [note.id for note in found.prepared.edition.notes]


SECOND = """\
footnotes:
  - id: on-shuttle
    quote: shuttle
    note: It flies.
  - id: on-weaver
    quote: "weavr sat"
    note: A person. [](note:on-shuttle)
"""


def test_a_sound_edition_is_all_there(tmp_path: Path) -> None:
    found = of(tmp_path, GOOD)
    assert found.prepared and found.problems == () and found.left_out == ()


def test_a_note_with_a_lost_quotation_is_left_out_and_named_in_its_line(tmp_path: Path) -> None:
    found = of(tmp_path, SECOND)
    assert notes(found) == ["on-shuttle"]
    assert codes(found) == ["quote-not-found"]
    assert found.left_out == (("footnotes", 1),)
    [problem] = found.problems
    assert problem.about is not None and problem.about.line == 3
    line = (tmp_path / "annotations.yaml").read_text().splitlines()[problem.place.line - 1]
    assert "weavr" in line


def test_what_links_to_a_lost_note_stands_without_the_link(tmp_path: Path) -> None:
    rest = SECOND.replace("weavr", "weaver").replace("quote: shuttle", "quote: shutle")
    found = of(tmp_path, rest)
    assert notes(found) == ["on-weaver"]
    assert codes(found) == ["quote-not-found"]
    assert found.prepared.annotations.footnotes[0].body.text == "A person. …"


def test_problems_of_all_stages_come_together(tmp_path: Path) -> None:
    rest = SECOND + "  - {id: Bad Id, quote: cloth, note: N.}\n"
    found = of(tmp_path, rest + "glossary:\n  - {id: x, term: warp, definition: D.}\n")
    assert sorted(codes(found)) == ["bad-value", "quote-not-found", "term-never-used"]
    assert notes(found) == ["on-shuttle"]


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("rules: {nonsense: 1}\n", "unknown-key"),
        ("nonsense: 1\n", "unknown-key"),
        ("footnotes:\n  - {id: a, quote: cloth}\n", "missing-key"),
        (
            "footnotes:\n  - {id: a, quote: cloth, note: N.}\n  - {id: a, quote: sat, note: N.}\n",
            "repeated-id",
        ),
        ("footnotes: nothing\n", "wrong-kind"),
        ("text-note: '<script>'\n", "raw-html"),
        ("structure:\n  roles:\n    title: [1, 99]\n", "no-paragraph-at-line"),
        ("chronology:\n  events:\n    - {date: '2014', event: '[](note:x)'}\n", "unknown-note"),
        ("glossary:\n  - {id: l, term: loom, pronunciation: 7, definition: D.}\n", "not-text"),
        ("people:\n  - {id: p, name: Penelope}\n", "heading-never-mentioned"),
        ("photos:\n  - {id: p, caption: 3, file: p.jpg, alt: A.}\n", "file-not-found"),
        (
            "sources:\n  - {id: s, type: book, title: T, issued: never}\n"
            "footnotes:\n  - {id: a, quote: cloth, note: 'N. [@s]'}\n",
            "bad-date",
        ),
        ('footnotes:\n  - {id: a, quote: cloth, note: "N\\u0007."}\n', "control-character"),
        ("footnotes:\n  - {id: a, quote: no, note: N.}\n", "yaml-bare-word"),
        ("footnotes: []\nfootnotes: []\n", "yaml-repeated-key"),
    ],
)
def test_one_error_of_any_kind_leaves_an_edition_to_show(
    tmp_path: Path, rest: str, code: str
) -> None:
    found = of(tmp_path, rest)
    assert found.prepared is not None, codes(found)
    assert code in codes(found)


def test_two_errors_in_one_entry_cost_no_more_than_that_entry(tmp_path: Path) -> None:
    rest = GOOD.replace("    definition: A frame.", "    definitoin: A frame.")
    found = of(tmp_path, rest + "  - {id: sh, term: shuttle, definition: It flies.}\n")
    assert codes(found) == ["missing-key", "unknown-key"]
    assert [entry.term.id for entry in found.prepared.edition.glossary] == ["sh"]


def test_a_bad_record_keeps_the_notes_that_cite_it(tmp_path: Path) -> None:
    rest = "sources:\n  - {id: s, type: book, title: T, issued: never}\n"
    found = of(tmp_path, rest + "footnotes:\n  - {id: a, quote: cloth, note: 'N. [@s]'}\n")
    assert notes(found) == ["a"]


def test_a_label_that_nobody_knows_is_left_out(tmp_path: Path) -> None:
    found = of(tmp_path, GOOD, edition=EDITION + "  labels: {glosary: Words}\n")
    assert found.prepared is not None
    assert codes(found) == ["unknown-label"]


def test_a_bad_style_sheet_gives_way_to_the_builders(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "base.css").write_text("p { background: url(x) }")
    found = of(tmp_path, GOOD)
    assert codes(found) == ["style-reaches-out"]
    assert found.prepared is not None
    assert b"url(" not in found.prepared.project.instead["styles/base.css"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("a: 'b", "yaml-syntax"),
        ("", "yaml-empty"),
        ("a: &a [*a]\n", "yaml-alias"),
        ("edition: {}\n", "missing-key"),
    ],
)
def test_where_nothing_stands_the_problems_do(tmp_path: Path, data: str, code: str) -> None:
    write_project(tmp_path)
    (tmp_path / "annotations.yaml").write_text(data)
    found = salvage(Project.at(tmp_path))
    assert found.prepared is None
    assert code in codes(found)


def test_a_changed_or_a_missing_source_leaves_nothing(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / "source.txt").write_text("Another.")
    assert "source-changed" in codes(salvage(Project.at(tmp_path)))
    (tmp_path / "source.txt").unlink()
    found = salvage(Project.at(tmp_path))
    assert found.prepared is None and codes(found) == ["file-not-found"]


def test_nothing_is_written(tmp_path: Path) -> None:
    write_project(tmp_path, SECOND)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    salvage(Project.at(tmp_path))
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
