"""Table cells: where those of a table of the source are, and which tables are none. Pure.

Where the lines of a table have tabs, each tab begins a cell; else two and more spaces do, and a
cell stands in the column under or over which it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from edition.model import Role, SourceText, Span
from edition.model.dataclass import dataclass
from edition.model.problems import Problem
from edition.text.decode import LINE_END
from edition.text.parts import Part, line_start

#: Cells of a line that a page can hold.
MOST_COLUMNS = 12
_WORDS = re.compile(r"[^ \u00a0]+(?:[ \u00a0][^ \u00a0]+)*")
_SPACE = " \t\u00a0"


@dataclass(slots=True)
class CellPlace:
    """Where a cell stands: in the source, and on its line, from and to which letter."""

    span: Span
    left: int
    right: int
    column: int = 0
    columns: int = 1


def is_table(role: Role) -> bool:
    """Whether a paragraph of this role is rows of a table."""
    return role in (Role.TABLE, Role.TABLE_HEAD)


def goes_on(before: Role, after: Role) -> bool:
    """Whether a paragraph belongs to the table of the one before it: a head begins a new one."""
    return is_table(before) and is_table(after) and (before, after) != (Role.TABLE, Role.TABLE_HEAD)


def problems(source: SourceText, parts: Sequence[Part]) -> Iterator[Problem]:
    """The tables that are none, or that no page can hold."""
    start = 0
    for k, part in enumerate(parts):
        if not is_table(part.role):
            start = k + 1
            continue
        if k + 1 < len(parts) and goes_on(part.role, parts[k + 1].role):
            continue
        yield from _problems(source, parts[start : k + 1])
        start = k + 1


def _problems(source: SourceText, parts: Sequence[Part]) -> Iterator[Problem]:
    spans = [part.span for part in parts]
    width = max(len(cells) for rows in lined(source.text, spans, source.starts) for cells in rows)
    place = parts[0].paragraph.place
    if width < 2:
        yield Problem(
            "table-of-one-column",
            place,
            "No line of this table has two cells.",
            "A tab, or two spaces and more, tell one cell from the next. Where the source has\n"
            "neither, leave the role out, or name the lines `verse`: they are kept then.",
        )
    elif width > MOST_COLUMNS:
        yield Problem(
            "too-many-cells",
            place,
            f"A line of this table has {width} cells.",
            f"A page holds {MOST_COLUMNS} at most.",
        )


# ── where the cells are ─────────────────────────────────────────────────────────────────────


def has_tabs(text: str, spans: Sequence[Span]) -> bool:
    """Whether it is tabs that tell the cells of a table."""
    return any("\t" in line.strip() for a, b in spans for line in text[a:b].splitlines())


def lined(
    text: str, spans: Sequence[Span], files: Sequence[int] = ()
) -> list[list[list[CellPlace]]]:
    """For each of `spans` its lines, for each line its cells; `files` are where files begin."""
    find = _tabbed if has_tabs(text, spans) else _spaced
    return [list(_cells(text, span, find, line_start(text, span.start, files))) for span in spans]


def _cells(
    text: str, span: Span, find: Callable[..., list[CellPlace]], start: int
) -> Iterator[list[CellPlace]]:
    ends = [(m.start(), m.end()) for m in LINE_END.finditer(text, span.start, span.end)]
    for end, following in (*ends, (span.end, span.end)):
        yield find(text, max(start, span.start), end, start)
        start = following


def _tabbed(text: str, start: int, end: int, line: int) -> list[CellPlace]:
    """The cells between the tabs; those before `start` are empty."""
    found = [CellPlace(Span(start, start), k, k) for k in range(text.count("\t", line, start))]
    at = start
    for piece in text[start:end].split("\t"):
        left = at + len(piece) - len(piece.lstrip(_SPACE))
        right = max(left, at + len(piece.rstrip(_SPACE)))
        found.append(CellPlace(Span(left, right), len(found), len(found)))
        at += len(piece) + 1
    return found


def _spaced(text: str, start: int, end: int, line: int) -> list[CellPlace]:
    return [
        CellPlace(Span(*found.span()), found.start() - line, found.end() - line)
        for found in _WORDS.finditer(text, start, end)
    ]


def set_columns(rows: list[list[CellPlace]], tabbed: bool) -> int:
    """Tell each cell its column, and return how many there are."""
    columns = [] if tabbed else _columns([cells for cells in rows if len(cells) > 1])
    if 0 < len(columns) <= MOST_COLUMNS and all(_fit(cells, columns) for cells in rows):
        return len(columns)
    for cells in rows:
        for number, cell in enumerate(cells):
            cell.column, cell.columns = number, 1
    return max((len(cells) for cells in rows), default=0)


def _columns(rows: list[list[CellPlace]]) -> list[tuple[int, int]]:
    """The columns, left and right: what stands one under the other is of one column."""
    found: list[tuple[int, int]] = []
    for left, right in sorted((cell.left, cell.right) for cells in rows for cell in cells):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _fit(cells: list[CellPlace], columns: list[tuple[int, int]]) -> bool:
    """Put the cells of a row into the columns; False if two would be in one."""
    last = -1
    for cell in cells:
        over = [
            k for k, (left, right) in enumerate(columns) if cell.left < right and cell.right > left
        ]
        if not over:
            over = [min(range(len(columns)), key=lambda k: abs(columns[k][0] - cell.left))]
        if over[0] <= last:
            return False
        last = over[-1]
        cell.column, cell.columns = over[0], len(over)
    return True
