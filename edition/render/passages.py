"""Passages: what belongs together within a chapter (a stanza, a quotation, an epigraph with its
attribution, a table), and the lines of verse. Pure; the templates set what they are given.

The source's line ends and indentation are never moved into or out of the text: a line of verse is
the source's words between two line ends, and what stands between two lines stays between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from edition.model import (
    LINED,
    Block,
    Element,
    GlossRef,
    Milestone,
    PageBreak,
    Role,
    Run,
    Span,
    Text,
)
from edition.model.dataclass import dataclass
from edition.text.lineends import LINE_BREAK, SEPARATORS, without
from edition.text.parts import continues, line_start
from edition.text.tablecells import goes_on, is_table

#: Columns of a tab in the source, columns to a step, and the most steps that fit on a page.
_TAB, _STEP, DEEPEST = 4, 2, 12
#: How many lines of verse from one number in the margin to the next.
_EVERY = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """Elements that are set as one; `kind` is heading, stanza, quotation, epigraph, dedication,
    list, terms, table, or empty for one element by itself."""

    kind: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of verse: `gap` is the source's white space before it, and `indent` the steps by
    which it stands further in than the leftmost line around it; `language` is the block's; `number`
    is that in the margin (0: none)."""

    gap: str
    indent: int
    runs: tuple[Run, ...]
    language: str
    number: int = 0


def is_lined(block: Block) -> bool:
    """Whether the source's line ends within the block are kept."""
    return block.role in LINED


def passages(text: str, elements: Sequence[Element], files: Sequence[int] = ()) -> list[Passage]:
    """The elements of a chapter in their order, what belongs together in one passage; `text` is
    the source's, whose `files` begin there."""
    numbered = list(zip(_keys(text, elements, files), elements, strict=True))
    return [
        Passage(kind, tuple(element for _, element in group))
        for (kind, _), group in groupby(numbered, key=lambda item: item[0])
    ]


def _keys(
    text: str, elements: Sequence[Element], files: Sequence[int]
) -> Iterator[tuple[str, int]]:
    """For each element its passage: the kind and a number of its own."""
    count, kind, before = 0, "", None
    for element in elements:
        here = _kind(element, kind)
        if here != kind or not here or not _same(text, here, before, element, files):
            count += 1
        kind, before = here, element
        yield kind, count


#: What the passages of these roles are called.
_NAMED = {
    Role.PART: "heading",
    Role.HEADING: "heading",
    Role.SUBHEADING: "heading",
    Role.VERSE: "stanza",
    Role.QUOTATION: "quotation",
    Role.EPIGRAPH: "epigraph",
    Role.DEDICATION: "dedication",
    Role.ITEM: "list",
    Role.TERM: "terms",
    Role.DEFINITION: "terms",
}


def _kind(element: Element, before: str) -> str:
    if not isinstance(element, Block):
        return ""
    if element.item and element.role not in (Role.QUOTATION, Role.EPIGRAPH, Role.VERSE):
        return "list"
    if named := _NAMED.get(element.role):
        return named
    if is_table(element.role):
        return "table"
    if element.role is Role.ATTRIBUTION and before in ("quotation", "epigraph"):
        return before
    return ""


def _same(
    text: str, kind: str, before: Element | None, element: Element, files: Sequence[int]
) -> bool:
    """Whether two elements of one kind are of one stanza, or of one table."""
    if not isinstance(before, Block) or not isinstance(element, Block):
        return False
    if kind == "heading":
        return element.goes_on
    if kind == "table":
        return goes_on(before.role, element.role)
    return kind != "stanza" or continues(text, before.span, element.span, files)


def lines(text: str, passage: Passage, files: Sequence[int] = ()) -> dict[str, tuple[Line, ...]]:
    """For each block of the passage whose lines are kept, by its unit, its lines."""
    blocks = [b for b in passage.elements if isinstance(b, Block) and is_lined(b)]
    columns = [list(_columns(text, block.span, files)) for block in blocks]
    leftmost = min((column for own in columns for column in own), default=0)
    return {
        block.unit: tuple(_lines(block, [_steps(column - leftmost) for column in own]))
        for block, own in zip(blocks, columns, strict=True)
    }


def numbered(
    lines: Mapping[str, tuple[Line, ...]], numbers: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[Line, ...]]:
    """The lines of those units that have `numbers`, every fifth with its own."""
    return {
        unit: tuple(
            replace(line, number=0 if n % _EVERY else n)
            for line, n in zip(lines[unit], numbers[unit], strict=True)
        )
        for unit in lines
        if unit in numbers
    }


def printed(block: Block) -> tuple[Run, ...]:
    """The runs of a block without those line ends of the source that stand for no blank."""
    if not block.joins:
        return block.runs
    runs: list[Run] = []
    at = block.span.start
    for run in block.runs:
        if isinstance(run, Text | GlossRef):
            span = Span(at, at + len(run.text))
            at = span.end
            gone = [Span(start - span.start, end - span.start) for start, end in block.joins]
            run = replace(run, text=without(run.text, Span(0, len(run.text)), gone))
        runs.append(run)
    return tuple(runs)


def opening_marks(rendition: str, block: Block) -> tuple[Run, ...]:
    """The marks of pages that stand before a block: an EPUB's heading is announced with all that is
    in it."""
    if rendition == "pdf":
        return ()
    return tuple(takewhile(lambda run: isinstance(run, PageBreak | Milestone), block.runs))


def labelled(block: Block, line: Line | None = None) -> tuple[Block, Block]:
    """A block, or its first line, cut behind the source's own name for who speaks: the name, and
    the rest, with a call that stands between the two."""
    found: tuple[list[Run], list[Run]] = ([], [])
    at, end = 0, block.label
    for run in line.runs if line else block.runs:
        if isinstance(run, Text | GlossRef) and at < end < at + len(run.text):
            found[0].append(replace(run, text=run.text[: end - at]))
            found[1].append(_part(run, run.text[end - at :], False))
        else:
            found[at >= end].append(run)
        at += len(run.text) if isinstance(run, Text | GlossRef) else 0
    name, rest = (replace(block, runs=tuple(runs), label=0) for runs in found)
    start = block.span.start
    return name, replace(rest, span=Span(start + end, block.span.end))


def _steps(columns: int) -> int:
    return min(DEEPEST, -(-columns // _STEP))


def _columns(text: str, span: Span, files: Sequence[int]) -> Iterator[int]:
    """The column at which each line of `span` begins in the source."""
    before = text[line_start(text, span.start, files) : span.start].lstrip("\ufeff")
    yield len(before.expandtabs(_TAB)) if not before.strip() else 0
    for found in LINE_BREAK.finditer(text, span.start, span.end):
        yield len(found[0].lstrip(f"\r\n{SEPARATORS}").expandtabs(_TAB))


def _lines(block: Block, indents: list[int]) -> Iterator[Line]:
    gap, waiting = "", iter(indents)
    runs: list[Run] = []
    for run in block.runs:
        for piece in _pieces(run):
            if isinstance(piece, str):
                yield Line(gap, next(waiting), tuple(runs), block.language)
                gap, runs = piece, []
            else:
                runs.append(piece)
    yield Line(gap, next(waiting), tuple(runs), block.language)


def _pieces(run: Run) -> Iterable[Run | str]:
    """A run cut at the line ends in it: runs, and line ends with the indentation behind them. A
    link is repeated on the next line; its anchors stand on the first."""
    if not isinstance(run, Text | GlossRef):
        return [run]
    found: list[Run | str] = []
    at, first = 0, True
    for end in (*LINE_BREAK.finditer(run.text), None):
        words = run.text[at : end.start() if end else len(run.text)]
        if words:
            found.append(_part(run, words, first))
            first = False
        if end:
            found.append(end[0])
            at = end.end()
    return found


def _part(run: Text | GlossRef, words: str, first: bool) -> Run:
    if first:
        return replace(run, text=words)
    if isinstance(run, GlossRef):
        return replace(run, text=words, first=False, marks=(), lemmas=())
    return replace(run, text=words, marks=(), lemmas=())
