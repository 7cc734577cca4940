"""Tables of the source: its lines are the rows, and white space tells the cells. Pure.

Not a character is moved: the white space between two cells stays between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model import Block, GlossRef, NoteRef, Role, Run, Text
from edition.model.dataclass import dataclass
from edition.text.decode import LINE_END
from edition.text.tablecells import CellPlace, has_tabs, lined, set_columns
from edition.typography.tablewidths import Setting

#: Rows of a table that is not broken over pages.
SHORT = 10
_NUMBER = re.compile(r"[^\w\s]{0,3} ?\d[\d.,:/'’ –-]*(?: ?[^\W\d]{1,3}\.?| ?[^\w\s]{1,2})?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `gap` is the source's white space before it, `columns` how many it fills."""

    gap: str
    runs: tuple[Run, ...] = ()
    columns: int = 1
    numeric: bool = False
    """Whether it stands in a column of numbers."""
    language: str = ""
    """That of its block."""
    again: str = ""
    """The words of the row's first cell, where the row goes on in another line."""
    broken: bool = False
    """Whether a word in it may be broken anywhere, since it is wider than its column can be."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the source: `gap` is the white space before it, `end` that behind its cells.
    `further`: it is a further line of a row that is divided by columns."""

    gap: str
    cells: tuple[Cell, ...]
    end: str = ""
    further: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a block; `head` where they name the columns, `opens` where the number of the
    table stands beside them, with the block that it is the number of."""

    block: Block
    rows: tuple[Row, ...]
    opens: Block | None = None

    @property
    def head(self) -> bool:
        return self.block.role is Role.TABLE_HEAD


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `repeats`: its head is words alone, and can stand on every page it runs over;
    `short`: it should stand on one page; `setting`: how it is set where it would be too wide."""

    groups: tuple[Group, ...]
    repeats: bool
    short: bool
    setting: Setting | None = None


def table(text: str, blocks: Sequence[Block], files: Sequence[int] = ()) -> Table:
    """The table that `blocks`, which follow one another, are; `text` is the source's, whose
    `files` begin there."""
    spans = [block.span for block in blocks]
    found = lined(text, spans, files)
    width = set_columns([cells for rows in found for cells in rows], has_tabs(text, spans))
    body = [rows for rows, block in zip(found, blocks, strict=True) if block.role is Role.TABLE]
    numeric = _numeric(text, [cells for rows in body for cells in rows], width)
    groups = tuple(
        Group(block, tuple(_rows(text, block, rows, width, numeric)))
        for block, rows in zip(blocks, found, strict=True)
    )
    heads = [run for group in groups if group.head for run in group.block.runs]
    plain = all(
        isinstance(run, Text) and not (run.marks or run.lemmas) and not run.heading for run in heads
    )
    # A head that is repeated would repeat the number.
    opening = next((k for k, group in enumerate(groups) if not (plain and group.head)), 0)
    opened = replace(groups[opening], opens=blocks[0])
    groups = (*groups[:opening], opened, *groups[opening + 1 :])
    return Table(groups, plain, sum(len(group.rows) for group in groups) <= SHORT)


def _numeric(text: str, rows: list[list[CellPlace]], width: int) -> set[int]:
    """The columns that hold nothing but numbers, with a sign or a unit."""
    said: dict[int, list[str]] = {k: [] for k in range(width)}
    for cells in rows:
        for cell in cells:
            if cell.columns == 1 and (words := text[cell.span.start : cell.span.end]):
                said[cell.column].append(words)
    return {
        column
        for column, all_words in said.items()
        if all_words and all(_NUMBER.fullmatch(words) for words in all_words)
    }


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def _rows(
    text: str, block: Block, lines: list[list[CellPlace]], width: int, numeric: set[int]
) -> Iterator[Row]:
    runs = _Runs(block)
    for number, places in enumerate(lines):
        at = runs.at
        gap_end = places[0].span.start if places else at
        gap = runs.skip(gap_end) if number else ""
        cells = list(_row(runs, places, numeric))
        stop = LINE_END.search(text, runs.at, block.span.end)
        end = stop.start() if stop else block.span.end
        behind = runs.skip(end)
        _call_behind(cells, runs)
        cells += _empty(sum(cell.columns for cell in cells), width, numeric)
        yield Row(gap, tuple(cells), behind)


def _row(runs: _Runs, places: list[CellPlace], numeric: set[int]) -> Iterator[Cell]:
    """The cells up to the last one of the line."""
    cells: list[Cell] = []
    column = 0
    for place in places:
        gap = runs.skip(place.span.start)
        _call_behind(cells, runs)
        yield from cells
        cells = list(_empty(column, place.column, numeric))
        taken = tuple(runs.take(place.span.end))
        only = place.columns == 1 and place.column in numeric
        cells.append(Cell(gap, taken, place.columns, only, runs.language))
        column = place.column + place.columns
    yield from cells


def _empty(start: int, end: int, numeric: set[int]) -> Iterator[Cell]:
    for column in range(start, end):
        yield Cell("", numeric=column in numeric)


def _call_behind(cells: list[Cell], runs: _Runs) -> None:
    """Give the calls in the white space behind a cell to that cell; those before the first one
    wait for it."""
    if cells and runs.behind:
        cells[-1] = replace(cells[-1], runs=(*cells[-1].runs, *runs.behind))
    else:
        runs.waiting += runs.behind
    runs.behind = []


class _Runs:
    """The runs of a block, taken from its beginning to its end."""

    def __init__(self, block: Block) -> None:
        self.runs = list(reversed(block.runs))
        self.language = block.language
        self.at = block.span.start
        self.waiting: list[Run] = []
        self.behind: list[Run] = []

    def skip(self, end: int) -> str:
        """Take the white space up to `end` and return it; a page that begins there begins with
        the next cell, and so do calls before its words; others are `behind` the last one."""
        taken = list(self._take(end))
        for run in taken:
            if isinstance(run, NoteRef) and not run.before:
                self.behind.append(run)
            elif not isinstance(run, Text | GlossRef):
                self.waiting.append(run)
        return "".join(run.text for run in taken if isinstance(run, Text | GlossRef))

    def take(self, end: int) -> Iterator[Run]:
        """Take the runs up to `end`; a call that stands there is taken, a page's begin is not."""
        yield from self.waiting
        self.waiting = []
        yield from self._take(end)

    def _take(self, end: int) -> Iterator[Run]:
        while self.runs:
            run = self.runs[-1]
            if not isinstance(run, Text | GlossRef):
                if self.at > end or (self.at == end and not isinstance(run, NoteRef)):
                    return
                yield self.runs.pop()
                continue
            if self.at >= end:
                return
            self.runs.pop()
            taken, rest = run.text[: end - self.at], run.text[end - self.at :]
            if rest:
                self.runs.append(_rest(run, rest))
            self.at += len(taken)
            yield replace(run, text=taken)


def _rest(run: Text | GlossRef, words: str) -> Run:
    """A link is repeated in the next cell; its anchors stand in the first."""
    if isinstance(run, GlossRef):
        return replace(run, text=words, first=False, marks=(), lemmas=())
    return replace(run, text=words, marks=(), lemmas=())
