"""Wide tables: sets the tables of the source so that they do not leave a page of a PDF: in smaller
type, or divided by columns. Pure.

A divided table has each row in several lines, which begin with the row's first cell; that it is
there again is no part of the text. So rows keep the order of the source, and so do their notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model import GlossRef, NoteRef, Text
from edition.render.tables import SHORT, Cell, Group, Row, Table
from edition.typography import tablewidths
from edition.typography.profiles import MM, Profile
from edition.typography.tablewidths import Column, Setting, Type

#: The type of tables in the text (pdf.css), in rem; none is smaller than the smallest of the notes.
_TEXT, _LARGE = Type(0.92, 0.7), Type(1.0, 1.0)


def fitted(table: Table, profile: Profile) -> Table:
    """The table as it is set on the pages of `profile`; as it is, where it fits as it is."""
    family = profile.family
    face = _LARGE if family == "sans" else _TEXT
    room = profile.measure * MM / profile.size
    setting = tablewidths.setting(_columns(table, family), room, face)
    if setting == Setting(face.largest, face.widest_gap):
        return table
    groups = tuple(
        replace(group, rows=tuple(_rows(group, setting, family))) for group in table.groups
    )
    short = sum(len(group.rows) for group in groups) <= SHORT
    return replace(table, groups=groups, setting=setting, short=short)


# ── how wide the columns are ────────────────────────────────────────────────────────────────


def _columns(table: Table, family: str) -> list[Column]:
    cells: dict[int, list[tuple[str, int]]] = {}
    over: list[tuple[int, int, Column]] = []
    for group in table.groups:
        for row in group.rows:
            for at, cell in _placed(row):
                said = [(_words(cell), sum(isinstance(run, NoteRef) for run in cell.runs))]
                if cell.columns == 1:
                    cells.setdefault(at, []).extend(said)
                else:
                    cells.setdefault(at + cell.columns - 1, [])
                    over.append((at, cell.columns, tablewidths.column(said, family)))
    count = max(cells) + 1
    found = [tablewidths.column(cells.get(at, ()), family) for at in range(count)]
    for at, columns, wide in over:  # a word over several columns widens the last of them
        lacks = wide.word - sum(item.word for item in found[at : at + columns])
        if lacks > 0:
            last = found[at + columns - 1]
            found[at + columns - 1] = Column(last.word + lacks, max(last.cell, last.word + lacks))
    return found


def _placed(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells of a row, each with the number of its column."""
    at = 0
    for cell in row.cells:
        yield at, cell
        at += cell.columns


def _words(cell: Cell) -> str:
    return "".join(run.text for run in cell.runs if isinstance(run, Text | GlossRef))


# ── dividing ────────────────────────────────────────────────────────────────────────────────


def _rows(group: Group, setting: Setting, family: str) -> Iterator[Row]:
    for row in group.rows:
        cells = tuple(_broken(cell, setting, family) for cell in row.cells)
        whole = replace(row, cells=cells)
        yield from _divided(whole, setting.lines) if setting.lines else (whole,)


def _broken(cell: Cell, setting: Setting, family: str) -> Cell:
    is_long = 0 < setting.broken < tablewidths.longest(_words(cell), family)
    return replace(cell, broken=True) if is_long else cell


def _divided(row: Row, lines: Sequence[Sequence[int]]) -> Iterator[Row]:
    """The lines of a row; a line of which the row has no cell is left out."""
    length = len(lines[0])
    placed = list(_placed(row))
    first = _words(row.cells[0]) if row.cells else ""
    made: list[list[Cell]] = []
    for columns in lines:
        begin, end = columns[0], columns[-1]
        # A cell over several columns is in the line where it begins.
        own = [(at, cell) for at, cell in placed if begin <= at <= end or (at == 0 and begin == 1)]
        cells, at = [], begin
        if begin > 1:
            cells.append(Cell("", again=first))
        else:
            at = 0
        for column, cell in own:
            cells += [Cell("") for _ in range(column - at)]
            fills = min(cell.columns, end + 1 - column)
            cells.append(replace(cell, columns=fills))
            at = column + fills
        cells += [Cell("") for _ in range(begin + length - at)]
        if begin == 1 or any(cell.runs for _, cell in own):
            made.append(cells)
        else:
            gaps = "".join(cell.gap for _, cell in own)
            row = replace(row, end=gaps + row.end)
    for number, cells in enumerate(made):
        last = number == len(made) - 1
        gap, end_ = "" if number else row.gap, row.end if last else ""
        yield Row(gap, tuple(cells), end_, further=number > 0)
