"""No table leaves the paper, in whatever profile, nor the screen: of the source, of notes, of
sections; and none is set in type that nobody can read."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from edition.assembly.prepare import prepare
from edition.build import build
from edition.markup.parse import parse
from edition.markup.tree import Node
from edition.model import Block
from edition.render import notetables, tables, widetables
from edition.render.passages import passages
from edition.system.project import Project
from edition.typography.profiles import BESIDE, PROFILES, Notes
from edition.verify.text import prove
from tests.books import prepared, write_project
from tests.shared import made_once, write

SCREEN = PROFILES["screen"]
WORDS = ["loom", "weaver", "1,234", "Hollingworth", "unaccountable", "8", "Saturday", "the", "mill"]


def table_of(folder: Path, *rows: str, head: bool = True) -> tables.Table:
    source = "Cards\n\n" + "\n".join(rows) + "\n"
    first = 4 if head else 3
    rules = f"structure:\n  roles:\n    title: [1]\n    table: ['{first}-{len(rows) + 2}']\n"
    rules += "    table-head: [3]\n" if head else ""
    (chapter,) = prepared(folder, rules, source).edition.chapters
    (found,) = (
        tables.table(source, [e for e in item.elements if isinstance(e, Block)])
        for item in passages(source, chapter.elements)
        if item.kind == "table"
    )
    return found


def shown(table: tables.Table) -> list[list[str]]:
    return [
        ["".join(run.text for run in cell.runs) or f"({cell.again})" for cell in row.cells]
        for group in table.groups
        for row in group.rows
    ]


def test_one_that_fits_is_as_it_was(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Year\tMill", "1820\tThe old mill by the canal")
    assert widetables.fitted(table, SCREEN) is table


def test_each_line_of_a_divided_row_begins_with_its_first_cell(tmp_path: Path) -> None:
    words = [f"verylongvalue{letter}" for letter in "ABCDEFG"]
    table = table_of(tmp_path, "\t".join(words), "\t".join(words[:2]))
    found = widetables.fitted(table, SCREEN)
    assert shown(found) == [
        [words[0], *words[1:4]],
        [f"({words[0]})", *words[4:7]],
        [words[0], words[1], "()", "()"],  # and no line for what it has not
    ]
    assert [row.further for group in found.groups for row in group.rows] == [False, True, False]


def test_one_that_is_long_when_it_is_divided_may_be_broken_over_pages(tmp_path: Path) -> None:
    words = "\t".join(f"verylongvalue{letter}" for letter in "ABCDEFG")
    assert widetables.fitted(table_of(tmp_path / "a", *[words] * 5), SCREEN).short
    assert not widetables.fitted(table_of(tmp_path / "b", *[words] * 6), SCREEN).short


def test_white_space_of_the_source_stays(tmp_path: Path) -> None:
    words = [f"verylongvalue{letter}" for letter in "ABCDEFG"]
    table = table_of(tmp_path, "\t".join(words), f"a\t\t\t\t\t\t{words[0]}", "b\tc\t\t\t\t\t")

    def spaces(found: tables.Table) -> list[str]:
        return [
            "".join(
                row.gap + "".join(cell.gap for cell in row.cells) + row.end for row in group.rows
            )
            for group in found.groups
        ]

    assert spaces(widetables.fitted(table, SCREEN)) == spaces(table)


def test_a_cell_over_all_columns_is_in_the_line_where_it_begins(tmp_path: Path) -> None:
    words = [f"verylongvalue{letter}" for letter in "ABCDEFG"]
    table = table_of(tmp_path, "   " + "The weavers of the mill " * 4, "  ".join(words), head=False)
    found = widetables.fitted(table, SCREEN)
    rows = [row for group in found.groups for row in group.rows]
    assert {sum(cell.columns for cell in row.cells) for row in rows} == {4}
    assert rows[0].cells[0].columns == 4 and len(rows) == 3


# ── tables in Markdown ──────────────────────────────────────────────────────────────────────


def markdown(columns: int, word: str) -> str:
    row = "| " + " | ".join(f"{word}{k}" for k in range(columns)) + " |\n"
    return row + "|---" * columns + "|\n" + row


def parts(nodes: tuple[Node, ...]) -> list[list[str]]:
    """The words of the first row of each table."""
    found = []
    for node in nodes:
        if node.kind == "table":
            (row,) = node.children[0].children
            found.append(["".join(child.text for child in cell.children) for cell in row.children])
        else:
            found += parts(node.children)
    return found


def test_a_table_in_a_note_is_divided_with_the_first_column_in_each_part() -> None:
    nodes = parse(markdown(6, "weavers")).nodes
    room = notetables.note_room(SCREEN)
    assert notetables.fitted(nodes, room, SCREEN) == nodes
    assert parts(notetables.fitted(nodes, 14.0, SCREEN)) == [
        ["weavers0", "weavers1", "weavers2", "weavers3"],
        ["weavers0", "weavers4", "weavers5"],
    ]


def test_a_table_in_a_list_has_less_room() -> None:
    nodes = parse("- item\n\n" + re.sub("^", "  ", markdown(6, "weavers"), flags=re.M)).nodes
    whole = parse(markdown(6, "weavers")).nodes
    fits = next(room for room in range(10, 60) if notetables.fitted(whole, room, SCREEN) == whole)
    assert notetables.fitted(nodes, fits, SCREEN) != nodes
    assert notetables.fitted(nodes, fits + 2, SCREEN) == nodes


def test_notes_beside_the_text_have_less_room_than_those_below_it() -> None:
    below = notetables.note_room(PROFILES["a4"])
    beside = replace(PROFILES["a4"], notes=Notes.SIDE, side=BESIDE["a4"]["side"])
    assert notetables.note_room(beside) < below


# ── whole books ─────────────────────────────────────────────────────────────────────────────

PROFILED = {
    "": "{profile: screen}",
    "-print": "{profile: print, paper: 6x9}",
    "-large-print": "{profile: large-print}",
    "-beside": "{profile: a4, notes: side, name: beside}",
}
#: Columns, rows, and what is in each cell.
SHAPES: list[tuple[int, int, Callable[[random.Random, int], str]]] = [
    (12, 3, lambda rng, column: f"verylongcellvalue{column}"),
    (12, 10, lambda rng, column: rng.choice(WORDS)),
    (8, 6, lambda rng, column: " ".join(rng.choices(WORDS, k=rng.choice([1, 1, 6])))),
    (2, 3, lambda rng, column: "x" * 120 if column else "short"),
    (3, 3, lambda rng, column: "https://example.org/" + "a/long/address/" * column * 3),
    # ggrossetie/asciidoctor-web-pdf#737: names of classes.
    (3, 2, lambda rng, column: "Does" if column != 1 else "org.apache.cxf.jaxrs." + "Context" * 9),
    (6, 4, lambda rng, column: "1,234,567.89"),
    (4, 3, lambda rng, column: "中文字" * 9 if column % 2 else "ÜBERMÄSSIG"),
]


def _indented(text: str, by: int) -> str:
    return re.sub("^(?=.)", " " * by, text, flags=re.M)


def _make(folder: Path) -> None:
    rng = random.Random(16)
    lines, heads, rows = ["Tables", ""], [], []
    for number, (columns, count, cell) in enumerate(SHAPES):
        lines += [f"Number {number} follows.", ""]
        lines.append("\t".join(f"Head{number}{column}" for column in range(columns)))
        heads.append(len(lines))
        for _ in range(count):
            lines.append("\t".join(cell(rng, column) or "-" for column in range(columns)))
            rows.append(len(lines))
        lines.append("")
    table = markdown(7, "weaver")
    rest = f"structure:\n  roles: {{title: [1], table-head: {heads}, table: {rows}}}\n"
    rest += f"front:\n  - id: pre\n    title: Preface\n    body: |\n{_indented(table, 6)}"
    rest += (
        f"footnotes:\n  - id: a\n    quote: Number 0 follows\n    note: |\n{_indented(table, 6)}"
    )
    rest += "  - id: b\n    quote: Number 2 follows\n    note: |\n      Words.\n\n      - item\n\n"
    rest += _indented(table, 8)
    rest += "glossary:\n  - id: loom\n    term: loom\n    definition: |\n" + _indented(table, 6)
    rest += "pdf:\n" + "".join(f"  - {item}\n" for item in PROFILED.values())
    project = write_project(folder / "project", rest, "\n".join(lines) + "\n")
    write(folder, build(Project.at(project)).files)


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "books-of-wide-tables", _make)


@pytest.mark.parametrize("ending", PROFILED)
def test_nothing_leaves_the_paper(ending: str, books: Path) -> None:
    """That every word is there, the build itself has proved."""
    sizes = []
    with pypdfium2.PdfDocument(books / f"loom{ending}.pdf") as document:
        for page in document:
            words = page.get_textpage()
            for at in range(words.count_chars()):
                left, _, right, _ = words.get_charbox(at)
                said = words.get_text_range(max(0, at - 15), 16)
                assert left >= 0 and right <= page.get_width() - 30, (page.get_width(), said)
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = item.get_bounds()
                assert bottom >= 0 and top <= page.get_height()
                sizes.append(item.get_font_size() * item.get_matrix().a)
    assert min(size for size in sizes if size) > 5.0  # paragraph numbers; tables are larger


@pytest.mark.parametrize("ending", PROFILED)
def test_a_judge_reads_the_table_that_is_in_the_book(ending: str, books: Path) -> None:
    prepared_book = prepare(Project.at(books / "project"))
    assert prove(prepared_book, books / f"loom{ending}.pdf").findings == ()


def test_on_a_screen_each_table_can_be_scrolled_by_itself(books: Path) -> None:
    found = 0
    with zipfile.ZipFile(books / "loom.epub") as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                page = archive.read(name).decode()
                begun = re.findall(r'<table class="(?:source|data)', page)
                scrolled = re.findall(
                    r'<div class="scroll" tabindex="0">\s*<table class="(?:source|data)', page
                )
                assert len(begun) == len(scrolled)
                found += len(begun)
        (sheet,) = (name for name in archive.namelist() if name.endswith("modern.css"))
        assert ".scroll { overflow-x: auto; }" in archive.read(sheet).decode()
    assert found == len(SHAPES) + 4
