"""Tables of the source: which cells a line has, what stands between them, which notes they call."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from edition.assembly.merge import check_whole
from edition.assembly.prepare import survey
from edition.build import build
from edition.model import Block, GlossRef, NoteRef, Text
from edition.render import tables
from edition.render.passages import passages
from edition.system.project import Project
from edition.text import tablecells
from tests.books import prepared, rebuilt, write_project
from tests.pdf_samples import WORDS, document, note
from tests.unit.pdf.weasyprint70.footnotes.test_divide import fragments

WAGES = """\
Wages

Year    Trade                Wage
1820    Weavers              8 s
1840    Spinners
                             7 s

So it was.
"""
RULES = "structure:\n  roles:\n    title: [1]\n    table-head: [3]\n    table: ['4-6']\n"


def tables_of(folder: Path, rest: str, source: str, **more: str) -> list[tables.Table]:
    found = prepared(folder, rest, source, **more).edition
    check_whole(found)
    assert rebuilt(found) == source
    (chapter,) = found.chapters
    return [
        tables.table(source, [e for e in item.elements if isinstance(e, Block)])
        for item in passages(source, chapter.elements)
        if item.kind == "table"
    ]


def words(cell: tables.Cell) -> str:
    return "".join(run.text for run in cell.runs if isinstance(run, Text | GlossRef))


def shown(table: tables.Table) -> list[list[str]]:
    return [[words(cell) for cell in row.cells] for group in table.groups for row in group.rows]


def written(table: tables.Table) -> list[str]:
    """What the rows of each block say, with all that stands between the cells."""
    return [
        "".join(
            row.gap + "".join(cell.gap + words(cell) for cell in row.cells) + row.end
            for row in group.rows
        )
        for group in table.groups
    ]


def test_two_spaces_tell_the_cells_and_an_empty_one_keeps_its_column(tmp_path: Path) -> None:
    (table,) = tables_of(tmp_path, RULES, WAGES)
    assert shown(table) == [
        ["Year", "Trade", "Wage"],
        ["1820", "Weavers", "8 s"],
        ["1840", "Spinners", ""],
        ["", "", "7 s"],
    ]
    assert [group.head for group in table.groups] == [True, False, False, False]


def test_nothing_of_the_source_is_moved(tmp_path: Path) -> None:
    (table,) = tables_of(tmp_path, RULES, WAGES)
    lines = [line.strip() for line in WAGES.splitlines()[2:6]]
    assert written(table) == lines


def test_tabs_tell_the_cells_where_there_are_any(tmp_path: Path) -> None:
    source = "Cards\n\nAda Byron\t1801\t\t8 s\n\tno  name\t1802\n"
    rules = "structure:\n  roles:\n    title: [1]\n    table: ['3-4']\n"
    (table,) = tables_of(tmp_path, rules, source)
    assert shown(table) == [["Ada Byron", "1801", "", "8 s"], ["", "no  name", "1802", ""]]
    assert written(table) == ["Ada Byron\t1801\t\t8 s", "no  name\t1802"]


def test_lines_wrapped_by_hand_are_rows_of_one_paragraph(tmp_path: Path) -> None:
    source = "Cards\n\nName    Year\nAda     1801  \n  Bert   1802\n\nThe end.\n"
    rules = "structure:\n  roles:\n    title: [1]\n  split:\n"
    rules += "    - {line: 3, at: Ada, roles: [table-head, table]}\n"
    (table,) = tables_of(tmp_path, rules, source, paragraphs="blank-line")
    assert [group.head for group in table.groups] == [True, False]
    assert shown(table) == [["Name", "Year"], ["Ada", "1801"], ["Bert", "1802"]]
    assert written(table) == ["Name    Year", "Ada     1801  \n  Bert   1802"]


def test_a_line_above_all_columns_fills_them(tmp_path: Path) -> None:
    source = "Cards\n\n   The weavers of the mill\n"
    source += "Ada Byron       1801    8 s\nB. Carter       1802    9 s\n"
    rules = "structure:\n  roles:\n    title: [1]\n    table: ['3-5']\n"
    (table,) = tables_of(tmp_path, rules, source)
    assert table.groups[0].rows[0].cells[0].columns == 3
    assert shown(table)[1:] == [["Ada Byron", "1801", "8 s"], ["B. Carter", "1802", "9 s"]]


def test_cells_that_stand_under_no_column_are_counted(tmp_path: Path) -> None:
    """Where the columns of the source run into one another, a row's second cell is of the second
    column."""
    source = "Cards\n\nAda Byron and others  1801\nB  1802\n"
    rules = "structure:\n  roles:\n    title: [1]\n    table: ['3-4']\n"
    (table,) = tables_of(tmp_path, rules, source)
    assert shown(table) == [["Ada Byron and others", "1801"], ["B", "1802"]]


@pytest.mark.parametrize(
    ("said", "is_number"),
    [
        ("1,200", True),
        ("8 s", True),
        ("£ 14.5", True),
        ("3–4", True),
        ("40 %", True),
        ("1820 May", True),
        ("eight", False),
        ("8 shillings", False),
        ("A1", False),
    ],
)
def test_a_column_of_numbers_is_known(tmp_path: Path, said: str, is_number: bool) -> None:
    source = f"Cards\n\nName\tWage\nAda\t{said}\n"
    rules = "structure:\n  roles:\n    title: [1]\n    table-head: [3]\n    table: [4]\n"
    (table,) = tables_of(tmp_path, rules, source)
    assert [[cell.numeric for cell in group.rows[0].cells] for group in table.groups] == [
        [False, is_number],
        [False, is_number],
    ]


def test_a_head_begins_a_table_and_each_table_has_one_number(tmp_path: Path) -> None:
    source = "Cards\n\nA\tB\n1\t2\n3\t4\nC\tD\n5\t6\n\nThe end.\n"
    rules = "structure:\n  roles:\n    title: [1]\n    table-head: [3, 6]\n    table: [4, 5, 7]\n"
    one, other = tables_of(tmp_path, rules, source)
    assert [shown(one)[0], shown(other)[0]] == [["A", "B"], ["C", "D"]]
    found = prepared(tmp_path / "again", rules, source).edition
    numbers = [block.number for block in found.blocks()]
    assert numbers == [None, 1, None, None, 2, None, 3]
    assert [group.opens is not None for group in one.groups] == [False, True, False]


def test_a_note_keeps_its_cell_and_its_head_is_not_repeated(tmp_path: Path) -> None:
    notes = "footnotes:\n  - {id: a, quote: Trade, note: The guild.}\n"
    notes += "  - {id: b, quote: '1840    Spinners', note: All of them.}\n"
    (table,) = tables_of(tmp_path, RULES + notes, WAGES)
    called = [
        (words(cell), sum(isinstance(run, NoteRef) for run in cell.runs))
        for group in table.groups
        for row in group.rows
        for cell in row.cells
    ]
    assert [pair for pair in called if pair[1]] == [("Trade", 1), ("Spinners", 1)]
    assert not table.repeats and table.groups[0].opens is not None


def test_a_call_behind_a_blank_belongs_to_the_cell_before_it(tmp_path: Path) -> None:
    source = (
        "| Year | What |\n|---|---|\n| 1868 [^a] | A flood [^b] |\n| [^c] | Peace ^[Inner.] |\n\n"
        "[^a]: A.\n\n[^b]: B.\n\n[^c]: C.\n"
    )
    found = prepared(tmp_path, "", source, markup="markup: markdown").edition
    check_whole(found)
    blocks = [item for item in found.chapters[0].elements if isinstance(item, Block)]
    made = tables.table(found.source.text, blocks)
    calls = [
        [len([run for run in cell.runs if isinstance(run, NoteRef)]) for cell in row.cells]
        for group in made.groups
        for row in group.rows
    ]
    assert calls == [[0, 0], [1, 1], [1, 1]]
    assert [note.mark for note in found.notes] == ["*", "†", "‡", "§"]


def test_a_term_over_two_cells_is_linked_in_both_and_anchored_once(tmp_path: Path) -> None:
    gloss = "glossary:\n  - {id: w, term: wage, definition: Money., forms: [Weavers 8]}\n"
    (table,) = tables_of(tmp_path, RULES + gloss, WAGES)
    links = [
        run
        for group in table.groups
        for row in group.rows
        for cell in row.cells
        for run in cell.runs
        if isinstance(run, GlossRef)
    ]
    assert [(link.text, link.first) for link in links] == [("Weavers", True), ("8", False)]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("Cards\n\nno cells here\nnor here\n", "table-of-one-column"),
        ("Cards\n\n" + "x  " * 13 + "\nb  c\n", "too-many-cells"),
    ],
)
def test_what_is_no_table_is_told_with_its_line(tmp_path: Path, source: str, code: str) -> None:
    rules = "structure:\n  roles:\n    title: [1]\n    table: ['3-4']\n"
    project = write_project(tmp_path, rules, source)
    found = survey(Project.at(project)).problems
    assert [(p.code, p.place.line) for p in found] == [(code, 3)]


def test_long_tables_cost_no_more_for_each_row(tmp_path: Path, monkeypatch) -> None:
    counts = []
    for size in (100, 400):
        calls = 0
        original = tablecells._fit

        def fit(*arguments, original=original):
            nonlocal calls
            calls += 1
            return original(*arguments)

        monkeypatch.setattr(tablecells, "_fit", fit)
        source = "Cards\n\n" + "ab  cd\n" * size
        rules = f"structure:\n  roles:\n    title: [1]\n    table: ['3-{size + 2}']\n"
        tables_of(tmp_path / str(size), rules, source)
        monkeypatch.setattr(tablecells, "_fit", original)
        counts.append(calls)
    assert counts == [100, 400]


def test_both_books_say_what_the_source_says(tmp_path: Path) -> None:
    """The build reads both books back and compares them; here is one with all kinds of cells."""
    notes = "footnotes:\n  - {id: a, quote: Trade, note: The guild.}\n"
    project = write_project(tmp_path, RULES + notes, WAGES)
    files = build(Project.at(project)).files
    assert len(files) == 2


# ── notes called in the cells of a page ─────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(16))
def test_no_note_of_a_table_is_lost(seed: int) -> None:
    rng, said, rows = random.Random(seed), {}, ""
    for _ in range(40):
        cells = ""
        for _ in range(3):
            called = ""
            if rng.random() < 0.3:
                n = len(said) + 1
                said[f"fn{n}"] = " ".join(rng.choices(WORDS, k=rng.choice([3, 12, 60])))
                called = note(n, said[f"fn{n}"])
            cells += f"<td>{' '.join(rng.choices(WORDS, k=rng.randint(1, 6)))}{called}</td>"
        rows += f"<tbody><tr>{cells}</tr></tbody>"
    css = "tr { break-inside: avoid } td { vertical-align: top }"
    found = fragments(document(f"<p>Before.</p><table>{rows}</table><p>After.</p>", css))
    assert {name: text.replace(" ", "") for name, text in said.items()} == found.texts
    assert list(dict.fromkeys(found.order)) == list(said)
    assert found.overlaps == 0
